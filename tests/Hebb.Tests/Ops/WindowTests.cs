using Hebb.Graphs;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Ops;

/// <summary>Convolutions and pools. Golden values from PyTorch: eng/golden/convolution.py.</summary>
public sealed class WindowTests
{
    public static TheoryData<string, Func<Tensor>, int[], double[]> Golden => new()
    {
        { "conv1d", () => Inputs(1, 6, 2).Convolve(Filters(3, 2, 2)), [1, 4, 2], [12, -40, 20, -4, -5, 21, -19, -20] },
        { "conv1d dilated", () => Inputs(1, 6, 2).Convolve(Filters(2, 2, 2), dilations: [3]), [1, 3, 2], [27, -10, -9, -27, -1, 22] },
        { "conv1d causal", () => Inputs(1, 5, 1).Convolve(Filters(3, 1, 1), Padding.Causal, dilations: [2]), [1, 5, 1], [0, 0, -10, 4, 11] },
        {
            "conv2d strided padded", () => Inputs(1, 5, 4, 2).Convolve(Filters(3, 2, 2, 2), Padding.Zeros(1), [2, 1]), [1, 3, 5, 2],
            [-1, 21, -31, 32, -25, -1, 3, -34, 11, -9, -18, 4, 20, 10, 12, -18, 15, 20, -20, 25, 3, -26, 28, -25, 19, 3, -34, 9, -2, -2]
        },
        {
            "conv2d groups", () => Inputs(1, 4, 3, 4).Convolve(Filters(2, 2, 2, 4), groups: 2), [1, 3, 2, 4],
            [16, -4, 4, 14, -24, -3, 4, -20, -27, -1, 4, -22, 43, -22, 4, -1, 40, -20, 4, -3, -11, 14, 4, -4]
        },
        {
            "conv3d", () => Inputs(1, 3, 3, 3, 1).Convolve(Filters(2, 2, 2, 1, 2)), [1, 2, 2, 2, 2],
            [45, -21, -9, 15, 15, -1, -28, 46, 21, -5, -33, 9, -9, 15, -19, -26]
        },
        {
            "transposed", () => Inputs(1, 2, 3, 2).ConvolveTransposed(Filters(3, 2, 1, 2), [5, 6], strides: [2]), [1, 5, 6, 1],
            [19, -4, 16, -10, -9, 6, -13, -1, -1, -13, 0, 8, -22, 16, 14, 13, -5, -1, 12, -4, -9, -5, -8, 16, 8, -8, -8, 17, -2, -13]
        },
        {
            "conv2d reflect", () => Inputs(1, 4, 3, 1).Convolve(Filters(3, 3, 1, 1), Padding.Reflect(1)), [1, 4, 3, 1],
            [-24, -13, -7, -14, -3, -8, 9, -35, -7, 6, -38, -10]
        },
        { "conv1d causal strided", () => Inputs(1, 7, 2).Convolve(Filters(3, 2, 1), Padding.Causal, [2]), [1, 4, 1], [-13, 9, -18, 32] },
        {
            "conv3d strided dilated", () => Inputs(1, 5, 4, 5, 1).Convolve(Filters(2, 2, 2, 1, 1), strides: [2, 1, 2], dilations: [1, 2, 1]), [1, 2, 2, 2, 1],
            [32, 23, 26, -5, -5, -25, -22, -20]
        },
        {
            "transposed dilated", () => Inputs(1, 4, 1).ConvolveTransposed(Filters(2, 2, 1), [10], strides: [2], dilations: [3]), [1, 10, 2],
            [15, -10, 0, 0, -6, 4, 0, 10, 6, -4, 0, -4, -15, 10, 0, 4, 0, 0, 0, -10]
        },
        {
            "transposed 3d", () => Inputs(1, 2, 1, 2, 1).ConvolveTransposed(Filters(2, 2, 2, 1, 1), [4, 2, 3], strides: [2, 1, 1]), [1, 4, 2, 3, 1],
            [15, -16, 4, 0, 10, -4, -15, 1, 2, 5, 13, -6, 6, -19, 10, 0, 4, -10, -6, 13, 5, 2, 1, -15]
        },
        { "max", () => Inputs(1, 5, 5, 1).MaxPool([3], [2], Padding.Zeros(1)), [1, 3, 3, 1], [4, 5, 5, 4, 4, 5, 3, 4, 2] },
        { "average", () => Inputs(1, 5, 5, 1).AveragePool([2], [2], Padding.Same), [1, 3, 3, 1], [-0.5, -0.25, 2, -2, 1, 0.5, 1, -1.5, -2] },
    };

