using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The mean value under a window that moves over a line: time series, text, sound, channel by channel. See <see cref="PoolingLayer"/>.</summary>
public sealed class AveragePooling1D : PoolingLayer
{
    internal static Kind<AveragePooling1D> Kind { get; } = new("AveragePooling1D", c => new(c));

    /// <summary>A pool.</summary>
    /// <param name="poolSize">The extents of the window.</param>
    public AveragePooling1D(Extents? poolSize = null) : base(1, poolSize ?? 2) { }

    private AveragePooling1D(IConfig<AveragePooling1D> c) : base(1, c) { }

    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor x, int[] size, int[] strides) => x.AveragePool(size, strides, Padding);
}
