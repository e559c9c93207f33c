using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The smallest value under a window that moves over volumes, or images in time, channel by channel. See <see cref="PoolingLayer"/>.</summary>
public sealed class MinPooling3D : PoolingLayer
{
    internal static Kind<MinPooling3D> Kind { get; } = new("MinPooling3D", c => new(c));

    /// <summary>A pool.</summary>
    /// <param name="poolSize">The extents of the window.</param>
    public MinPooling3D(Extents? poolSize = null) : base(3, poolSize ?? 2) { }

    private MinPooling3D(IConfig<MinPooling3D> c) : base(3, c) { }

    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor x, int[] size, int[] strides) => x.MinPool(size, strides, Padding);
}