    [Theory, MemberData(nameof(Golden))]
    public void Values_are_golden(string name, Func<Tensor> f, int[] shape, double[] expected)
    {
        Tensor y = f();
        Assert.Equal(shape, y.Shape.ToArray());
        Near.Equal(expected, y, 1e-12, name);
        Near.Equal(expected, new Function(() => f()).Call()[0], 1e-12, name);
    }

    [Fact]
    public void The_edge_filter_finds_the_edge()
    {
        Tensor image = Tensor.Create([.. Enumerable.Range(0, 36).Select(i => i % 6 < 3 ? 0.0 : 1.0)]).Reshape([1, 6, 6, 1]);
        Tensor filter = Tensor.Create(1.0, 0, -1, 2, 0, -2, 1, 0, -1).Reshape([3, 3, 1, 1]);
        double[] row = [0, -4, -4, 0], outer = [0, 0, -3, -3, 0, 3], inner = [0, 0, -4, -4, 0, 4];
        Near.Equal([.. row, .. row, .. row, .. row], image.Convolve(filter), 0);
        Near.Equal([.. outer, .. inner, .. inner, .. inner, .. inner, .. outer], image.Convolve(filter, Padding.Zeros(1)), 0);
        Near.Equal(
            [-3],
            Tensor.Create(1.0, 2, 0, 4, 5, 6, 7, 8, 9).Reshape([1, 3, 3, 1]).Convolve(Tensor.Create(1.0, 0, -1, 1, 0, -1, 1, 0, -1).Reshape([3, 3, 1, 1])),
            0);
    }

    [Theory]
    [InlineData(6, 3, 0, 1, 4)] // n − f + 1
    [InlineData(28, 5, 0, 1, 24)]
    [InlineData(6, 3, 1, 1, 6)] // n + 2p − f + 1
    [InlineData(5, 4, 2, 1, 6)]
    [InlineData(7, 3, 0, 2, 3)] // (n + 2p − f)/s + 1
    [InlineData(8, 3, 0, 2, 3)] // rounded down
    [InlineData(7, 3, 1, 2, 4)]
    public void Sizes_follow_the_formula(int n, int f, int p, int s, int expected)
    {
        Tensor x = Tensor.Zeros([1, n, n, 1]), w = Tensor.Zeros([f, f, 1, 1]);
        Assert.Equal([1, expected, expected, 1], x.Convolve(w, Padding.Zeros(p), [s]).Shape.ToArray());
        Assert.Equal([1, expected, expected, 1], x.Convolve(w, Padding.Reflect(p), [s]).Shape.ToArray());
    }

    [Fact]
    public void Pools_keep_the_ragged_edge_if_asked()
    {
        Tensor x = Tensor.Create(1.0, 2, 3, 4, 3, 6, 2, 8, 4).Reshape([1, 3, 3, 1]);
        Near.Equal([4, 6, 8, 4], x.MaxPool([2], padding: Padding.Same), 0);
        Near.Equal([1, 3, 2, 4], x.MinPool([2], padding: Padding.Same), 0);
        Near.Equal([2.5, 4.5, 5, 4], x.AveragePool([2], padding: Padding.Same), 1e-15);
        Near.Equal([4], x.MaxPool([2]), 0);
    }

    [Fact]
    public void The_first_of_equals_gets_the_gradient()
    {
        Tensor x = Tensor.Create(1.0, 3, 3, 0).Reshape([1, 4, 1]);
        Near.Equal([0, 1, 0, 0], Gradient.Of(x.MaxPool([4]).Sum(), x)[0], 0);
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_the_reason()
    {
        Tensor image = Inputs(2, 5, 5, 3);
        Refused("3 channels", () => image.Convolve(Filters(3, 3, 2, 4)));
        Refused("no place", () => image.Convolve(Filters(6, 3, 3, 4)));
        Refused("as many axes", () => image.Convolve(Filters(3, 3, 4)));
        Refused("strides of at least 1", () => image.Convolve(Filters(3, 3, 3, 4), strides: [0]));
        Refused("extents (4, 4)", () => image.ConvolveTransposed(Filters(3, 3, 2, 3), [4, 4]));
        Refused("no element", () => image.MaxPool([2], [2], Padding.Zeros(3)));
    }

    private static void Refused(string reason, Func<Tensor> f) => Assert.Contains(reason, Assert.Throws<ShapeException>(f).Message);

    private static Tensor Inputs(params int[] shape) => Numbers(shape, 7, 11, 5);

    private static Tensor Filters(params int[] shape) => Numbers(shape, 5, 7, 3);

    private static Tensor Numbers(int[] shape, int factor, int modulus, int shift) =>
        Tensor.Create([.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(k => (double)(k * factor % modulus - shift))]).Reshape([.. shape]);
}
