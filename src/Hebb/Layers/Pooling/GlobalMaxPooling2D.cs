using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The largest value of each channel over all places of images: (batch, spatial axes, channels) becomes (batch, channels).</summary>
public sealed class GlobalMaxPooling2D : GlobalPoolingLayer
{
    internal static Kind<GlobalMaxPooling2D> Kind { get; } = new("GlobalMaxPooling2D", c => new(c));

    /// <summary>A pool.</summary>
    public GlobalMaxPooling2D() : base(2) { }

    private GlobalMaxPooling2D(IConfig<GlobalMaxPooling2D> c) : base(2, c) { }

    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor cells) => cells.Max(1);
}
