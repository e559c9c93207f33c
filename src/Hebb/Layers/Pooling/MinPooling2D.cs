using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The smallest value under a window that moves over images, channel by channel. See <see cref="PoolingLayer"/>.</summary>
public sealed class MinPooling2D : PoolingLayer
{
    internal static Kind<MinPooling2D> Kind { get; } = new("MinPooling2D", c => new(c));

    /// <summary>A pool.</summary>
    /// <param name="poolSize">The extents of the window.</param>
    public MinPooling2D(Extents? poolSize = null) : base(2, poolSize ?? 2) { }

    private MinPooling2D(IConfig<MinPooling2D> c) : base(2, c) { }

    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor x, int[] size, int[] strides) => x.MinPool(size, strides, Padding);
}
