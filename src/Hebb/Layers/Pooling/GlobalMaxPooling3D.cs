using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The largest value of each channel over all places of volumes, or images in time: (batch, spatial axes, channels) becomes (batch, channels).</summary>
public sealed class GlobalMaxPooling3D() : GlobalPoolingLayer(3)
{
    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor cells) => cells.Max(1);
}
