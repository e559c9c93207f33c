using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The largest value of each channel over all places of a line: time series, text, sound: (batch, spatial axes, channels)
/// becomes (batch, channels).</summary>
public sealed class GlobalMaxPooling1D : GlobalPoolingLayer
{
    internal static Kind<GlobalMaxPooling1D> Kind { get; } = new("GlobalMaxPooling1D", c => new(c));

    /// <summary>A pool.</summary>
    public GlobalMaxPooling1D() : base(1) { }

    private GlobalMaxPooling1D(IConfig<GlobalMaxPooling1D> c) : base(1, c) { }

    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor cells) => cells.Max(1);
}
