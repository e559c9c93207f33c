using Hebb.Optimizers;

namespace Hebb.Tests.Optimizers;

/// <summary>Dozat's formula with Keras' shares of momentum.</summary>
public sealed class NadamTests
{
    [Fact]
    public void It_follows_its_formula() => Descent.Compare(new Nadam(0.1, 0.8, 0.9), () =>
    {
        double m = 0, v = 0, product = 1;
        static double U(int t) => 0.8 * (1 - 0.5 * Math.Pow(0.96, t));
        return (g, w, t) =>
        {
            product *= U(t);
            m = 0.8 * m + 0.2 * g;
            v = 0.9 * v + 0.1 * g * g;
            double mean = U(t + 1) * m / (1 - product * U(t + 1)) + (1 - U(t)) * g / (1 - product);
            return w - 0.1 * mean / (Math.Sqrt(v / (1 - Math.Pow(0.9, t))) + 1e-7);
        };
    });

    [Fact]
    public void The_product_of_shares_needs_no_history()
    {
        Nadam nadam = new(beta1: 0.999), other = new(beta1: 0.999);
        double product = 1;
        for (int t = 1; t <= 1500; t++)
        {
            product *= 0.999 * (1 - 0.5 * Math.Pow(0.96, t));
            Near.Equal([product], [nadam.Product(t)], 1e-12, $"step {t}");
        }

        Assert.Equal(nadam.Product(1500), other.Product(1500));
        Assert.Equal(other.Product(7), nadam.Product(7));
        Assert.Equal(0, new Nadam().Product(long.MaxValue));
    }
}
