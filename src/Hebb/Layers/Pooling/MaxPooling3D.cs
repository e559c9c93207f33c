using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The largest value under a window that moves over volumes, or images in time, channel by channel. See <see cref="PoolingLayer"/>.</summary>
public sealed class MaxPooling3D : PoolingLayer
{
    internal static Kind<MaxPooling3D> Kind { get; } = new("MaxPooling3D", c => new(c));

    /// <summary>A pool.</summary>
    /// <param name="poolSize">The extents of the window.</param>
    public MaxPooling3D(Extents? poolSize = null) : base(3, poolSize ?? 2) { }

    private MaxPooling3D(IConfig<MaxPooling3D> c) : base(3, c) { }

    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor x, int[] size, int[] strides) => x.MaxPool(size, strides, Padding);
}
