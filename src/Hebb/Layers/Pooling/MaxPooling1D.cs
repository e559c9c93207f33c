using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The largest value under a window that moves over a line: time series, text, sound, channel by channel. See <see cref="PoolingLayer"/>.</summary>
public sealed class MaxPooling1D : PoolingLayer
{
    internal static Kind<MaxPooling1D> Kind { get; } = new("MaxPooling1D", c => new(c));

    /// <summary>A pool.</summary>
    /// <param name="poolSize">The extents of the window.</param>
    public MaxPooling1D(Extents? poolSize = null) : base(1, poolSize ?? 2) { }

    private MaxPooling1D(IConfig<MaxPooling1D> c) : base(1, c) { }

    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor x, int[] size, int[] strides) => x.MaxPool(size, strides, Padding);
}
