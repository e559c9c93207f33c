using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The means of as many parts of sequences as you ask for. See <see cref="AdaptivePoolingLayer"/>.</summary>
/// <param name="outputSize">The spatial extents of the result.</param>
public sealed class AdaptiveAveragePooling1D(Extents outputSize) : AdaptivePoolingLayer(1, outputSize)
{
    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor x, int axis, int parts) => Resampling.Means(x, axis, parts);
}
