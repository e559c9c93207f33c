using Hebb.Activations;

namespace Hebb.Layers;

/// <summary>Separable convolution over a line: time series, text, sound. See <see cref="SeparableLayer"/>.</summary>
/// <param name="filters">Channels of the result.</param>
/// <param name="kernelSize">The extents of a depthwise filter.</param>
/// <param name="activation">The function applied to the result; none by default.</param>
/// <param name="useBias">Whether a bias is added.</param>
public sealed class SeparableConv1D(int filters, Extents kernelSize, Activation? activation = null, bool useBias = true)
    : SeparableLayer(1, filters, kernelSize, activation, useBias);
