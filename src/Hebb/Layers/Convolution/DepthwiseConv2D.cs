using Hebb.Activations;

namespace Hebb.Layers;

/// <summary>Depthwise convolution over images. See <see cref="DepthwiseLayer"/>.</summary>
/// <param name="kernelSize">The extents of a filter.</param>
/// <param name="activation">The function applied to the result; none by default.</param>
/// <param name="useBias">Whether a bias is added.</param>
public sealed class DepthwiseConv2D(Extents kernelSize, Activation? activation = null, bool useBias = true) : DepthwiseLayer(2, kernelSize, activation, useBias);
