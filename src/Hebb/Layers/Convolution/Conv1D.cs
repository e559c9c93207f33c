using Hebb.Activations;
using Hebb.Configuration;

namespace Hebb.Layers;

/// <summary>Convolution over a line: time series, text, sound. See <see cref="ConvolutionLayer"/>.</summary>
public sealed class Conv1D : ConvolutionLayer
{
    internal static Kind<Conv1D> Kind { get; } = new("Conv1D", c => new(c));

    /// <summary>A layer of filters.</summary>
    /// <param name="filters">The number of filters.</param>
    /// <param name="kernelSize">The extents of a filter.</param>
    /// <param name="activation">The function applied to the result; none by default.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    public Conv1D(int filters, Extents kernelSize, Activation? activation = null, bool useBias = true) : base(1, filters, kernelSize, activation, useBias) { }

    private Conv1D(IConfig<Conv1D> c) : base(1, c) { }
}
