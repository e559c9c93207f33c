using Hebb.Optimizers;

namespace Hebb.Tests.Optimizers;

/// <summary>The formula of section 7.1 of Kingma and Ba, ε as in Keras.</summary>
public sealed class AdamaxTests
{
    [Fact]
    public void It_follows_its_formula() => Descent.Compare(new Adamax(0.1, 0.8, 0.9, 1e-3), () =>
    {
        double m = 0, u = 0;
        return (g, w, t) =>
        {
            m = 0.8 * m + 0.2 * g;
            u = Math.Max(0.9 * u, Math.Abs(g));
            return w - 0.1 / (1 - Math.Pow(0.8, t)) * m / (u + 1e-3);
        };
    });
}
