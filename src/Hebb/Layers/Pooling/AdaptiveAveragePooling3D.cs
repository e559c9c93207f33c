using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The means of as many parts of volumes as you ask for. See <see cref="AdaptivePoolingLayer"/>.</summary>
public sealed class AdaptiveAveragePooling3D : AdaptivePoolingLayer
{
    internal static Kind<AdaptiveAveragePooling3D> Kind { get; } = new("AdaptiveAveragePooling3D", c => new(c));

    /// <summary>A pool.</summary>
    /// <param name="outputSize">The spatial extents of the result.</param>
    public AdaptiveAveragePooling3D(Extents outputSize) : base(3, outputSize) { }

    private AdaptiveAveragePooling3D(IConfig<AdaptiveAveragePooling3D> c) : base(3, c) { }

    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor x, int axis, int parts) => Resampling.Means(x, axis, parts);
}
