using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The means of as many parts of sequences as you ask for. See <see cref="AdaptivePoolingLayer"/>.</summary>
public sealed class AdaptiveAveragePooling1D : AdaptivePoolingLayer
{
    internal static Kind<AdaptiveAveragePooling1D> Kind { get; } = new("AdaptiveAveragePooling1D", c => new(c));

    /// <summary>A pool.</summary>
    /// <param name="outputSize">The spatial extents of the result.</param>
    public AdaptiveAveragePooling1D(Extents outputSize) : base(1, outputSize) { }

    private AdaptiveAveragePooling1D(IConfig<AdaptiveAveragePooling1D> c) : base(1, c) { }

    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor x, int axis, int parts) => Resampling.Means(x, axis, parts);
}
