using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Ops;

public sealed class MatMulTests
{
    private static readonly Tensor s_a = Tensor.Create(new[,] { { 1f, 2, 3 }, { 4, 5, 6 } }), s_b = Tensor.Create(new[,] { { 7f, 8 }, { 9, 10 }, { 11, 12 } });

    [Fact]
    public void Products_are_those_of_the_textbook() => Near.Equal([58, 64, 139, 154], s_a.MatMul(s_b), 0);

    [Fact]
    public void Stored_transposed_gives_the_same()
    {
        foreach (bool ta in new[] { false, true })
        {
            foreach (bool tb in new[] { false, true })
            {
                Near.Equal([58, 64, 139, 154], new Tensor(new MatMul(ta, tb), [ta ? s_a.Transpose() : s_a, tb ? s_b.Transpose() : s_b]), 0, $"{ta} {tb}");
            }
        }
    }

    [Fact]
    public void Axes_in_front_broadcast()
    {
        Tensor stack = Tensor.Stack([s_a, s_a * 2]);
        Near.Equal([58, 64, 139, 154, 116, 128, 278, 308], stack.MatMul(s_b), 0);
        Near.Equal([58, 64, 139, 154, 116, 128, 278, 308], stack.MatMul(s_b.ExpandDims(0)), 0);
        Assert.Equal([5, 2, 2, 2], Tensor.Zeros([5, 1, 2, 3]).MatMul(Tensor.Zeros([2, 3, 2])).Shape);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Assert.Contains("(2, 3)", Assert.Throws<ShapeException>(() => s_a.MatMul(s_a)).Message);
        Assert.Contains("ExpandDims", Assert.Throws<ShapeException>(() => s_a.MatMul(Tensor.Create(1f, 2f, 3f))).Message);
        Assert.Contains("Int32", Assert.Throws<ShapeException>(() => Tensor.Create(new[,] { { 1 } }).MatMul(Tensor.Create(new[,] { { 1 } }))).Message);
        Assert.Throws<ShapeException>(() => Tensor.Zeros([2, 2, 3]).MatMul(Tensor.Zeros([3, 3, 2])));
    }
}
