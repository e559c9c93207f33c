using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The smallest value under a window that moves over a line: time series, text, sound, channel by channel. See <see cref="PoolingLayer"/>.</summary>
/// <param name="poolSize">The extents of the window.</param>
public sealed class MinPooling1D(Extents? poolSize = null) : PoolingLayer(1, poolSize ?? 2)
{
    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor x, int[] size, int[] strides) => x.MinPool(size, strides, Padding);
}
