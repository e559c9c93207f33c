using Hebb.Layers;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

public sealed class NormalizationTests
{
    private static readonly float[,] s_data = { { 1, 100, 7 }, { 2, 300, 7 }, { 6, 200, 7 } };

    [Fact]
    public void Adapted_data_have_mean_0_and_deviation_1()
    {
        Normalization layer = new();
        layer.Adapt(s_data);
        Near.Equal([3, 200, 7], layer.Parameters[0].Value, 1e-6);
        Near.Equal([14.0 / 3, 20000.0 / 3, 0], layer.Parameters[1].Value, 1e-6);
        Tensor y = layer.Apply(Tensor.Create(s_data));
        double a = Math.Sqrt(14.0 / 3), b = Math.Sqrt(20000.0 / 3);
        Near.Equal([-2 / a, -100 / b, 0, -1 / a, 100 / b, 0, 3 / a, 0, 0], y, 1e-6);
        Assert.Empty(layer.TrainableParameters);
    }

    [Fact]
    public void Inverting_gives_the_data_back()
    {
        Normalization there = new(), back = new() { Invert = true };
        there.Adapt(s_data);
        back.Adapt(s_data);
        Near.Equal(Tensor.Create(s_data).ToDoubles(), back.Apply(there.Apply(Tensor.Create(s_data))), 1e-6);
    }

    [Fact]
    public void Large_values_keep_their_small_variance()
    {
        Normalization layer = new();
        layer.Adapt(Tensor.Create(new[,] { { 1e6f }, { 1e6f + 1 }, { 1e6f + 2 } }));
        Near.Equal([2.0 / 3], layer.Parameters[1].Value, 1e-6);
    }

    [Fact]
    public void Adapting_again_forgets()
    {
        Normalization layer = new();
        layer.Adapt(s_data);
        layer.Adapt(new float[,] { { 0, 0, 0 }, { 2, 2, 2 } });
        Near.Equal([1, 1, 1], layer.Parameters[0].Value, 0);
    }

    [Fact]
    public void Features_may_lie_on_another_axis()
    {
        Normalization layer = new() { Axes = [1] };
        layer.Adapt(Tensor.Create([1f, 3, 10, 10, 5, 7, 10, 10], [2, 2, 2]));
        Near.Equal([4, 10], layer.Parameters[0].Value, 0);
        Near.Equal([5, 0], layer.Parameters[1].Value, 0);
    }

    [Fact]
    public void Several_axes_or_none_may_have_moments()
    {
        Tensor data = Tensor.Create([1f, 3, 10, 10, 5, 7, 10, 10], [2, 2, 2]);
        Normalization each = new() { Axes = [2, 1] }, all = new() { Axes = [] };
        each.Adapt(data);
        all.Adapt(data);
        Near.Equal([3, 5, 10, 10], each.Parameters[0].Value, 0);
        Near.Equal([4, 4, 0, 0], each.Parameters[1].Value, 0);
        Assert.Equal<Shape>([2, 2], each.Parameters[0].Shape);
        Near.Equal([7], all.Parameters[0].Value, 0);
        Near.Equal([11.5], all.Parameters[1].Value, 0); // (36 + 16 + 9 + 9 + 4 + 0 + 9 + 9) / 8
    }

    [Fact]
    public void Moments_may_be_given()
    {
        // The example of Keras' documentation, and one mean for each feature.
        Near.Equal([-1.4142135, -0.70710677, 0], new Normalization([3], [2]).Apply(Tensor.Create(new float[,] { { 1 }, { 2 }, { 3 } })), 1e-6);
        Normalization layer = new([1, 10], [4, 25]);
        Near.Equal([1, -2], layer.Apply(Tensor.Create(new float[,] { { 3, 0 } })), 1e-6);
        Near.Equal([3, 0], new Normalization([1, 10], [4, 25]) { Invert = true }.Apply(Tensor.Create(new float[,] { { 1, -2 } })), 1e-6);
        Assert.Empty(layer.Parameters);
        Assert.Contains("given its moments", Assert.Throws<InvalidOperationException>(() => layer.Adapt(s_data)).Message);
        Assert.Contains("2 means", Assert.Throws<ShapeException>(() => new Normalization([1, 2], [1, 1]).Apply(Tensor.Create(s_data))).Message);
        Assert.Throws<ArgumentException>(() => new Normalization([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => new Normalization([1], [-1]));
    }

    [Fact]
    public void Data_that_teach_nothing_are_refused()
    {
        Assert.Contains("feature 1", Assert.Throws<ArgumentException>(() => new Normalization().Adapt(new[,] { { 1, float.NaN } })).Message);
        Assert.Contains("(0, 3)", Assert.Throws<ArgumentException>(() => new Normalization().Adapt(new float[0, 3])).Message);
    }
}
