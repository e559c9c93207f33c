using Hebb.Graphs;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Graphs;

/// <summary>Fused, planned, float32 programs against the reference evaluation of the same code.</summary>
public sealed class CompiledAgainstReference
{
    private static Tensor Random(Shape shape, long seed) => Tensor.RandomUniform(shape, RandomKey.FromSeed(seed), -1, 1);

    private static void Agree(Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> body, params Shape[] shapes)
    {
        Tensor[] arguments = [.. shapes.Select((shape, i) => Random(shape, i))];
        Tensor[] expected = new Function(body) { Debug = true }.Call(arguments);
        Function compiled = new(body);
        for (int run = 0; run < 3; run++)
        {
            compiled.Step = 0;
            Tensor[] actual = compiled.Call(arguments);
            for (int i = 0; i < expected.Length; i++)
            {
                double[] want = expected[i].ToDoubles(), got = actual[i].ToDoubles();
                double scale = want.Select(Math.Abs).Append(1e-3).Max();
                for (int j = 0; j < want.Length; j++)
                {
                    Assert.True(Math.Abs(want[j] - got[j]) <= 2e-6 * scale, $"result {i}, element {j}: {got[j]} instead of {want[j]}");
                }
            }
        }
    }

    /// <summary>Products of each feature or member with a matrix of its own, where batch and rows are stored in either order.</summary>
    [Theory]
    [InlineData(3, 2, 4, 5)]
    [InlineData(40, 12, 16, 8)]
    [InlineData(70, 3, 130, 65)]
    [InlineData(33, 8, 20, 1)]
    [InlineData(9, 5, 1, 40)]
    [InlineData(1, 4, 7, 3)]
    [InlineData(20, 1, 30, 9)]
    public void Products_side_by_side_and_their_gradients(int batch, int maps, int inputs, int units)
    {
        Agree(
            x =>
            {
                Tensor y = Tensor.Einsum("abc,bcd->abd", x[0], x[1]), z = (y + x[2]).Tanh();
                return [y, z, .. Gradient.Of(z.Square().Sum(), [x[0], x[1], x[2]])];
            },
            [batch, maps, inputs], [maps, inputs, units], [maps, units]);

        // The same product seen in both orders, an operand that is swapped and transposed, and one that is swapped twice.
        Agree(
            x =>
            {
                Tensor y = x[0].Transpose(1, 0, 2).MatMul(x[1]), back = y.Transpose(1, 0, 2);
                Tensor squares = x[0].Transpose(1, 0, 2).Transpose(0, 2, 1).MatMul(x[0].Transpose(1, 0, 2));
                return [y, back.Exp(), squares, squares.Transpose(1, 0, 2), y.Transpose(1, 0, 2).Transpose(1, 0, 2).Relu()];
            },
            [batch, maps, inputs], [maps, inputs, units]);
    }

    [Theory]
    [InlineData(32, 12, 64, 32)]
    [InlineData(1, 3, 5, 7)]
    [InlineData(33, 17, 31, 1)]
    [InlineData(7, 1, 1, 2)]
    public void A_network_and_all_its_gradients(int batch, int inputs, int hidden, int outputs) => Agree(
        x =>
        {
            Tensor h = (x[0].MatMul(x[1]) + x[2]).Relu();
            Tensor y = (h.MatMul(x[3]) * 0.1 + x[4]).Sigmoid();
            Tensor loss = -((x[5] > 0).Cast(DType.Float32) * y.Log() + (1 - (x[5] > 0).Cast(DType.Float32)) * (1 - y).Log()).Mean();
            return [loss, y, .. Gradient.Of(loss, x[1], x[2], x[3], x[4])];
        },
        [batch, inputs], [inputs, hidden], [hidden], [hidden, outputs], [outputs], [batch, outputs]);

    [Theory]
    [InlineData(5, 10)]
    [InlineData(33, 3)]
    [InlineData(1, 1)]
    public void Softmax_cross_entropy(int batch, int classes) => Agree(
        x =>
        {
            Tensor loss = -(x[0].LogSoftmax() * x[1].Softmax()).Sum(-1).Mean();
            return [loss, x[0].LogSumExp(), x[0].ArgMax(-1), .. Gradient.Of(loss, x[0], x[1])];
        },
        [batch, classes], [batch, classes]);

    [Theory]
    [InlineData(4, 6, 5)]
    [InlineData(1, 7, 33)]
    public void Normalization_over_rows_and_columns(int a, int b, int c) => Agree(
        x =>
        {
            Tensor mean = x[0].Mean([0, 1], keepDims: true), variance = x[0].Variance([0, 1], keepDims: true);
            Tensor y = (x[0] - mean) / (variance + 0.001).Sqrt() * x[1] + x[2];
            Tensor rows = x[0] - x[0].Mean(-1, keepDims: true);
            Tensor loss = (y * y * y).Sum() + rows.Abs().Sum();
            return [y, rows, .. Gradient.Of(loss, x[0], x[1], x[2])];
        },
        [a, b, c], [c], [c]);

