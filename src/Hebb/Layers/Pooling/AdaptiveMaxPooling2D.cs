using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The largest values of as many parts of images as you ask for. See <see cref="AdaptivePoolingLayer"/>.</summary>
public sealed class AdaptiveMaxPooling2D : AdaptivePoolingLayer
{
    internal static Kind<AdaptiveMaxPooling2D> Kind { get; } = new("AdaptiveMaxPooling2D", c => new(c));

    /// <summary>A pool.</summary>
    /// <param name="outputSize">The spatial extents of the result.</param>
    public AdaptiveMaxPooling2D(Extents outputSize) : base(2, outputSize) { }

    private AdaptiveMaxPooling2D(IConfig<AdaptiveMaxPooling2D> c) : base(2, c) { }

    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor x, int axis, int parts) => Largest(x, axis, parts);
}
