using Hebb.Layers;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

public sealed partial class EveryLayerTests
{
    private static IEnumerable<(Func<Layer> Make, Func<Random, Tensor[]> Inputs)> Augmentations() =>
    [
        (() => new RandomFlip(FlipMode.Vertical), Image),
        (() => new RandomRotation(0.2), Image),
        (() => new RandomRotation((0.1, 0.3)) { FillMode = FillMode.Constant, FillValue = 2, DataFormat = DataFormat.ChannelsFirst }, Image),
        (() => new RandomZoom(0.4) { FillMode = FillMode.Nearest }, Image),
        (() => new RandomZoom((-0.3, -0.2), (0.2, 0.3)) { Interpolation = Interpolation.Nearest }, Image),
        (() => new RandomTranslation(0.4, (0.1, 0.2)) { FillMode = FillMode.Wrap }, Image),
        (() => new RandomContrast((-0.2, 0.3)) { ValueRange = (-9, 9) }, Image),
        (() => new RandomBrightness(0.2) { ValueRange = (-9, 9) }, Image),
        (() => new RandomErasing(0.7), Image),
        (() => new RandomErasing { FillValue = 3, Scale = (0.2, 0.3), ValueRange = (0, 1) }, Image),
        (() => new RandomCrop(3, 2), Image),
        (() => new RandomCrop(6, 3), Image),
    ];
}
