using Hebb.Layers;
using Hebb.Models;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Layers;

public sealed class NodeTests
{
    [Fact]
    public void Shapes_of_nodes_leave_the_batch_out()
    {
        Node x = new Input([4, 3]);
        Node h = new Dense(7).Apply(x);
        Node y = new Flatten().Apply(h);
        Assert.Equal([4, 7], h.RowShape);
        Assert.Equal([28], y.RowShape);
        Assert.Equal([x], h.Inputs);
    }

    [Fact]
    public void Shape_errors_come_in_the_users_line()
    {
        Dense shared = new(2);
        shared.Apply(new Input([3]).Node);
        Assert.Throws<ShapeException>(() => shared.Apply(new Input([4]).Node));
    }

    [Fact]
    public void An_output_that_needs_another_input_is_an_error()
    {
        Node a = new Input([2]) { Name = "left" }, b = new Input([2]) { Name = "right" };
        Node y = new Add().Apply([a, b]);
        Assert.Contains("right", Assert.Throws<ArgumentException>(() => new Model(a, y)).Message, StringComparison.Ordinal);
        Assert.Contains("right", Assert.Throws<ArgumentException>(() => new Model([a, b], [new Dense(1).Apply(a)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_that_changes_the_batch_is_an_error()
    {
        Assert.Contains("batch", Assert.Throws<ShapeException>(() => new Turned().Apply(new Input([3]).Node)).Message, StringComparison.Ordinal);
    }

    private sealed class Turned : Layer
    {
        protected override Tensor Forward(Tensor x, bool training) => Hebb.Ops.TensorOps.Reshape(x, [x.Shape[1], x.Shape[0]]);
    }
}
