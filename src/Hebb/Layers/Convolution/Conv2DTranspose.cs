using Hebb.Activations;
using Hebb.Configuration;

namespace Hebb.Layers;

/// <summary>Transposed convolution over images: enlarges by the strides. See <see cref="ConvolutionTransposeLayer"/>.</summary>
public sealed class Conv2DTranspose : ConvolutionTransposeLayer
{
    internal static Kind<Conv2DTranspose> Kind { get; } = new("Conv2DTranspose", c => new(c));

    /// <summary>A layer of filters.</summary>
    /// <param name="filters">The number of filters.</param>
    /// <param name="kernelSize">The extents of a filter.</param>
    /// <param name="activation">The function applied to the result; none by default.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    public Conv2DTranspose(int filters, Extents kernelSize, Activation? activation = null, bool useBias = true)
        : base(2, filters, kernelSize, activation, useBias) { }

    private Conv2DTranspose(IConfig<Conv2DTranspose> c) : base(2, c) { }
}
