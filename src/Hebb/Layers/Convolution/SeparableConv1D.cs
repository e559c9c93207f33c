using Hebb.Activations;
using Hebb.Configuration;

namespace Hebb.Layers;

/// <summary>Separable convolution over a line: time series, text, sound. See <see cref="SeparableLayer"/>.</summary>
public sealed class SeparableConv1D : SeparableLayer
{
    internal static Kind<SeparableConv1D> Kind { get; } = new("SeparableConv1D", c => new(c));

    /// <summary>A layer of filters.</summary>
    /// <param name="filters">Channels of the result.</param>
    /// <param name="kernelSize">The extents of a depthwise filter.</param>
    /// <param name="activation">The function applied to the result; none by default.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    public SeparableConv1D(int filters, Extents kernelSize, Activation? activation = null, bool useBias = true)
        : base(1, filters, kernelSize, activation, useBias) { }

    private SeparableConv1D(IConfig<SeparableConv1D> c) : base(1, c) { }
}
