using Hebb.Graphs;
using Hebb.Layers;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

/// <summary>Golden values: PyTorch 1.13, torch.nn.utils.spectral_norm in float64, the same kernel and vector u.</summary>
public sealed class SpectralNormalizationTests
{
    private static readonly float[] s_kernel = [-0.75f, 0.5f, 0, -0.5f, 0.75f, 0.25f]; // singular values 1.0871 and 0.7111

    [Theory]
    [InlineData(1, new[] { -0.692373774272, 0.461582516181, 0, -0.461582516181, 0.692373774272, 0.230791258091 }, new[] { 0.933345606203, -0.358979079309 })]
    [InlineData(3, new[] { -0.689996677363, 0.459997784909, 0, -0.459997784909, 0.689996677363, 0.229998892454 }, new[] { 0.953115971948, -0.302605261056 })]
    public void The_kernel_is_what_pytorch_makes_of_it(int iterations, double[] kernel, double[] u)
    {
        SpectralNormalization layer = Layer(iterations);
        Near.Equal([0, 0.25], layer.Apply(Tensor.Ones([1, 3])), 1e-6); // predictions leave it alone
        Near.Equal([kernel[0] + kernel[2] + kernel[4], kernel[1] + kernel[3] + kernel[5]], layer.Apply(Tensor.Ones([1, 3]), training: true), 1e-6);
        Near.Equal(u, layer.Parameters[0].Value, 1e-6);
        Near.Equal(kernel, layer.Parameters[1].Value, 1e-6);
    }

    [Fact]
    public void A_step_of_training_starts_from_the_normalized_kernel()
    {
        SpectralNormalization layer = Layer(3);
        SGD optimizer = new(0.5f);
        Tensor x = Tensor.Create(new[,] { { 1f, 2, -1 } });
        Function step = new(() =>
        {
            Tensor loss = layer.Apply(x, training: true).Sum();
            optimizer.Minimize(loss, layer.TrainableParameters);
            return loss;
        });
        step.Call();
        // ∂ loss / ∂ kernel is x in each column, of the kernel that was used.
        Near.Equal([-1.189996677363, -0.040002215091, -1, -1.459997784909, 1.189996677363, 0.729998892454], layer.Parameters[1].Value, 1e-6);
    }

    [Fact]
    public void A_kernel_of_zeros_stays()
    {
        SpectralNormalization layer = Layer(1);
        layer.Parameters[1].SetValues<float>(new float[6]);
        Near.Equal([0, 0], layer.Apply(Tensor.Ones([1, 3]), training: true), 0);
        Near.Equal([0.02, -0.01], layer.Parameters[0].Value, 1e-7);
    }

    [Fact]
    public void Filters_and_embeddings_are_matrices_as_well()
    {
        foreach ((Layer inner,
            Tensor x) in new (Layer, Tensor)[]
            {
                (new Conv2D(4, (2, 3)), Tensor.Ones([1, 4, 4, 2])),
                (new Embedding(6, 3), Tensor.Create(new[,] { { 0, 1 } })),
            })
        {
            SpectralNormalization layer = new(inner, powerIterations: 60);
            layer.Apply(x);
            Parameter kernel = layer.Parameters[1];
            layer.Apply(x, training: true);
            // At the largest singular value 1 no vector is stretched, and u is not shortened by a walk back and forth.
            int units = kernel.Shape[^1], rows = (int)kernel.Size / units;
            double[] w = kernel.Value.ToDoubles(), u = layer.Parameters[0].Value.ToDoubles();
            double[] v = [.. Enumerable.Range(0, rows).Select(i => Enumerable.Range(0, units).Sum(j => w[i * units + j] * u[j]))];
            Assert.Equal(1, Math.Sqrt(v.Sum(value => value * value)), 1e-4);
        }
    }

    [Fact]
    public void Layers_without_a_kernel_are_refused()
    {
        Assert.Contains(
            "a weight called kernel or embeddings",
            Assert.Throws<ArgumentException>(() => new SpectralNormalization(new ReLU()).Apply(Tensor.Ones([1, 3]))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpectralNormalization(new Dense(1), 0));
    }

    private static SpectralNormalization Layer(int iterations)
    {
        SpectralNormalization layer = new(new Dense(2, useBias: false), iterations);
        layer.Apply(Tensor.Ones([1, 3]));
        layer.Parameters[0].SetValues<float>([0.02f, -0.01f]);
        layer.Parameters[1].SetValues<float>(s_kernel);
        return layer;
    }
}
