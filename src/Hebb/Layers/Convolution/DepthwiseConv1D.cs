using Hebb.Activations;
using Hebb.Configuration;

namespace Hebb.Layers;

/// <summary>Depthwise convolution over a line: time series, text, sound. See <see cref="DepthwiseLayer"/>.</summary>
public sealed class DepthwiseConv1D : DepthwiseLayer
{
    internal static Kind<DepthwiseConv1D> Kind { get; } = new("DepthwiseConv1D", c => new(c));

    /// <summary>A layer of filters.</summary>
    /// <param name="kernelSize">The extents of a filter.</param>
    /// <param name="activation">The function applied to the result; none by default.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    public DepthwiseConv1D(Extents kernelSize, Activation? activation = null, bool useBias = true) : base(1, kernelSize, activation, useBias) { }

    private DepthwiseConv1D(IConfig<DepthwiseConv1D> c) : base(1, c) { }
}
