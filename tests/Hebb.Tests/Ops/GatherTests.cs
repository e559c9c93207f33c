using Hebb.Graphs;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Ops;

public sealed class GatherTests
{
    private static readonly Tensor s_table = Tensor.Create(new[,] { { 1f, 2 }, { 3, 4 }, { 5, 6 } });

    [Fact]
    public void Rows_come_in_the_order_of_their_indices()
    {
        Near.Equal([5, 6, 1, 2, 5, 6], s_table.Gather(Tensor.Create(2, 0, 2)), 0);
        Assert.Equal([2, 1, 2], s_table.Gather(Tensor.Create([1L, 2L], [2, 1])).Shape);
        Near.Equal([3, 4], s_table.Gather(Tensor.Scalar(1, DType.Int32)), 0);
    }

    [Fact]
    public void Scattered_rows_add_up() =>
        Near.Equal([0, 0, 1, 2, 8, 10], s_table.ScatterAdd(Tensor.Create(1, 2, 2), 3), 0);

    [Fact]
    public void The_gradient_of_a_row_taken_twice_is_twice_as_large() =>
        Near.Equal([1, 1, 0, 0, 2, 2], Gradient.Of(s_table.Gather(Tensor.Create(2, 0, 2)), s_table)[0], 0);

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void Indices_outside_the_table_are_refused(int index)
    {
        Assert.Contains(
            $"Index {index} (at position 1)", Assert.Throws<ArgumentOutOfRangeException>(() => s_table.Gather(Tensor.Create(0, index)).ToDoubles()).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => s_table.ScatterAdd(Tensor.Create(0, 1, index), 3).ToDoubles());
    }

    [Fact]
    public void Indices_that_are_not_integers_and_rows_without_index_are_refused()
    {
        Assert.Contains("Float32", Assert.Throws<ShapeException>(() => s_table.Gather(Tensor.Create(1f))).Message);
        Assert.Contains("(3, 2)", Assert.Throws<ShapeException>(() => s_table.ScatterAdd(Tensor.Create(1, 2), 3)).Message);
    }
}
