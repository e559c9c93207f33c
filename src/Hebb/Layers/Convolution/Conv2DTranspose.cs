using Hebb.Activations;

namespace Hebb.Layers;

/// <summary>Transposed convolution over images: enlarges by the strides. See <see cref="ConvolutionTransposeLayer"/>.</summary>
/// <param name="filters">The number of filters.</param>
/// <param name="kernelSize">The extents of a filter.</param>
/// <param name="activation">The function applied to the result; none by default.</param>
/// <param name="useBias">Whether a bias is added.</param>
public sealed class Conv2DTranspose(int filters, Extents kernelSize, Activation? activation = null, bool useBias = true)
    : ConvolutionTransposeLayer(2, filters, kernelSize, activation, useBias);
