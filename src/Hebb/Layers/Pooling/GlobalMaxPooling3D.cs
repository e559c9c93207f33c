using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The largest value of each channel over all places of volumes, or images in time: (batch, spatial axes, channels) becomes
/// (batch, channels).</summary>
public sealed class GlobalMaxPooling3D : GlobalPoolingLayer
{
    internal static Kind<GlobalMaxPooling3D> Kind { get; } = new("GlobalMaxPooling3D", c => new(c));

    /// <summary>A pool.</summary>
    public GlobalMaxPooling3D() : base(3) { }

    private GlobalMaxPooling3D(IConfig<GlobalMaxPooling3D> c) : base(3, c) { }

    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor cells) => cells.Max(1);
}
