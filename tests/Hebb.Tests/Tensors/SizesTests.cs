using Hebb.Layers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Tensors;

/// <summary>Sizes never wrap around: what is too large is an error of shapes, before memory is taken for it.</summary>
public sealed class SizesTests
{
    private const int Max = int.MaxValue;

    [Fact]
    public void A_size_beyond_64_bits_is_the_largest_and_an_empty_axis_makes_nothing()
    {
        Assert.Equal(long.MaxValue, Shape.Create(Max, Max, Max).Size);
        Assert.Equal(0, Shape.Create(Max, Max, Max, 0).Size);
        Assert.Equal((long)Max * Max, Shape.Create(Max, Max).Size);
        Assert.Equal(long.MaxValue, RowShape.Create(Max, Max, Max).Size);
    }

    [Theory]
    [InlineData(Max, Max)]
    [InlineData(Max, Max, Max)]
    [InlineData(Max, Max, Max, Max, 2)]
    [InlineData(1 << 30, 2)]
    public void A_tensor_too_large_is_refused_whatever_its_rank(params int[] shape) =>
        Assert.Contains("A tensor holds at most", Assert.Throws<InvalidOperationException>(() => Tensor.Zeros(Shape.Create(shape))).Message,
            StringComparison.Ordinal);

    public static TheoryData<string, Func<Tensor>> TooLarge => new()
    {
        { "pad", () => Tensor.Ones([2, 3]).Pad(1, Max, Max) },
        { "broadcast", () => Tensor.Ones([1]).BroadcastTo([1 << 20, 1 << 20]) },
        { "concatenate", () => Tensor.Concatenate([Tensor.Ones([1]).BroadcastTo([1 << 30]), Tensor.Ones([1]).BroadcastTo([1 << 30])]) },
        { "matrix product", () => Tensor.Ones([1 << 20, 1]).MatMul(Tensor.Ones([1, 1 << 20])) },
        { "sum of two axes", () => (Tensor.Ones([1 << 20, 1]) + Tensor.Ones([1, 1 << 20])).Sum() },
        { "convolution, dilation", () => Image.Convolve(Tensor.Ones([3, 3, 2, 1]), Padding.Same, dilations: [Max]) },
        { "convolution, dilation by an odd number", () => Image.Convolve(Tensor.Ones([3, 3, 2, 1]), Padding.Causal, dilations: [715827883]) },
        { "convolution, padding", () => Image.Convolve(Tensor.Ones([3, 3, 2, 1]), Padding.Zeros(Max)) },
        { "convolution, strides", () => Image.Convolve(Tensor.Ones([1, 1, 2, 1]), null, [Max]) },
        { "transposed convolution", () => Image.ConvolveTransposed(Tensor.Ones([3, 3, 1, 2]), [Max, Max], null, [Max]) },
        { "maximum, wide window", () => Image.MaxPool([Max], [1], Padding.Same) },
        { "maximum, taps that overflow", () => Image.MaxPool([46341], [2], Padding.Same) },
        { "maximum, taps that wrap to 0", () => Image.MaxPool([65536], [2], Padding.Same) },
        { "mean", () => Image.AveragePool([1 << 30, 2], [1], Padding.Same) },
        { "minimum", () => Image.MinPool([1291 * 1291, 1291], [1], Padding.Same) },
        { "layer: zeros at edges", () => new ZeroPadding2D(Max).Apply(Image) },
        { "layer: zeros at one edge", () => new ZeroPadding2D((1, Max), (0, 0)).Apply(Image) },
        { "layer: enlarged", () => new UpSampling2D(65536).Apply(Image) },
        { "layer: enlarged by a bilinear curve", () => new UpSampling2D((1 << 30, 1), Interpolation.Bilinear).Apply(Image) },
        { "layer: depthwise", () => new DepthwiseConv2D(3) { DilationRate = Max }.Apply(Image) },
        { "layer: separable", () => new SeparableConv2D(1, 3) { DilationRate = 1 << 30, Padding = Padding.Same }.Apply(Image) },
        { "layer: transposed", () => new Conv2DTranspose(1, 3) { Strides = 1 << 30 }.Apply(Image) },
        { "layer: transposed with dilation", () => new Conv2DTranspose(1, 3) { DilationRate = Max }.Apply(Image) },
        { "layer: repeated", () => new RepeatVector(Max).Apply(Tensor.Ones([2, 3])) },
        { "layer: resized", () => new Resizing(1073741823, 9).Apply(Image) },
        { "layer: cropped larger", () => new CenterCrop(1_000_000_000, 3).Apply(Image) },
        { "layer: cropped", () => new Cropping2D(Max).Apply(Image) },
        { "layer: adaptive maximum", () => new AdaptiveMaxPooling2D(65537).Apply(Image) },
        { "layer: adaptive mean", () => new AdaptiveAveragePooling2D(1_000_000_000).Apply(Image) },
    };

