using Hebb.Constraints;
using Hebb.Layers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

/// <summary>Layers that change the extents of images, sequences and volumes. Golden values: PyTorch 1.13, eng/golden/spatial.py.</summary>
public sealed class SpatialLayersTests
{
    public static TheoryData<Interpolation, int, int, double[]> Sizes => new()
    {
        { Interpolation.Nearest, 3, 3, [-5, -2, 1, -1, 2, 5, 1, 4, -4] },
        {
            Interpolation.Nearest, 6, 7,
            [-5, 2, 2, -2, 5, 5, 1, -3, 4, 4, 0, -4, -4, 3, -3, 4, 4, 0, -4, -4, 3, -1, -5, -5, 2, -2, -2, 5, 1, -3, -3, 4, 0, 0, -4, 1, -3, -3, 4, 0, 0, -4]
        },
        { Interpolation.Bilinear, 3, 3, [-2.333333333, -1.666666667, 2.055555556, -1.5, 1, 1.666666667, -0.6666666667, 3.666666667, -1.777777778] },
        {
            Interpolation.Bilinear, 6, 7,
            [
                -5, -1, 0.8571428571, -2, 3, 3.285714286, 1, -4, -4.440892099e-16, 1.857142857, -1, 0.07142857143, 1.142857143, 2, -2.666666667, 0.2857142857,
                1.880952381, 0.3333333333, -2.523809524, -0.6666666667, 3.333333333, -1.333333333, -2.571428571, -2.023809524, 1.666666667, -1.19047619,
                0.6666666667, 4.666666667, 0, -2.285714286, -2, 3, 0.1428571429, -0.3571428571, 0.5, 1, -1.285714286, -1, 4, 1.142857143, -1.714285714, -4
            ]
        },
        { Interpolation.Bicubic, 3, 3, [-2.251028807, -1.747685185, 2.315757888, -1.611111111, 1, 1.898726852, -0.9711934156, 3.747685185, -2.133573388] },
        {
            Interpolation.Bicubic, 6, 7,
            [
                -5.724631519, -0.6925615484, 1.188421202, -2.173611111, 4.049157758, 4.535987609, 0.4363560901, -4.819697522, 1.000091108, 3.328717201, -1.1875,
                -0.4672922741, 1.099672012, 1.930575802, -3.000823345, 0.825356333, 3.017759286, 0.4259259259, -4.218070065, -1.629153844, 4.258115349,
                -1.235328258, -3.399700356, -2.498262202, 1.574074074, -2.164613365, 0.3630581201, 6.170152386, 0.5835459184, -3.574435131, -3.099854227,
                3.1875, 0.4301202624, -0.6025874636, 0.8055758017, 1.488479916, -1.881782475, -1.241840784, 4.173611111, 2.076839367, -2.326388889, -5.171282799
            ]
        },
        { Interpolation.Area, 3, 3, [-0.5, 0.8333333333, 1.25, -1.25, -0.8333333333, 0.5, -2, -0.6666666667, -0.25] },
        {
            Interpolation.Area, 6, 7,
            [
                -5, -1.5, 0, -2, 1.5, 3, 1, -4, -0.5, 1, -1, -0.25, 1.25, 2, -3, 0.5, 2, 0, -2, -0.5, 3, -1, -3, -1.5, 2, 0, 1.5, 5, 0, -2, -0.5, 3, 1, -0.25,
                0.5, 1, -1, 0.5, 4, 2, -2, -4
            ]
        },
    };

    [Theory, MemberData(nameof(Sizes))]
    public void Resizing_is_what_pytorch_computes(Interpolation interpolation, int height, int width, double[] expected) =>
        Near.Equal(expected, new Resizing(height, width) { Interpolation = interpolation }.Apply(Numbers([1, 4, 5, 1])), 1e-5);

