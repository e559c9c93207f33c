using Hebb.Activations;

namespace Hebb.Layers;

/// <summary>Separable convolution over images. See <see cref="SeparableLayer"/>.</summary>
/// <param name="filters">Channels of the result.</param>
/// <param name="kernelSize">The extents of a depthwise filter.</param>
/// <param name="activation">The function applied to the result; none by default.</param>
/// <param name="useBias">Whether a bias is added.</param>
public sealed class SeparableConv2D(int filters, Extents kernelSize, Activation? activation = null, bool useBias = true)
    : SeparableLayer(2, filters, kernelSize, activation, useBias);