    private static Tensor Image => Tensor.Ones([1, 6, 6, 2]);

    [Theory, MemberData(nameof(TooLarge))]
    public void What_is_too_large_is_refused_where_it_is_made(string what, Func<Tensor> make)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(Record.Exception(() => make()) is ShapeException, $"{what}: {Record.Exception(() => make())}");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
    }

    [Fact]
    public void Groups_and_multipliers_below_1_are_refused_by_name()
    {
        Assert.Contains("Groups", Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2D(2, 3) { Groups = 0 }).Message, StringComparison.Ordinal);
        Assert.Contains(
            "DepthMultiplier", Assert.Throws<ArgumentOutOfRangeException>(() => new DepthwiseConv1D(3) { DepthMultiplier = 0 }).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "DepthMultiplier", Assert.Throws<ArgumentOutOfRangeException>(() => new SeparableConv1D(3, 2) { DepthMultiplier = -1 }).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6, 2)]
    [InlineData(6, 12)]
    [InlineData(6, 6)]
    [InlineData(7, 3)]
    [InlineData(7, 10)]
    [InlineData(5, 3)]
    [InlineData(100, 37)]
    [InlineData(3, 1000)]
    public void The_largest_of_parts_is_that_of_each_range(int n, int parts)
    {
        float[] values = [.. Enumerable.Range(0, n).Select(i => MathF.Sin(3 * i))];
        float[] expected = [.. Enumerable.Range(0, parts).Select(i => values[(i * n / parts)..(((i + 1) * n + parts - 1) / parts)].Max())];
        Assert.Equal(expected, new AdaptiveMaxPooling1D(parts).Apply(Tensor.Create(values, [1, n, 1])).ToArray<float>());
    }

    [Theory]
    [InlineData(7, 3, 2, 1, 1, 1, 1)]
    [InlineData(5, 4, 1, 2, 3, 3, 1)]
    [InlineData(4, 3, 1, 3, 7, 7, 2)]
    [InlineData(9, 5, 3, 2, -1, 4, 1)]
    public void The_elements_under_a_window_are_counted(int elements, int size, int stride, int dilation, int before, int after, int spread)
    {
        Window window = new(size, stride, dilation, before, after, spread);
        for (int position = 0; position < window.Positions(elements); position++)
        {
            Assert.Equal(Enumerable.Range(0, size).Count(tap => window.Element(position, tap, elements) >= 0), window.Elements(position, elements));
        }
    }

    [Fact]
    public void A_wide_window_over_few_elements_is_the_maximum_of_all()
    {
        // 4 million taps are few enough to be kept, and too many to be tabulated for each position.
        Tensor x = Tensor.Create([3f, -1, 4, 1, -5, 9], [1, 6, 1]);
        Assert.Equal(Enumerable.Repeat(9f, 6), x.MaxPool([1 << 21], [1], Padding.Same).ToArray<float>());
    }
}
