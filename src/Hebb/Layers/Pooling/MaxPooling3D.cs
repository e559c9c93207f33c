using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The largest value under a window that moves over volumes, or images in time, channel by channel. See <see cref="PoolingLayer"/>.</summary>
/// <param name="poolSize">The extents of the window.</param>
public sealed class MaxPooling3D(Extents? poolSize = null) : PoolingLayer(3, poolSize ?? 2)
{
    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor x, int[] size, int[] strides) => x.MaxPool(size, strides, Padding);
}
