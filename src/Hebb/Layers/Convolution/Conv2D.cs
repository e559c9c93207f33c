using Hebb.Activations;
using Hebb.Configuration;

namespace Hebb.Layers;

/// <summary>Convolution over images. See <see cref="ConvolutionLayer"/>.</summary>
public sealed class Conv2D : ConvolutionLayer
{
    internal static Kind<Conv2D> Kind { get; } = new("Conv2D", c => new(c));

    /// <summary>A layer of filters.</summary>
    /// <param name="filters">The number of filters.</param>
    /// <param name="kernelSize">The extents of a filter.</param>
    /// <param name="activation">The function applied to the result; none by default.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    public Conv2D(int filters, Extents kernelSize, Activation? activation = null, bool useBias = true) : base(2, filters, kernelSize, activation, useBias) { }

    private Conv2D(IConfig<Conv2D> c) : base(2, c) { }
}
