using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The mean value under a window that moves over volumes, or images in time, channel by channel. See <see cref="PoolingLayer"/>.</summary>
public sealed class AveragePooling3D : PoolingLayer
{
    internal static Kind<AveragePooling3D> Kind { get; } = new("AveragePooling3D", c => new(c));

    /// <summary>A pool.</summary>
    /// <param name="poolSize">The extents of the window.</param>
    public AveragePooling3D(Extents? poolSize = null) : base(3, poolSize ?? 2) { }

    private AveragePooling3D(IConfig<AveragePooling3D> c) : base(3, c) { }

    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor x, int[] size, int[] strides) => x.AveragePool(size, strides, Padding);
}