    public static TheoryData<Func<Layer>, int[], double[]> Pools => new()
    {
        { () => new AdaptiveAveragePooling1D(3), [1, 7, 1], [-1.666666667, 1.333333333, 0.6666666667] },
        { () => new AdaptiveMaxPooling1D(3), [1, 7, 1], [2, 5, 4] },
        { () => new AdaptiveAveragePooling2D((3, 2)), [1, 4, 5, 1], [-0.6666666667, 0.5, -0.5, 0.6666666667, -0.3333333333, 0.8333333333] },
        { () => new AdaptiveMaxPooling2D((3, 2)), [1, 4, 5, 1], [4, 5, 4, 5, 4, 5] },
        {
            () => new AdaptiveAveragePooling3D((2, 3, 2)), [1, 3, 4, 5, 1],
            [-0.3333333333, -0.08333333333, -0.1666666667, 0.08333333333, 0, 0.25, 0.3333333333, -0.3333333333, 0.5, -0.1666666667, -0.25, 0]
        },
        { () => new AdaptiveMaxPooling3D((2, 3, 2)), [1, 3, 4, 5, 1], [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5] },
    };

    [Theory, MemberData(nameof(Pools))]
    public void Adaptive_pools_are_what_pytorch_computes(Func<Layer> make, int[] shape, double[] expected) =>
        Near.Equal(expected, make().Apply(Numbers(Shape.Create(shape))), 1e-5);

    public static TheoryData<bool, double[]> Paddings => new()
    {
        {
            false,
            [
                15, -10, 0, 10, -21, -1, 0, -4, 12, -2, 0, 4, -6, -2, 0, 0, 5, 15, -10, 0, 8, -21, 4, 0, -2, 12, -4, 0, 4, -6, 0, 0, -20, 15, 15, -20, 14, 15,
                -6, 2, 10, -7, 6, 2, -9, 1, 0, 0, -5, -15, 10, 0, -11, 12, 2, 0, 1, 12, -6, 0, 6, -9, 0, 0, 5, -5, -15, 10, 1, -11, -3, 2, -3, 1, 9, -6, 0, 6,
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
            ]
        },
        {
            true,
            [
                15, -10, 0, 10, -21, -1, 0, -4, 12, -2, 0, 4, 5, 15, -10, 0, 8, -21, 4, 0, -2, 12, -4, 0, -20, 15, 15, -20, 14, 15, -6, 2, 10, -7, 6, 2, -5,
                -15, 10, 0, -11, 12, 2, 0, 1, 12, -6, 0
            ]
        },
    };

    [Theory, MemberData(nameof(Paddings))]
    public void Output_padding_makes_room_for_what_the_filters_reach(bool same, double[] expected)
    {
        Conv2DTranspose layer = new(2, 3, useBias: false) { Strides = 2, Padding = same ? Padding.Same : Padding.Valid, OutputPadding = [1] };
        Tensor x = Numbers([1, 2, 3, 1]);
        layer.Apply(x);
        layer.Parameters[0].SetValues<float>([.. Enumerable.Range(0, 18).Select(k => k * 5f % 7 - 3)]);
        Near.Equal(expected, layer.Apply(x), 1e-5);
    }

    public static TheoryData<Func<Layer>, int[], double[]> Channelwise => new()
    {
        {
            () => new DepthwiseConv2D((2, 3), useBias: false) { DepthMultiplier = 2 }, [1, 4, 4, 2],
            [5, -12, -27, -27, 11, -21, 14, -13, 7, -15, -17, 7, 24, 9, 13, 10, 9, -18, -18, 8, 4, 6, 12, 11]
        },
        {
            () => new SeparableConv2D(2, 2, useBias: false) { DepthMultiplier = 2 }, [1, 4, 4, 2],
            [32, 86, 50, 107, -53, 29, 5, -6, 1, 37, -47, -19, -22, -10, -26, 33, 25, -67]
        },
        { () => new SeparableConv1D(2, 3, useBias: false) { Strides = 2 }, [1, 6, 2], [-54, 54, 45, -24] },
    };

