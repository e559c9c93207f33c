using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The mean value of each channel over all places of images: (batch, spatial axes, channels) becomes (batch, channels).</summary>
public sealed class GlobalAveragePooling2D : GlobalPoolingLayer
{
    internal static Kind<GlobalAveragePooling2D> Kind { get; } = new("GlobalAveragePooling2D", c => new(c));

    /// <summary>A pool.</summary>
    public GlobalAveragePooling2D() : base(2) { }

    private GlobalAveragePooling2D(IConfig<GlobalAveragePooling2D> c) : base(2, c) { }

    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor cells) => cells.Mean(1);
}
