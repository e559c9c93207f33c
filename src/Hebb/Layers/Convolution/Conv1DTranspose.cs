using Hebb.Activations;
using Hebb.Configuration;

namespace Hebb.Layers;

/// <summary>Transposed convolution over a line: time series, text, sound: enlarges by the strides. See <see cref="ConvolutionTransposeLayer"/>.</summary>
public sealed class Conv1DTranspose : ConvolutionTransposeLayer
{
    internal static Kind<Conv1DTranspose> Kind { get; } = new("Conv1DTranspose", c => new(c));

    /// <summary>A layer of filters.</summary>
    /// <param name="filters">The number of filters.</param>
    /// <param name="kernelSize">The extents of a filter.</param>
    /// <param name="activation">The function applied to the result; none by default.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    public Conv1DTranspose(int filters, Extents kernelSize, Activation? activation = null, bool useBias = true)
        : base(1, filters, kernelSize, activation, useBias) { }

    private Conv1DTranspose(IConfig<Conv1DTranspose> c) : base(1, c) { }
}
