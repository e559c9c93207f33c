using Hebb.Activations;
using Hebb.Configuration;

namespace Hebb.Layers;

/// <summary>Separable convolution over images. See <see cref="SeparableLayer"/>.</summary>
public sealed class SeparableConv2D : SeparableLayer
{
    internal static Kind<SeparableConv2D> Kind { get; } = new("SeparableConv2D", c => new(c));

    /// <summary>A layer of filters.</summary>
    /// <param name="filters">Channels of the result.</param>
    /// <param name="kernelSize">The extents of a depthwise filter.</param>
    /// <param name="activation">The function applied to the result; none by default.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    public SeparableConv2D(int filters, Extents kernelSize, Activation? activation = null, bool useBias = true)
        : base(2, filters, kernelSize, activation, useBias) { }

    private SeparableConv2D(IConfig<SeparableConv2D> c) : base(2, c) { }
}
