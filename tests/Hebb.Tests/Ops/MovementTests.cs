using Hebb.Graphs;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Ops;

public sealed class MovementTests
{
    private static readonly Tensor s_x = Tensor.Range(6).Reshape([2, 3]);

    [Fact]
    public void What_is_reshaped_or_broadcast_twice_has_a_gradient_in_between()
    {
        Tensor once = Tensor.Create(1.0, 2, 3, 4).Reshape([2, 2]), twice = once.Reshape([4]);
        Near.Equal([2, 4, 6, 8], Gradient.Of(twice.Square().Sum(), once)[0], 0);
        Tensor wide = Tensor.Create(1.0, 2).BroadcastTo([3, 2]), wider = wide.BroadcastTo([2, 3, 2]);
        Near.Equal([2, 2, 2, 2, 2, 2], Gradient.Of(wider.Sum(), wide)[0], 0);
    }

    [Fact]
    public void Transpose_reorders_axes()
    {
        Near.Equal([0, 3, 1, 4, 2, 5], s_x.Transpose(), 0);
        Tensor cube = Tensor.Range(24).Reshape([2, 3, 4]);
        Tensor moved = cube.Transpose(2, 0, 1);
        Assert.Equal([4, 2, 3], moved.Shape);
        Assert.Equal(1 * 12 + 2 * 4 + 3, moved.ToDoubles()[3 * 6 + 1 * 3 + 2]);
        Assert.Contains("(2, 3)", Assert.Throws<ShapeException>(() => s_x.Transpose(0, 0)).Message);
        Assert.Throws<ShapeException>(() => s_x.Transpose(0));
    }

    [Fact]
    public void Slices_are_blocks()
    {
        Near.Equal([1, 2, 4, 5], s_x.Slice(-1, 1..), 0);
        Near.Equal([3, 4, 5], s_x.Slice(0, ^1..), 0);
        Assert.Same(s_x, s_x.Slice(0, ..));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_x.Slice(1, 2..5));
        Assert.Contains("does not lie inside", Assert.Throws<ShapeException>(() => new Tensor(new Slice([1, 0], [2, 3]), [s_x])).Message);
    }

    [Fact]
    public void Padding_puts_zeros_around()
    {
        Near.Equal([0, 0, 1, 2, 0, 0, 0, 3, 4, 5, 0, 0], s_x.Pad(1, 1, 2), 0);
        Assert.Equal([5, 3], s_x.Pad(0, 3, 0).Shape);
    }

    [Fact]
    public void Concatenating_and_stacking()
    {
        Near.Equal([0, 1, 2, 9, 3, 4, 5, 9], Tensor.Concatenate([s_x, Tensor.Full([2, 1], 9)]), 0);
        Near.Equal([0, 1, 2, 3, 4, 5, 7, 7, 7], Tensor.Concatenate([s_x, Tensor.Full([1, 3], 7)], 0), 0);
        Near.Equal([1, 3, 2, 4], Tensor.Stack([Tensor.Create(1f, 2f), Tensor.Create(3f, 4f)], 1), 0);
        Near.Equal([1, 3, 2, 4], Tensor.Stack([Tensor.Create(1f, 2f), Tensor.Create(3f, 4f)], -1), 0);
        Assert.Contains("(1, 2)", Assert.Throws<ShapeException>(() => Tensor.Concatenate([s_x, Tensor.Zeros([1, 2])], 0)).Message);
        Assert.Throws<ShapeException>(() => Tensor.Concatenate([s_x, Tensor.Zeros([2, 1], DType.Float64)]));
        Assert.Throws<ArgumentException>(() => Tensor.Concatenate([]));
    }

    [Fact]
    public void Reversing_turns_an_axis_around()
    {
        Near.Equal([2, 1, 0, 5, 4, 3], s_x.Reverse(1), 0);
        Near.Equal([3, 4, 5, 0, 1, 2], s_x.Reverse(0), 0);
    }

    [Fact]
    public void Reshaping_keeps_the_order()
    {
        Assert.Equal([3, 2], s_x.Reshape([3, 2]).Shape);
        Assert.Equal([2, 1, 3], s_x.ExpandDims(1).Shape);
        Assert.Equal([2, 3, 1], s_x.ExpandDims(-1).Shape);
        Assert.Equal([2, 3], s_x.ExpandDims(0).Squeeze(0).Shape);
        Assert.Equal([2, 12], Tensor.Zeros([2, 3, 4]).Flatten().Shape);
        Assert.Contains("6 elements", Assert.Throws<ShapeException>(() => s_x.Reshape([4])).Message);
        Assert.Contains("extent 2", Assert.Throws<ShapeException>(() => s_x.Squeeze(0)).Message);
        Assert.Contains("-3 to 2", Assert.Throws<ArgumentOutOfRangeException>(() => s_x.ExpandDims(3)).Message);
        Assert.Throws<ShapeException>(() => Tensor.Scalar(1).Flatten());
    }

    [Fact]
    public void A_stopped_gradient_is_0()
    {
        Tensor x = Tensor.Create(3f);
        Near.Equal([3], Gradient.Of(x * x.StopGradient(), x)[0], 0);
    }
}
