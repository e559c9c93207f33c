using Hebb.Activations;
using Hebb.Configuration;

namespace Hebb.Layers;

/// <summary>Convolution over volumes, or images in time. See <see cref="ConvolutionLayer"/>.</summary>
public sealed class Conv3D : ConvolutionLayer
{
    internal static Kind<Conv3D> Kind { get; } = new("Conv3D", c => new(c));

    /// <summary>A layer of filters.</summary>
    /// <param name="filters">The number of filters.</param>
    /// <param name="kernelSize">The extents of a filter.</param>
    /// <param name="activation">The function applied to the result; none by default.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    public Conv3D(int filters, Extents kernelSize, Activation? activation = null, bool useBias = true) : base(3, filters, kernelSize, activation, useBias) { }

    private Conv3D(IConfig<Conv3D> c) : base(3, c) { }
}
