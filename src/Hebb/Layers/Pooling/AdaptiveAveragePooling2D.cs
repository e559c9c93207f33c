using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The means of as many parts of images as you ask for. See <see cref="AdaptivePoolingLayer"/>.</summary>
public sealed class AdaptiveAveragePooling2D : AdaptivePoolingLayer
{
    internal static Kind<AdaptiveAveragePooling2D> Kind { get; } = new("AdaptiveAveragePooling2D", c => new(c));

    /// <summary>A pool.</summary>
    /// <param name="outputSize">The spatial extents of the result.</param>
    public AdaptiveAveragePooling2D(Extents outputSize) : base(2, outputSize) { }

    private AdaptiveAveragePooling2D(IConfig<AdaptiveAveragePooling2D> c) : base(2, c) { }

    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor x, int axis, int parts) => Resampling.Means(x, axis, parts);
}
