using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Optimizers;

/// <summary>The update of McMahan et al. (2013) as Keras has it.</summary>
public sealed class FtrlTests
{
    [Theory]
    [InlineData(-0.5, 0.1, 0, 0, 0, 0)]
    [InlineData(-0.7, 0.2, 0.3, 0.4, 0.05, 1.5)]
    [InlineData(0, 0, 0, 0.1, 0, 0)]
    public void It_follows_its_formula(double power, double start, double l1, double l2, double shrinkage, double beta) =>
        Descent.Compare(new Ftrl(0.2, power, start, l1, l2, shrinkage, beta), () =>
        {
            double n = start, z = 0;
            return (g, w, _) =>
            {
                double before = Math.Pow(n, -power);
                n += g * g;
                double after = Math.Pow(n, -power);
                z += g + 2 * shrinkage * w - (after - before) / 0.2 * w;
                return (Math.Clamp(z, -l1, l1) - z) / (after / 0.2 + 2 * (l2 + beta / (2 * 0.2)));
            };
        });

    [Fact]
    public void A_weight_without_enough_gradient_is_exactly_zero()
    {
        Parameter w = new("w", Tensor.Create(0.5f, 0.5f));
        // z = g − (√(0.1 + g²) − √0.1)/η·w stays within ±λ₁ for the first weight only.
        double[] after = Descent.Follow(new Ftrl(0.1, l1: 1), w, Tensor.Create(0.01f, 4f))[0];
        Assert.Equal(0, after[0]);
        Assert.NotEqual(0, after[1]);
    }

    [Fact]
    public void A_learning_rate_of_zero_is_an_error()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Descent.Run(new Ftrl(0)));
        Assert.Contains("learning rate", error.Message, StringComparison.Ordinal);
    }
}
