using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Ops;

public sealed class ReduceTests
{
    private static readonly Tensor s_x = Tensor.Create([1f, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [2, 3, 2]);

    [Fact]
    public void Every_axis_can_be_reduced()
    {
        Near.Equal([8, 10, 12, 14, 16, 18], s_x.Sum(0), 0);
        Near.Equal([9, 12, 27, 30], s_x.Sum(1), 0);
        Near.Equal([3, 7, 11, 15, 19, 23], s_x.Sum(-1), 0);
        Near.Equal([18, 26, 34], s_x.Sum([0, 2]), 0);
        Near.Equal([21, 57], s_x.Sum([1, 2]), 0);
        Assert.Equal(78, s_x.Sum().Item());
        Assert.Equal([2, 1, 1], s_x.Sum([1, 2], keepDims: true).Shape);
    }

    [Fact]
    public void Means_largest_smallest_and_products()
    {
        Near.Equal([4, 5, 6, 7, 8, 9], s_x.Mean(0), 0);
        Assert.Equal(6.5, s_x.Mean().Item());
        Near.Equal([2, 4, 6, 8, 10, 12], s_x.Max(2), 0);
        Near.Equal([1, 7], s_x.Min(2).Min(1), 0);
        Near.Equal([2, 12, 30, 56, 90, 132], s_x.Product(-1), 0);
        Near.Equal([35.0 / 12, 35.0 / 12], s_x.Variance([1, 2]), 1e-6);
        Assert.Equal((12.0, 1.0), (s_x.Max().Item(), s_x.Min().Item()));
    }

    [Fact]
    public void An_axis_named_twice_counts_once() => Near.Equal(s_x.Mean(2).ToDoubles(), s_x.Mean([2, -1]), 0);

    [Fact]
    public void Integers_are_added_exactly() => Assert.Equal(16777217L + 1, Tensor.Create(16777217L, 1L).Sum().Item());

    [Fact]
    public void NaN_is_the_largest_and_the_smallest()
    {
        Tensor x = Tensor.Create(1f, float.NaN, 3f);
        Assert.True(double.IsNaN(x.Max().Item()) && double.IsNaN(x.Min().Item()));
    }

    [Fact]
    public void Nothing_has_a_sum_but_no_largest_element()
    {
        Near.Equal([0, 0], Tensor.Zeros([2, 0]).Sum(1), 0);
        Near.Equal([1, 1], Tensor.Zeros([2, 0]).Product(1), 0);
        Assert.Contains("(2, 0)", Assert.Throws<ShapeException>(() => Tensor.Zeros([2, 0]).Max(1)).Message);
        Assert.Contains("(2, 0)", Assert.Throws<ShapeException>(() => Tensor.Zeros([2, 0]).ArgMax(1)).Message);
    }

    [Fact]
    public void Truth_values_and_missing_axes_are_refused()
    {
        Assert.Contains("Cast", Assert.Throws<ShapeException>(() => Tensor.Create(true).Sum()).Message);
        Assert.Contains("axis 3", Assert.Throws<ArgumentOutOfRangeException>(() => s_x.Sum(3)).Message);
    }

    [Fact]
    public void The_place_of_the_largest_and_smallest_is_the_first_of_equals()
    {
        Tensor x = Tensor.Create(new[,] { { 1f, 5, 5 }, { 4, 0, 0 } });
        Assert.Equal([1, 0], x.ArgMax(1).ToArray<int>());
        Assert.Equal([0, 1], x.ArgMin(-1).ToArray<int>());
        Assert.Equal([1, 0, 0], x.ArgMax(0).ToArray<int>());
        Assert.Equal([2], Tensor.Create(3L, 1L, 9L).Reshape([1, 3]).ArgMax(1).ToArray<int>());
    }
}
