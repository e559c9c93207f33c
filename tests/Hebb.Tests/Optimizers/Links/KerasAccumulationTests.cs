using Hebb.Constraints;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Tensors;
using Constant = Hebb.Initializers.Constant;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Optimizers;

/// <summary>Gradients accumulated over two batches, with a constraint and running means: four batches of one row in Keras 3.15.1.</summary>
public sealed class KerasAccumulationTests
{
    private static readonly double[] s_losses = [6.25, 4, 2.40249991, 0.330625];

    [Theory]
    [InlineData(false, null, 0.29875001, 0.19499999)]
    [InlineData(true, null, 0.29875001, 0.19499999)]
    [InlineData(true, 2, 0.361875, 0.27249998)]
    [InlineData(true, 1, 0.361875, 0.27249998)]
    public void Constraints_and_means_follow_every_batch(bool average, int? overwrite, double first, double second)
    {
        SGD optimizer = new(0.05) { GradientAccumulationSteps = 2, UseEma = average, EmaMomentum = 0.5, EmaOverwriteFrequency = overwrite };
        Sequential model = new([new Input([2]), new Dense(1, useBias: false) { KernelInitializer = new Constant(-0.5), KernelConstraint = new NonNeg() }]);
        model.Compile(optimizer, Loss.MeanSquaredError);
        float[,] x = { { 1, 2 }, { 3, 1 }, { 2, 2 }, { 1, 0 } };
        float[] y = [1, 2, 0, 1];
        double[] losses = [.. y.Select((_, i) => model.TrainOnBatch(Tensor.Create(new[,] { { x[i, 0], x[i, 1] } }), Tensor.Create(new[,] { { y[i] } })).Loss)];
        Near.Equal(s_losses, losses, 1e-5);
        Near.Equal([first, second], model.GetWeights()[0], 1e-5);
        if (!average) { return; }
        optimizer.FinalizeValues(model.Parameters);
        Near.Equal([0.361875, 0.27249998], model.GetWeights()[0], 1e-5);
    }

    [Fact]
    public void Gradients_are_clipped_in_one_way()
    {
        Assert.Contains("ClipNorm and GlobalClipNorm are both set", Refused(() => new Adam { ClipNorm = 1, GlobalClipNorm = 1 }), StringComparison.Ordinal);
        Assert.Contains("GlobalClipNorm and ClipNorm are both set", Refused(() => new SGD { GlobalClipNorm = 1, ClipNorm = 1 }), StringComparison.Ordinal);
        Assert.Contains("ClipValue and ClipNorm are both set", Refused(() => new Lion { ClipValue = 1, ClipNorm = 1 }), StringComparison.Ordinal);
        Assert.Equal(1, new Adam { ClipNorm = null, GlobalClipNorm = 1 }.GlobalClipNorm);

        static string Refused(Func<Optimizer> make) => Assert.Throws<ArgumentException>(make).Message;
    }

    [Fact]
    public void An_optimizer_trains_one_model()
    {
        Tensor x = Tensor.Ones([2, 1]), y = Tensor.Zeros([2, 1]);
        Sequential New(Optimizer optimizer)
        {
            Sequential made = new([new Dense(1)]) { Seed = 1 };
            made.Compile(optimizer, Loss.MeanSquaredError);
            return made;
        }

        foreach (Optimizer optimizer in (Optimizer[])[new Adam(0.1), new SGD(0.1)])
        {
            Sequential first = New(optimizer), second = New(optimizer);
            first.TrainOnBatch(x, y);
            double[] before = second.TestOnBatch(x, y) is var judged ? [judged.Loss] : [];
            string message = Assert.Throws<InvalidOperationException>(() => second.TrainOnBatch(x, y)).Message;
            Assert.Contains("trains another model already (1 steps so far)", message, StringComparison.Ordinal);
            Assert.Throws<InvalidOperationException>(() => second.Fit(x, y));
            Assert.Equal(before[0], second.TestOnBatch(x, y).Loss);

            // The same model again, with another layer frozen, is no other model.
            first.Compile(optimizer, Loss.MeanAbsoluteError);
            first.TrainOnBatch(x, y);
            Assert.Equal(2, optimizer.Iterations);
        }
    }
}
