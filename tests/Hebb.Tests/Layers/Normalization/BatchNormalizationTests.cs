using Hebb.Graphs;
using Hebb.Layers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

public sealed class BatchNormalizationTests
{
    private static readonly Tensor s_x = Tensor.Create(new[,] { { 1f, 2 }, { 3, -1 }, { 0, 4 }, { 2, 2.5f } });

    [Fact]
    public void Training_uses_the_batch_and_keeps_running_means()
    {
        BatchNormalization layer = new();
        Function f = new(x => layer.Apply(x, training: true));
        Tensor y = f.Call(s_x)[0];
        // Mean (1.5, 1.875) and variance (1.25, 3.296875).
        double[] deviation = [Math.Sqrt(1.251), Math.Sqrt(3.297875)];
        Near.Equal(
            [
                -0.5 / deviation[0],
                0.125 / deviation[1],
                1.5 / deviation[0],
                -2.875 / deviation[1],
                -1.5 / deviation[0],
                2.125 / deviation[1],
                0.5 / deviation[0],
                0.625 / deviation[1],
            ],
            y,
            1e-6);
        Near.Equal([0.015, 0.01875], layer.Parameters[2].Value, 1e-6);
        Near.Equal([0.99 + 0.0125, 0.99 + 0.03296875], layer.Parameters[3].Value, 1e-6);
        f.Call(s_x);
        Near.Equal([0.015 * 1.99, 0.01875 * 1.99], layer.Parameters[2].Value, 1e-6);
    }

    [Fact]
    public void Predicting_uses_the_running_means_and_changes_nothing()
    {
        BatchNormalization layer = new() { Momentum = 0.5 };
        layer.Apply(s_x);
        layer.Parameters[0].SetValues<float>([2, 3]);
        layer.Parameters[1].SetValues<float>([0.5f, -1]);
        layer.Parameters[2].SetValues<float>([1, 2]);
        layer.Parameters[3].SetValues<float>([4, 9]);
        Tensor y = new Function(x => layer.Apply(x)).Call(Tensor.Create(new[,] { { 3f, -1 } }))[0];
        Near.Equal([2 * 2 / Math.Sqrt(4.001) + 0.5, 3 * -3 / Math.Sqrt(9.001) - 1], y, 1e-6);
        Near.Equal([1, 2], layer.Parameters[2].Value, 0);
    }

    [Fact]
    public void Weights_have_the_names_and_order_of_Keras()
    {
        BatchNormalization layer = new() { Name = "bn" };
        layer.Apply(Tensor.Zeros([2, 3, 5]));
        Assert.Equal(["bn/gamma", "bn/beta", "bn/moving_mean", "bn/moving_variance"], layer.Parameters.Select(parameter => parameter.Name));
        Assert.All(layer.Parameters, parameter => Assert.Equal([5], parameter.Shape));
        Assert.Equal(["bn/gamma", "bn/beta"], layer.TrainableParameters.Select(parameter => parameter.Name));
        Assert.Equal("batch_normalization", layer.DefaultName);
    }

    [Fact]
    public void Another_axis_is_normalized_over_all_the_others()
    {
        BatchNormalization layer = new() { Axis = 1, Epsilon = 0 };
        Tensor y = layer.Apply(Draw.Floats(new Random(1), [4, 3, 5]), training: true);
        Near.Equal([0, 0, 0], y.Mean([0, 2]), 1e-6);
        Near.Equal([1, 1, 1], y.Variance([0, 2]), 1e-5);
    }

    [Fact]
    public void A_frozen_layer_leaves_its_running_means_alone()
    {
        BatchNormalization layer = new() { Trainable = false };
        Tensor y = layer.Apply(s_x, training: true);
        Near.Equal([.. s_x.ToDoubles().Select(value => value / Math.Sqrt(1.001))], y, 1e-6);
        Near.Equal([0, 0], layer.Parameters[2].Value, 0);
    }

    [Fact]
    public void Other_features_than_built_for_are_refused()
    {
        BatchNormalization layer = new();
        layer.Apply(s_x);
        Assert.Contains("2 features", Assert.Throws<ShapeException>(() => layer.Apply(Tensor.Zeros([4, 3]))).Message);
    }
}
