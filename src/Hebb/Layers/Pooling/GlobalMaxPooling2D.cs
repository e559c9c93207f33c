using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The largest value of each channel over all places of images: (batch, spatial axes, channels) becomes (batch, channels).</summary>
public sealed class GlobalMaxPooling2D() : GlobalPoolingLayer(2)
{
    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor cells) => cells.Max(1);
}
