using Hebb.Activations;

namespace Hebb.Layers;

/// <summary>Convolution over volumes, or images in time. See <see cref="ConvolutionLayer"/>.</summary>
/// <param name="filters">The number of filters.</param>
/// <param name="kernelSize">The extents of a filter.</param>
/// <param name="activation">The function applied to the result; none by default.</param>
/// <param name="useBias">Whether a bias is added.</param>
public sealed class Conv3D(int filters, Extents kernelSize, Activation? activation = null, bool useBias = true) : ConvolutionLayer(3, filters, kernelSize, activation, useBias);
