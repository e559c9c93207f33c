using Hebb.Learning.Trees;

namespace Hebb.Learning.Tests.Trees;

public sealed class RowOrderTests
{
    /// <summary>More rows than a block has: a leaf in the middle of them is divided, and both sides keep their order.</summary>
    [Theory]
    [InlineData(10, 0, 10, 2)]
    [InlineData(50_000, 0, 50_000, 2)]
    [InlineData(50_000, 11_111, 30_000, 300)]
    public void Rows_of_a_leaf_are_divided_in_their_order(int rows, int start, int count, int categories)
    {
        int[] bins = [.. Enumerable.Range(0, rows).Select(row => (int)(row * 7919L % 10_007 % 3))];
        BinnedColumn column = BinnedColumn.Of(TreeColumn.Categories([.. bins.Select(bin => bin - 1)], categories), 255);
        RowOrder order = new(rows);
        int left = order.Divide(start, count, column, [1, 0, 1]);
        int[] leaf = [.. Enumerable.Range(start, count)];
        int[] expected = [.. leaf.Where(row => bins[row] != 1), .. leaf.Where(row => bins[row] == 1)];
        Assert.Equal(count - leaf.Count(row => bins[row] == 1), left);
        Assert.Equal(expected, order.Rows(start, count).ToArray());
        Assert.Equal(Enumerable.Range(0, start), order.Rows(0, start).ToArray());
        order.Reset();
        Assert.Equal(Enumerable.Range(0, rows), order.Rows(0, rows).ToArray());
    }
}
