using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The mean value under a window that moves over images, channel by channel. See <see cref="PoolingLayer"/>.</summary>
public sealed class AveragePooling2D : PoolingLayer
{
    internal static Kind<AveragePooling2D> Kind { get; } = new("AveragePooling2D", c => new(c));

    /// <summary>A pool.</summary>
    /// <param name="poolSize">The extents of the window.</param>
    public AveragePooling2D(Extents? poolSize = null) : base(2, poolSize ?? 2) { }

    private AveragePooling2D(IConfig<AveragePooling2D> c) : base(2, c) { }

    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor x, int[] size, int[] strides) => x.AveragePool(size, strides, Padding);
}
