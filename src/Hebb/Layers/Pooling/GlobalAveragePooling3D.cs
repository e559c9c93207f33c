using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The mean value of each channel over all places of volumes, or images in time: (batch, spatial axes, channels) becomes (batch, channels).</summary>
public sealed class GlobalAveragePooling3D : GlobalPoolingLayer
{
    internal static Kind<GlobalAveragePooling3D> Kind { get; } = new("GlobalAveragePooling3D", c => new(c));

    /// <summary>A pool.</summary>
    public GlobalAveragePooling3D() : base(3) { }

    private GlobalAveragePooling3D(IConfig<GlobalAveragePooling3D> c) : base(3, c) { }

    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor cells) => cells.Mean(1);
}
