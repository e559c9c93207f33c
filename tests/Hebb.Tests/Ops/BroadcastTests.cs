using Hebb.Graphs;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Ops;

public sealed class BroadcastTests
{
    [Fact]
    public void Axes_of_extent_1_and_missing_axes_repeat()
    {
        Near.Equal([1, 1, 1, 2, 2, 2], Tensor.Create([1f, 2f], [2, 1]).BroadcastTo([2, 3]), 0);
        Near.Equal([1, 2, 1, 2, 1, 2], Tensor.Create(1f, 2f).BroadcastTo([3, 2]), 0);
        Assert.Equal([2, 3, 4], (Tensor.Zeros([3, 1]) + Tensor.Zeros([2, 1, 4])).Shape);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_even_after_a_broadcast_that_did()
    {
        Assert.Contains("(2,) cannot be broadcast to (3,)", Assert.Throws<ShapeException>(() => Tensor.Create(1f, 2f).BroadcastTo([3])).Message);
        Assert.Throws<ShapeException>(() => Tensor.Create(1f).BroadcastTo([3]).BroadcastTo([4]));
        Assert.Throws<ShapeException>(() => Tensor.Create(1f, 2f).BroadcastTo([3, 2]).BroadcastTo([2]));
        Assert.Contains("3 meets 2", Assert.Throws<ShapeException>(() => Tensor.Zeros([4, 3]) + Tensor.Zeros([2])).Message);
    }

    [Fact]
    public void Adding_a_broadcast_zero_or_multiplying_by_a_broadcast_one_keeps_the_larger_shape()
    {
        Tensor row = Tensor.Create([1f, 2f], [1, 2]);
        Assert.Equal([3, 2], (row + Tensor.Scalar(0).BroadcastTo([3, 2])).Shape);
        Assert.Equal([3, 2], (Tensor.Scalar(1).BroadcastTo([3, 2]) * row).Shape);
        Near.Equal([1, 2, 1, 2, 1, 2], row / Tensor.Scalar(1).BroadcastTo([3, 2]), 0);
        Assert.Throws<ShapeException>(() => Tensor.Create(1f, 2f) + Tensor.Scalar(0).BroadcastTo([3]));
    }

    [Fact]
    public void The_gradient_adds_up_what_was_repeated()
    {
        Tensor x = Tensor.Create([1f, 2f], [2, 1]);
        Near.Equal([3, 3], Gradient.Of(x.BroadcastTo([2, 3]), x)[0].Reshape([2]), 0);
    }
}
