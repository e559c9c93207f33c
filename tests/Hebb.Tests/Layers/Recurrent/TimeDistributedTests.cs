using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Regularizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Layers;

/// <summary>Values of Keras 3.15.1, which works on one step after the other; two steps of SGD(0.1).</summary>
public sealed class TimeDistributedTests
{
    private static readonly Tensor s_x = Tensor.Create([.. Enumerable.Range(0, 36).Select(i => (float)Math.Sin(i * 1.7f))], [6, 3, 2]);
    private static readonly Tensor s_y = Tensor.Create([.. Enumerable.Range(0, 36).Select(i => (float)Math.Cos(i))], [6, 3, 2]);

    [Fact]
    public void Batch_normalization_inside_takes_the_moments_of_each_step() => Train(
        new([new Input([3, 2]), new TimeDistributed(new BatchNormalization { Momentum = 0.5 })]),
        s_x,
        [1.53513956, 1.34113634],
        [0.79973841, 0.81675321, 0.00259218, -0.00622051, 0.04206073, 0.02837541, 0.49026576, 0.48241535]);

    [Fact]
    public void A_mask_leaves_steps_out_of_the_moments()
    {
        float[] values = s_x.ToArray<float>();
        foreach (int step in (int[])[2, 10, 11]) { values[2 * step] = values[2 * step + 1] = 0; }
        Train(
            new([new Input([3, 2]), new Masking(), new TimeDistributed(new BatchNormalization { Momentum = 0.5 })]),
            Tensor.Create(values, [6, 3, 2]),
            [1.64048517, 1.43062544],
            [0.79305542, 0.80877274, 0.01888723, 0.00262945, 0.00845227, -0.15720379, 0.59172058, 0.30227041]);
    }

    [Fact]
    public void The_same_holds_inside_of_an_inner_model() => Train(
        new([
            new Input([3, 2]),
            new TimeDistributed(new Sequential([
                new Input([2]), new Dense(2, useBias: false) { KernelInitializer = Initializer.Ones }, new BatchNormalization { Momentum = 0.5 }])),
        ]),
        s_x,
        [1.52775514, 1.33497036],
        [
            0.99304765, 0.99471778, 1.00675249, 1.00509131, 0.80950648, 0.80823678, 0.00259217, -0.00622052, 0.07038919, 0.07039984, 1.03422546, 1.03423309,
        ]);

    [Fact]
    public void A_batch_normalization_in_prediction_needs_no_steps()
    {
        Sequential model = new([new Input([3, 2]), new TimeDistributed(new BatchNormalization { Momentum = 0.5 })]);
        Near.Equal([.. s_x.ToDoubles().Select(value => value / Math.Sqrt(1.001))], model.Predict(s_x), 1e-5);
    }

    [Fact]
    public void An_activity_regularizer_of_the_layer_itself_does_not_count()
    {
        Tensor x = Tensor.Create([.. Enumerable.Range(0, 12).Select(i => i / 10f)], [2, 3, 2]);
        Sequential model = new([
            new Input([3, 2]), new TimeDistributed(new Dense(2) { KernelInitializer = Initializer.Ones, ActivityRegularizer = new L1L2(0, 0.1) })]);
        model.Compile(new SGD(), Loss.MeanSquaredError);
        Assert.Equal(1.67666638, model.TestOnBatch(x, Tensor.Zeros([2, 3, 2])).Loss, 1e-5);
    }

    private static void Train(Sequential model, Tensor x, double[] losses, double[] weights)
    {
        model.Compile(new SGD(0.1), Loss.MeanSquaredError);
        Near.Equal(losses, [model.TrainOnBatch(x, s_y).Loss, model.TrainOnBatch(x, s_y).Loss], 1e-5, "loss");
        Near.Equal(weights, [.. model.GetWeights().SelectMany(weight => weight.ToDoubles())], 1e-5, "weight");
    }
}
