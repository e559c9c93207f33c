using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The largest value under a window that moves over images, channel by channel. See <see cref="PoolingLayer"/>.</summary>
public sealed class MaxPooling2D : PoolingLayer
{
    internal static Kind<MaxPooling2D> Kind { get; } = new("MaxPooling2D", c => new(c));

    /// <summary>A pool.</summary>
    /// <param name="poolSize">The extents of the window.</param>
    public MaxPooling2D(Extents? poolSize = null) : base(2, poolSize ?? 2) { }

    private MaxPooling2D(IConfig<MaxPooling2D> c) : base(2, c) { }

    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor x, int[] size, int[] strides) => x.MaxPool(size, strides, Padding);
}
