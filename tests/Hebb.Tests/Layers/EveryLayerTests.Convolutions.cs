using Hebb.Activations;
using Hebb.Layers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

public sealed partial class EveryLayerTests
{
    private static IEnumerable<(Func<Layer> Make, Func<Random, Tensor[]> Inputs)> Convolutions() =>
    [
        (() => new Rescaling(1 / 255.0, -0.5), One),
        (() => new Conv1D(3, 2, Activation.Tanh) { Padding = Padding.Causal, DilationRate = 2 }, Line),
        (() => new Conv2D(4, (2, 3), Activation.Sigmoid) { Padding = Padding.Same, Strides = (2, 1), Groups = 2 }, Image),
        (() => new Conv2D(2, 3, useBias: false) { Padding = Padding.Reflect(1) }, Image),
        (() => new Conv3D(2, 2) { Padding = Padding.Zeros(0, 1) }, Volume),
        (() => new Conv1DTranspose(3, 3) { Strides = 2, Padding = Padding.Same }, Line),
        (() => new Conv2DTranspose(2, (3, 2), Activation.Tanh) { Strides = 2 }, Image),
        (() => new Conv3DTranspose(2, 2), Volume),
        (() => new DepthwiseConv1D(2) { DepthMultiplier = 2 }, Line),
        (() => new DepthwiseConv2D(3, Activation.Tanh) { Padding = Padding.Same, Strides = 2 }, Image),
        (() => new SeparableConv1D(3, 2), Line),
        (() => new SeparableConv2D(3, 2, Activation.Tanh) { DepthMultiplier = 2 }, Image),
        (() => new MaxPooling1D(), Line),
        (() => new MaxPooling2D(3) { Strides = 2, Padding = Padding.Same }, Image),
        (() => new MaxPooling3D((1, 2, 2)), Volume),
        (() => new AveragePooling1D(3) { Strides = 1, Padding = Padding.Same }, Line),
        (() => new AveragePooling2D(), Image),
        (() => new AveragePooling3D(), Volume),
        (() => new MinPooling1D(), Line),
        (() => new MinPooling2D(), Image),
        (() => new MinPooling3D(), Volume),
        (() => new GlobalMaxPooling1D(), Line),
        (() => new GlobalMaxPooling2D { KeepDims = true }, Image),
        (() => new GlobalMaxPooling3D(), Volume),
        (() => new GlobalAveragePooling1D { KeepDims = true }, Line),
        (() => new GlobalAveragePooling2D(), Image),
        (() => new GlobalAveragePooling3D(), Volume),
    ];

    private static Tensor[] Line(Random random) => [Draw.Floats(random, [2, random.Next(4, 7), 2])];

    private static Tensor[] Image(Random random) => [Draw.Floats(random, [2, random.Next(4, 6), random.Next(4, 6), 2])];

    private static Tensor[] Volume(Random random) => [Draw.Floats(random, [1, random.Next(2, 4), random.Next(3, 5), 3, 2])];
}
