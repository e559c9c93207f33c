using Hebb.Activations;
using Hebb.Configuration;

namespace Hebb.Layers;

/// <summary>Depthwise convolution over images. See <see cref="DepthwiseLayer"/>.</summary>
public sealed class DepthwiseConv2D : DepthwiseLayer
{
    internal static Kind<DepthwiseConv2D> Kind { get; } = new("DepthwiseConv2D", c => new(c));

    /// <summary>A layer of filters.</summary>
    /// <param name="kernelSize">The extents of a filter.</param>
    /// <param name="activation">The function applied to the result; none by default.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    public DepthwiseConv2D(Extents kernelSize, Activation? activation = null, bool useBias = true) : base(2, kernelSize, activation, useBias) { }

    private DepthwiseConv2D(IConfig<DepthwiseConv2D> c) : base(2, c) { }
}
