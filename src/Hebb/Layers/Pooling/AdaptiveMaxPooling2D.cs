using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The largest values of as many parts of images as you ask for. See <see cref="AdaptivePoolingLayer"/>.</summary>
/// <param name="outputSize">The spatial extents of the result.</param>
public sealed class AdaptiveMaxPooling2D(Extents outputSize) : AdaptivePoolingLayer(2, outputSize)
{
    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor x, int axis, int parts) => Largest(x, axis, parts);
}
