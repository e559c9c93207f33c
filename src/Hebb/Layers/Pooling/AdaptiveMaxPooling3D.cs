using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The largest values of as many parts of volumes as you ask for. See <see cref="AdaptivePoolingLayer"/>.</summary>
public sealed class AdaptiveMaxPooling3D : AdaptivePoolingLayer
{
    internal static Kind<AdaptiveMaxPooling3D> Kind { get; } = new("AdaptiveMaxPooling3D", c => new(c));

    /// <summary>A pool.</summary>
    /// <param name="outputSize">The spatial extents of the result.</param>
    public AdaptiveMaxPooling3D(Extents outputSize) : base(3, outputSize) { }

    private AdaptiveMaxPooling3D(IConfig<AdaptiveMaxPooling3D> c) : base(3, c) { }

    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor x, int axis, int parts) => Largest(x, axis, parts);
}
