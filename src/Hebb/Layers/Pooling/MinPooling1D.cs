using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The smallest value under a window that moves over a line: time series, text, sound, channel by channel. See <see cref="PoolingLayer"/>.</summary>
public sealed class MinPooling1D : PoolingLayer
{
    internal static Kind<MinPooling1D> Kind { get; } = new("MinPooling1D", c => new(c));

    /// <summary>A pool.</summary>
    /// <param name="poolSize">The extents of the window.</param>
    public MinPooling1D(Extents? poolSize = null) : base(1, poolSize ?? 2) { }

    private MinPooling1D(IConfig<MinPooling1D> c) : base(1, c) { }

    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor x, int[] size, int[] strides) => x.MinPool(size, strides, Padding);
}
