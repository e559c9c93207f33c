using Hebb.Datasets;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Regularizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Layers;

public sealed class RegularizationLayersTests
{
    /// <summary>The saturated value of SELU, −scale · alpha.</summary>
    private const double Saturated = -1.7580993408473766;

    [Fact]
    public void Noise_has_the_moments_it_should_have_and_none_outside_training()
    {
        Check(new GaussianNoise(0.5), 3, 3, 0.5);
        Check(new GaussianDropout(0.2), 3, 3, 3 * Math.Sqrt(0.25)); // 3 · √(rate / (1 − rate))

        static void Check(Layer layer, double value, double mean, double deviation)
        {
            Tensor x = Tensor.Full([200, 200], value);
            Assert.Equal(x.ToArray<float>(), layer.Apply(x).ToArray<float>());
            double[] y = Near.Run(inputs => layer.Apply(inputs[0], training: true), x);
            double found = y.Average();
            Assert.Equal(mean, found, 5 * deviation / 200); // five standard errors
            Assert.Equal(deviation, Math.Sqrt(y.Average(v => (v - found) * (v - found))), 0.02 * deviation);
        }
    }

    [Fact]
    public void AlphaDropout_keeps_mean_0_and_variance_1()
    {
        AlphaDropout layer = new(0.3);
        Tensor x = Tensor.RandomNormal([300, 300], RandomKey.FromSeed(5));
        double[] y = Near.Run(inputs => layer.Apply(inputs[0], training: true), x), given = x.ToDoubles();
        double mean = y.Average();
        Assert.Equal(0, mean, 0.02);
        Assert.Equal(1, y.Average(v => (v - mean) * (v - mean)), 0.02);
        double a = 1 / Math.Sqrt(0.7 * (1 + 0.3 * Saturated * Saturated)), b = -a * Saturated * 0.3;
        Assert.All(y.Zip(given), pair => Assert.True(
            Math.Abs(pair.First - (a * pair.Second + b)) < 1e-5 || Math.Abs(pair.First - (a * Saturated + b)) < 1e-5, $"{pair.Second} became {pair.First}."));
        Assert.InRange(y.Count(v => Math.Abs(v - (a * Saturated + b)) < 1e-5) / 90000.0, 0.29, 0.31);
        Assert.Equal(given, layer.Apply(x).ToDoubles());
    }

    [Fact]
    public void A_noise_shape_drops_together()
    {
        Dropout layer = new(0.5) { NoiseShape = [null, 1, null] };
        double[] y = Near.Run(x => layer.Apply(x[0], training: true), Tensor.Ones([8, 3, 16]));
        for (int row = 0; row < 8; row++)
        {
            for (int channel = 0; channel < 16; channel++)
            {
                double[] steps = [.. Enumerable.Range(0, 3).Select(step => y[(row * 3 + step) * 16 + channel])];
                Assert.Single(steps.Distinct());
            }
        }

        Assert.Equal([0, 2], y.Distinct().Order());
        Assert.Contains(
            "NoiseShape (null, 2, null)",
            Assert.Throws<ShapeException>(() => new Dropout(0.5) { NoiseShape = [null, 2, null] }.Apply(Tensor.Ones([8, 3, 16]), training: true)).Message);
    }

    [Fact]
    public void Activity_penalties_join_the_loss_and_its_gradient()
    {
        // y = 2 · x with x = 1, 3 gives 2, 6 and a penalty of (0.1 · 8 + 0.01 · 40) / 2 rows, in training and when judged; the loss itself is 0.
        Sequential model = Model(new ActivityRegularization(0.1, 0.01), new Dense(1, useBias: false) { KernelInitializer = Initializer.Constant(2) });
        Batch batch = new(Tensor.Create(new float[,] { { 1 }, { 3 } }), Tensor.Create(new float[,] { { 2 }, { 6 } }));
        Assert.Equal(0.6, model.TestOnBatch(batch), 1e-6);
        Assert.Equal(0.6, model.TrainOnBatch(batch), 1e-6);
        // ∂/∂w = (0.1 · (1 + 3) + 0.01 · 2w · (1 + 9)) / 2
        Near.Equal([2 - 0.1 * (0.4 + 0.4) / 2], model.GetWeights()[0], 1e-6);

        Sequential other =
            Model(new IdentityLayer(), new Dense(1, useBias: false) { KernelInitializer = Initializer.Constant(2), ActivityRegularizer = new L1L2(0.1, 0.01) });
        Assert.Equal(0.6, other.TrainOnBatch(batch), 1e-6);
        Near.Equal([2 - 0.1 * (0.4 + 0.4) / 2], other.GetWeights()[0], 1e-6);

        static Sequential Model(Layer last, Dense dense)
        {
            Sequential model = new([new Input([1]), dense, last]);
            model.Compile(new SGD(0.1), Loss.MeanSquaredError);
            return model;
        }
    }

    [Fact]
    public void A_layer_of_ones_own_can_add_to_the_loss()
    {
        Sequential model = new([new Input([2]), new Adds(x => x.Mean() * 10)]);
        Assert.Empty(model.Penalties());
        Assert.Equal(20, Near.Run(x => { model.Apply(x[0]); return Assert.Single(model.Penalties()); }, Tensor.Full([3, 2], 2))[0], 1e-6);
        Assert.Contains("(2,)", Assert.Throws<ShapeException>(() => new Adds(x => x.Mean(0)).Apply(Tensor.Zeros([3, 2]))).Message);
        Assert.Contains("model", Assert.Throws<InvalidOperationException>(() => model.ActivityRegularizer = new L2()).Message);
    }

    [Fact]
    public void Rates_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianNoise(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianDropout(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AlphaDropout(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ActivityRegularization(l2: double.NaN));
    }

    private sealed class Adds(Func<Tensor, Tensor> loss) : Layer
    {
        protected override Tensor Forward(Tensor x, bool training)
        {
            AddLoss(loss(x));
            return x;
        }
    }
}
