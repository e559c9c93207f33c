using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Ops;

public sealed class EinsumTests
{
    [Theory]
    [InlineData("ab,bc->ac", new[] { 2, 3 }, new[] { 3, 4 })]
    [InlineData("abc,cde->abde", new[] { 2, 3, 4 }, new[] { 4, 2, 3 })]
    [InlineData("abcd,cde->abe", new[] { 2, 3, 2, 4 }, new[] { 2, 4, 3 })]
    [InlineData("abc,abd->adc", new[] { 2, 3, 4 }, new[] { 2, 3, 5 })]
    [InlineData("ab,cb->c", new[] { 2, 3 }, new[] { 4, 3 })]
    [InlineData("ab,ab->b", new[] { 2, 3 }, new[] { 2, 3 })]
    [InlineData("a,b->ba", new[] { 2 }, new[] { 3 })]
    public void Is_the_sum_of_products(string equation, int[] first, int[] second)
    {
        Tensor a = Draw.Floats(new Random(1), Shape.Create(first)), b = Draw.Floats(new Random(2), Shape.Create(second));
        string[] names = equation.Replace("->", ",", StringComparison.Ordinal).Split(',');
        Dictionary<char, int> extents =
            names[0].Zip(first).Concat(names[1].Zip(second)).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second);
        char[] all = [.. extents.Keys];
        double[] expected = new double[names[2].Aggregate(1, (size, name) => size * extents[name])], x = a.ToDoubles(), y = b.ToDoubles();
        Dictionary<char, int> at = all.ToDictionary(name => name, _ => 0);
        int Index(string axes) => axes.Aggregate(0, (index, name) => index * extents[name] + at[name]);
        for (int i = 0; i < all.Aggregate(1, (size, name) => size * extents[name]); i++)
        {
            int rest = i;
            foreach (char name in all) { (rest, at[name]) = Math.DivRem(rest, extents[name]); }
            expected[Index(names[2])] += x[Index(names[0])] * y[Index(names[1])];
        }

        Near.Equal(expected, Tensor.Einsum(equation, a, b), 1e-5, equation);
    }

    [Fact]
    public void Dots_stand_for_axes_in_front()
    {
        Tensor x = Draw.Floats(new Random(1), [2, 3, 4]), kernel = Draw.Floats(new Random(2), [4, 5]);
        Assert.Equal(x.MatMul(kernel).ToDoubles(), Tensor.Einsum("...x,xy->...y", x, kernel).ToDoubles());
    }

    [Theory]
    [InlineData("ab,bc")]
    [InlineData("aa,ab->b")]
    [InlineData("ab,bc->ad")]
    [InlineData("...a,ab->b")]
    [InlineData("a.b,bc->ac")]
    public void What_is_no_equation_is_refused(string equation) =>
        Assert.Contains(
            "write \"ab,bc->ac\"",
            Assert.Throws<ArgumentException>(() => Tensor.Einsum(equation, Tensor.Ones([2, 2]), Tensor.Ones([2, 2]))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Extents_must_agree() =>
        Assert.Contains(
            "does not fit operands of shapes (2, 3) and (2, 4)",
            Assert.Throws<ShapeException>(() => Tensor.Einsum("ab,bc->ac", Tensor.Ones([2, 3]), Tensor.Ones([2, 4]))).Message,
            StringComparison.Ordinal);
}
