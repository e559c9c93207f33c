using Hebb.Activations;
using Hebb.Configuration;

namespace Hebb.Layers;

/// <summary>Transposed convolution over volumes, or images in time: enlarges by the strides. See <see cref="ConvolutionTransposeLayer"/>.</summary>
public sealed class Conv3DTranspose : ConvolutionTransposeLayer
{
    internal static Kind<Conv3DTranspose> Kind { get; } = new("Conv3DTranspose", c => new(c));

    /// <summary>A layer of filters.</summary>
    /// <param name="filters">The number of filters.</param>
    /// <param name="kernelSize">The extents of a filter.</param>
    /// <param name="activation">The function applied to the result; none by default.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    public Conv3DTranspose(int filters, Extents kernelSize, Activation? activation = null, bool useBias = true)
        : base(3, filters, kernelSize, activation, useBias) { }

    private Conv3DTranspose(IConfig<Conv3DTranspose> c) : base(3, c) { }
}
