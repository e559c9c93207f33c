using Hebb.Activations;
using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.WorkedExamples;

/// <summary>What lecture notes on neural networks say of training.</summary>
public sealed class TrainingExamplesTests
{
    [Fact]
    public void A_hundred_thousand_rows_in_batches_of_a_thousand_are_a_hundred_updates()
    {
        Adam optimizer = new();
        Sequential model = new([new Dense(1)]);
        model.Compile(optimizer, Loss.MeanSquaredError);
        model.Fit(Dataset.From(Tensor.Zeros([100_000, 1]), Tensor.Zeros([100_000, 1])), new() { Epochs = 1, BatchSize = 1000 });
        Assert.Equal(100, optimizer.Iterations);
    }

    [Fact]
    public void Units_with_equal_weights_stay_equal_for_ever()
    {
        Tensor x = Tensor.RandomUniform([64, 3], RandomKey.FromSeed(1), -1, 1), y = (x.Sum(1, keepDims: true) > 0).Cast(DType.Float32);
        Dense hidden = new(4, Activation.Tanh) { KernelInitializer = new Hebb.Initializers.Constant(0.3) },
            output = new(1, Activation.Sigmoid) { KernelInitializer = new Hebb.Initializers.Constant(0.2) };
        Sequential model = new([hidden, output]);
        model.Compile(new Adam(0.05), Loss.BinaryCrossentropy);
        model.Fit(x, y, new() { Epochs = 50 });

        float[] w = hidden.Parameters[0].Value.ToArray<float>();
        Assert.True(Math.Abs(w[0] - 0.3f) > 0.1, "The weights have not moved at all.");
        for (int input = 0; input < 3; input++)
        {
            for (int unit = 1; unit < 4; unit++) { Assert.Equal(w[input * 4], w[input * 4 + unit]); }
        }
    }
}
