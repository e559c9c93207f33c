using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Optimizers;

/// <summary>Algorithm 2 of You et al. (2020), ratio and decay as in Keras.</summary>
public sealed class LambTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void It_follows_its_formula(double decay)
    {
        double[] m = new double[3], v = new double[3], u = new double[3];
        Descent.CompareAll(new Lamb(0.1, 0.8, 0.9) { WeightDecay = decay }, (g, w, t) =>
        {
            double[] shrunk = [.. w.Select(value => value - value * decay * 0.1)];
            for (int i = 0; i < 3; i++)
            {
                m[i] = 0.8 * m[i] + 0.2 * g[i];
                v[i] = 0.9 * v[i] + 0.1 * g[i] * g[i];
                u[i] = m[i] / (1 - Math.Pow(0.8, t)) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.9, t))) + 1e-7);
            }

            double ratio = Math.Sqrt(shrunk.Sum(x => x * x)) / Math.Sqrt(u.Sum(x => x * x));
            return [.. shrunk.Select((value, i) => value - ratio * 0.1 * u[i])];
        });
    }

    [Fact]
    public void Weights_or_gradients_of_zero_take_the_plain_step()
    {
        Near.Equal([-0.1], Descent.Follow(new Lamb(0.1), new("w", Tensor.Create(0f)), Tensor.Create(2f))[0], 1e-6);
        Near.Equal([3], Descent.Follow(new Lamb(0.1), new("w", Tensor.Create(3f)), Tensor.Create(0f))[0], 0);
    }
}
