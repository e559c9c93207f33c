using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The mean value of each channel over all places of a line: time series, text, sound: (batch, spatial axes, channels) becomes (batch, channels).</summary>
public sealed class GlobalAveragePooling1D() : GlobalPoolingLayer(1)
{
    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor cells) => cells.Mean(1);
}
