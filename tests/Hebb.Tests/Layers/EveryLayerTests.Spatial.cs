using Hebb.Constraints;
using Hebb.Layers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

public sealed partial class EveryLayerTests
{
    private static IEnumerable<(Func<Layer> Make, Func<Random, Tensor[]> Inputs)> Spatial() =>
    [
        (() => new Conv2D(2, 2)
        {
            DataFormat = DataFormat.ChannelsFirst,
            KernelConstraint = new MaxNorm(3) { Axes = [0, 1, 2] },
            BiasConstraint = Constraint.NonNeg,
        }, Image),
        (() => new Conv2DTranspose(2, 3)
        {
            Strides = 2,
            Padding = Padding.Same,
            OutputPadding = [0, 1],
            KernelConstraint = new MaxNorm(9),
            BiasConstraint = new MaxNorm(9),
        }, Image),
        (() => new DepthwiseConv2D(2) { DataFormat = DataFormat.ChannelsFirst, DepthwiseConstraint = new MaxNorm(9), BiasConstraint = new MaxNorm(9) }, Image),
        (() => new SeparableConv1D(2, 2) { DepthwiseConstraint = new MaxNorm(9), PointwiseConstraint = new MaxNorm(8) }, Line),
        (() => new MaxPooling1D { DataFormat = DataFormat.ChannelsFirst }, Line),
        (() => new GlobalAveragePooling3D { DataFormat = DataFormat.ChannelsFirst, KeepDims = true }, Volume),
        (() => new ZeroPadding1D((1, 2)), Line),
        (() => new ZeroPadding2D(), Image),
        (() => new ZeroPadding3D((0, 1), (1, 0), (2, 1)), Volume),
        (() => new Cropping1D((1, 0)), Line),
        (() => new Cropping2D((1, 1), (0, 2)) { DataFormat = DataFormat.ChannelsLast }, Image),
        (() => new Cropping3D((1, 0), (0, 1), (1, 1)), Volume),
        (() => new UpSampling1D(3), Line),
        (() => new UpSampling2D((2, 1)), Image),
        (() => new UpSampling2D(2, Interpolation.Bilinear) { DataFormat = DataFormat.ChannelsFirst }, Image),
        (() => new UpSampling3D((2, 1, 3)), Volume),
        (() => new Resizing(3, 7), Image),
        (() => new Resizing(7, 2) { Interpolation = Interpolation.Bicubic, DataFormat = DataFormat.ChannelsFirst }, Image),
        (() => new CenterCrop(3, 2), Image),
        (() => new CenterCrop(7, 3), Image),
        (() => new AdaptiveAveragePooling1D(3), Line),
        (() => new AdaptiveAveragePooling2D((3, 2)), Image),
        (() => new AdaptiveAveragePooling3D((1, 2, 2)), Volume),
        (() => new AdaptiveMaxPooling1D(3), Line),
        (() => new AdaptiveMaxPooling2D((3, 2)) { DataFormat = DataFormat.ChannelsFirst }, Image),
        (() => new AdaptiveMaxPooling3D((1, 2, 2)), Volume),
        (() => new SpatialDropout1D(0.4), Line),
        (() => new SpatialDropout2D(0.4) { DataFormat = DataFormat.ChannelsFirst }, Image),
        (() => new SpatialDropout3D(0.4), Volume),
    ];
}
