using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The largest values of as many parts of sequences as you ask for. See <see cref="AdaptivePoolingLayer"/>.</summary>
public sealed class AdaptiveMaxPooling1D : AdaptivePoolingLayer
{
    internal static Kind<AdaptiveMaxPooling1D> Kind { get; } = new("AdaptiveMaxPooling1D", c => new(c));

    /// <summary>A pool.</summary>
    /// <param name="outputSize">The spatial extents of the result.</param>
    public AdaptiveMaxPooling1D(Extents outputSize) : base(1, outputSize) { }

    private AdaptiveMaxPooling1D(IConfig<AdaptiveMaxPooling1D> c) : base(1, c) { }

    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor x, int axis, int parts) => Largest(x, axis, parts);
}
