using Hebb.Layers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

public sealed class ReshapingLayersTests
{
    private static readonly Tensor s_x = Tensor.Range(12).Reshape([2, 6]);

    [Fact]
    public void Reshape_keeps_the_order_of_elements()
    {
        Tensor y = new Hebb.Layers.Reshape(3, -1).Apply(s_x);
        Assert.Equal<Shape>([2, 3, 2], y.Shape);
        Assert.Equal(s_x.ToArray<float>(), y.ToArray<float>());
        Assert.Equal<Shape>([2, 6], new Hebb.Layers.Reshape(6).Apply(y).Shape);
    }

    [Fact]
    public void Permute_reorders_axes_counted_from_1()
    {
        Tensor y = new Permute(2, 1).Apply(s_x.Reshape([2, 3, 2]));
        Assert.Equal<Shape>([2, 2, 3], y.Shape);
        Assert.Equal([0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11], y.ToArray<float>());
    }

    [Fact]
    public void RepeatVector_repeats()
    {
        Tensor y = new RepeatVector(2).Apply(Tensor.Create(new float[,] { { 1, 2 }, { 3, 4 } }));
        Assert.Equal<Shape>([2, 2, 2], y.Shape);
        Assert.Equal([1, 2, 1, 2, 3, 4, 3, 4], y.ToArray<float>());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Contains("6 elements", Assert.Throws<ShapeException>(() => new Hebb.Layers.Reshape(4, -1).Apply(s_x)).Message);
        Assert.Contains("6 elements", Assert.Throws<ShapeException>(() => new Hebb.Layers.Reshape(3, 3).Apply(s_x)).Message);
        Assert.Throws<ArgumentException>(() => new Hebb.Layers.Reshape(-1, -1));
        Assert.Throws<ArgumentException>(() => new Permute(1, 1));
        Assert.Throws<ArgumentException>(() => new Permute(0, 1));
        Assert.Contains("(2, 6)", Assert.Throws<ShapeException>(() => new Permute(2, 1).Apply(s_x)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RepeatVector(0));
        Assert.Contains("(2, 3, 2)", Assert.Throws<ShapeException>(() => new RepeatVector(2).Apply(s_x.Reshape([2, 3, 2]))).Message);
    }
}