    /// <summary>Golden values: eng/golden/convolution.py.</summary>
    [Theory, MemberData(nameof(Channelwise))]
    public void Channels_are_filtered_apart_as_pytorch_does_with_groups(Func<Layer> make, int[] shape, double[] expected)
    {
        Layer layer = make();
        Tensor x = Numbers(Shape.Create(shape));
        layer.Apply(x);
        foreach (Parameter weight in layer.Parameters) { weight.SetValues<float>([.. Enumerable.Range(0, (int)weight.Size).Select(k => k * 5f % 7 - 3)]); }
        Near.Equal(expected, layer.Apply(x), 1e-5);
    }

    [Fact]
    public void Output_padding_is_less_than_the_stride() =>
        Assert.Contains(
            "from 0 to below the strides 2",
            Assert.Throws<ArgumentException>(() => new Conv1DTranspose(1, 3) { Strides = 2, OutputPadding = [2] }.Apply(Tensor.Ones([1, 3, 1]))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Zeros_are_added_and_edges_taken_away()
    {
        Tensor x = Numbers([1, 2, 3, 1]);
        Tensor padded = new ZeroPadding2D((1, 0), (0, 2)).Apply(x);
        Assert.Equal([0, 0, 0, 0, 0, -5, 2, -2, 0, 0, 5, 1, -3, 0, 0], padded.ToDoubles());
        Assert.Equal(x.ToDoubles(), new Cropping2D((1, 0), (0, 2)).Apply(padded).ToDoubles());
        Assert.Equal([0, 0, -5, 0, 0], new ZeroPadding1D(2).Apply(x.Slice(1, ..1).Slice(2, ..1).Reshape([1, 1, 1])).ToDoubles());
        Assert.Equal([1, 3, 3, 3, 1], new ZeroPadding3D((0, 0), (1, 1), (0, 1)).Apply(Tensor.Ones([1, 3, 1, 2, 1])).Shape.ToArray());
        Assert.Equal([1, 1, 1, 2, 1], new Cropping3D((1, 1), (0, 0), (1, 0)).Apply(Tensor.Ones([1, 3, 1, 3, 1])).Shape.ToArray());
        Assert.Contains(
            "nothing is left", Assert.Throws<ShapeException>(() => new Cropping1D(2).Apply(Tensor.Ones([1, 4, 1]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_are_repeated()
    {
        Assert.Equal([1, 1, 2, 2, 3, 3], new UpSampling1D().Apply(Tensor.Create([1f, 2, 3], [1, 3, 1])).ToDoubles());
        Assert.Equal([1, 1, 2, 2, 1, 1, 2, 2], new UpSampling2D(2).Apply(Tensor.Create([1f, 2], [1, 1, 2, 1])).ToDoubles());
        Assert.Equal([1, 2, 2, 3, 1], new UpSampling3D((2, 1, 3)).Apply(Tensor.Ones([1, 1, 2, 1, 1])).Shape.ToArray());
        Assert.Equal([1, 1.25, 1.75, 2], new UpSampling2D((1, 2), Interpolation.Bilinear).Apply(Tensor.Create([1f, 2], [1, 1, 2, 1])).ToDoubles());
    }

    [Fact]
    public void The_middle_is_cut_out_and_small_images_are_enlarged()
    {
        Tensor x = Numbers([1, 4, 4, 1]);
        Assert.Equal(x.Slice(1, 1..3).Slice(2, 1..2).ToDoubles(), new CenterCrop(2, 1).Apply(x.Slice(2, ..3)).ToDoubles());
        Assert.Equal(new Resizing(6, 6).Apply(x).ToDoubles(), new CenterCrop(6, 6).Apply(x).ToDoubles());
        Assert.Equal(new Resizing(6, 3).Apply(x.Slice(2, 1..3)).ToDoubles(), new CenterCrop(6, 3).Apply(x).ToDoubles());
    }

    public static TheoryData<Func<DataFormat, Layer>, int[]> Formats => new()
    {
        { format => new Conv2D(3, (2, 3)) { DataFormat = format }, [2, 4, 5, 2] },
        { format => new Conv1DTranspose(3, 2) { DataFormat = format, Strides = 2 }, [2, 4, 2] },
        { format => new DepthwiseConv2D(2) { DataFormat = format }, [2, 4, 5, 2] },
        { format => new SeparableConv1D(3, 2) { DataFormat = format }, [2, 4, 2] },
        { format => new MaxPooling3D((1, 2, 2)) { DataFormat = format }, [2, 2, 4, 4, 2] },
        { format => new GlobalAveragePooling2D { DataFormat = format }, [2, 4, 5, 2] },
        { format => new GlobalMaxPooling1D { DataFormat = format, KeepDims = true }, [2, 4, 2] },
        { format => new ZeroPadding2D((1, 0), (0, 2)) { DataFormat = format }, [2, 4, 5, 2] },
        { format => new Resizing(3, 7) { DataFormat = format }, [2, 4, 5, 2] },
    };

    [Theory, MemberData(nameof(Formats))]
    public void Channels_may_come_first(Func<DataFormat, Layer> make, int[] shape)
    {
        Tensor x = Draw.Floats(new Random(1), Shape.Create(shape));
        Layer last = make(DataFormat.ChannelsLast), first = make(DataFormat.ChannelsFirst);
        Tensor expected = last.Apply(x), swapped = x.Transpose([0, x.Rank - 1, .. Enumerable.Range(1, x.Rank - 2)]);
        first.Apply(swapped);
        foreach ((Parameter to, Parameter from) in first.Parameters.Zip(last.Parameters)) { to.SetValues<float>(from.ToArray<float>()); }
        Tensor y = first.Apply(swapped);
        Tensor back = y.Rank < 3 ? y : y.Transpose([0, .. Enumerable.Range(2, y.Rank - 2), 1]);
        Assert.Equal(expected.Shape, back.Shape);
        Assert.Equal(expected.ToDoubles(), back.ToDoubles());
    }

    [Fact]
    public void Whole_channels_are_dropped()
    {
        double[] y = new SpatialDropout2D(0.4).Apply(Tensor.Ones([50, 2, 2, 10]), training: true).ToDoubles();
        for (int i = 0; i < y.Length; i++) { Assert.Equal(y[i / 40 * 40 + i % 10], y[i]); }
        Assert.All(y, value => Assert.True(value == 0 || Math.Abs(value - 1 / 0.6) < 1e-6));
        Assert.InRange(y.Count(value => value == 0) / (double)y.Length, 0.33, 0.47); // 500 channels: standard deviation 0.022
        Assert.All(new SpatialDropout1D(0.4).Apply(Tensor.Ones([2, 3, 4])).ToDoubles(), value => Assert.Equal(1, value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Filters_obey_their_constraint(int kind)
    {
        Layer layer = kind switch
        {
            0 => new Conv2D(2, 2) { KernelConstraint = Constraint.NonNeg, BiasConstraint = Constraint.NonNeg },
            1 => new Conv2DTranspose(2, 2) { KernelConstraint = Constraint.NonNeg, BiasConstraint = Constraint.NonNeg },
            2 => new DepthwiseConv2D(2) { DepthwiseConstraint = Constraint.NonNeg, BiasConstraint = Constraint.NonNeg },
            _ => new SeparableConv2D(2, 2)
            {
                DepthwiseConstraint = Constraint.NonNeg,
                PointwiseConstraint = Constraint.NonNeg,
                BiasConstraint = Constraint.NonNeg,
            },
        };
        layer.Apply(Tensor.Ones([1, 3, 3, 2]));
        Assert.All(layer.Parameters, parameter => Assert.Same(Constraint.NonNeg, parameter.Constraint));
    }

    private static Tensor Numbers(Shape shape) => Tensor.Create<float>([.. Enumerable.Range(0, (int)shape.Size).Select(k => k * 7f % 11 - 5)], shape);
}
