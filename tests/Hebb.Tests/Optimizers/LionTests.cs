using Hebb.Optimizers;

namespace Hebb.Tests.Optimizers;

/// <summary>Algorithm 2 of Chen et al. (2023).</summary>
public sealed class LionTests
{
    [Fact]
    public void It_follows_its_formula() => Descent.Compare(new Lion(0.3, 0.6, 0.8), () =>
    {
        double m = 0;
        return (g, w, _) =>
        {
            double step = Math.Sign(0.6 * m + 0.4 * g);
            m = 0.8 * m + 0.2 * g;
            return w - 0.3 * step;
        };
    });
}