    [Theory]
    [InlineData(2, 9, 7, 3, 5, 1, 1, 1)]
    [InlineData(3, 8, 8, 16, 33, 2, 1, 1)]
    [InlineData(1, 13, 6, 4, 8, 1, 2, 1)]
    [InlineData(2, 7, 9, 6, 9, 2, 1, 3)]
    [InlineData(2, 6, 6, 5, 5, 1, 1, 5)]
    [InlineData(1, 20, 20, 1, 32, 1, 1, 1)]
    [InlineData(2, 5, 5, 64, 1, 1, 1, 1)]
    public void Convolutions_with_what_follows_them(int batch, int height, int width, int channels, int filters, int stride, int dilation, int groups) => Agree(
        x =>
        {
            Tensor y = (x[0].Convolve(x[1], Padding.Same, [stride], [dilation], groups) * 0.1 + x[2]).Relu();
            Tensor loss = (y.MaxPool([2], padding: Padding.Same) + y.AveragePool([2], padding: Padding.Same)).Square().Mean();
            return [loss, y, .. Gradient.Of(loss, x[0], x[1], x[2])];
        },
        [batch, height, width, channels], [3, 3, channels / groups, filters], [filters]);

    [Theory]
    [InlineData(2, 11, 3, 4)]
    [InlineData(3, 70, 8, 40)]
    public void Convolutions_along_a_line_and_back(int batch, int length, int channels, int filters) => Agree(
        x =>
        {
            Tensor y = x[0].Convolve(x[1], Padding.Causal, dilations: [2]).Tanh();
            Tensor z = y.ConvolveTransposed(x[2], [2 * length], Padding.Same, [2]).Tanh();
            return [z, .. Gradient.Of((z * z).Mean(), x[0], x[1], x[2])];
        },
        [batch, length, channels], [3, channels, filters], [4, 3, filters]);

    [Fact]
    public void Convolutions_in_space() => Agree(
        x =>
        {
            Tensor y = x[0].Convolve(x[1], Padding.Zeros(1), [2, 1, 2]).Sigmoid().MaxPool([2, 2, 1]);
            return [y, .. Gradient.Of(y.Square().Sum(), x[0], x[1])];
        },
        [2, 5, 6, 7, 3], [3, 2, 3, 3, 17]);

    [Fact]
    public void Broadcasts_of_every_kind_in_one_expression() => Agree(
        x =>
        {
            Tensor y = x[0] * x[1] + x[2] - x[3] * x[4];
            return [y, .. Gradient.Of((y * y).Sum(), x[0], x[1], x[2], x[3], x[4])];
        },
        [2, 3, 4], [4], [3, 1], [3, 4], [2, 1, 4]);

    [Fact]
    public void Rearranging() => Agree(
        x =>
        {
            Tensor t = x[0].Transpose(2, 0, 1);
            Tensor joined = Tensor.Concatenate([x[0].Slice(1, 0..2), x[0].Slice(1, 1..3), x[0].Reverse(1)], axis: 1);
            Tensor padded = x[0].Slice(0, 1..2).Pad(2, 1, 2);
            Tensor loss = (t * t).Sum() + (joined.Square() * 0.5).Sum() + padded.Exp().Sum();
            return [t, joined, padded, x[0].Slice(0, 1..2) + 1, .. Gradient.Of(loss, x[0])];
        },
        [2, 3, 4]);

    [Fact]
    public void Batched_products() => Agree(
        x =>
        {
            Tensor y = x[0].MatMul(x[1]);
            Tensor z = x[0].MatMul(x[1]).Transpose(0, 2, 1).MatMul(x[0].Transpose(0, 1, 2));
            return [y, z, .. Gradient.Of((y * y).Sum() + z.Sum(), x[0], x[1])];
        },
        [3, 4, 5], [3, 5, 4]);

    [Fact]
    public void Gathering() => Agree(
        x =>
        {
            Tensor indices = (x[1] * 3).Cast(DType.Int32).Abs();
            Tensor rows = x[0].Gather(indices);
            return [rows, .. Gradient.Of((rows * rows).Sum(), x[0])];
        },
        [4, 3], [6]);

    [Fact]
    public void Reductions_of_every_kind() => Agree(
        x =>
        {
            Tensor loss = x[0].Max(1).Sum() + x[0].Min(0).Sum() + x[0].Product(2).Sum();
            return [x[0].Max(1), x[0].Min(), x[0].Product(-1), x[0].Sum([0, 2]), .. Gradient.Of(loss, x[0])];
        },
        [3, 4, 5]);

    [Fact]
    public void Comparisons_and_masks_as_results() => Agree(
        x => [x[0] > 0, (x[0] > 0) & !(x[1] > 0), Tensor.Where((x[0] > 0) | (x[1] > 0.5), x[0], x[1]), (x[0] * 10).Cast(DType.Int32), x[0].EqualTo(x[0])],
        [5, 7], [5, 7]);
}
