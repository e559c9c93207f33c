using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// Filters with which a convolution over frames of sound is their Fourier transform: w(t) cos(2πtf/F) or −w(t) sin(2πtf/F) for sample t, frequency f = 0 … F/2.
/// Shape (samples, 1, F/2 + 1), where F is the length of the transform.
/// </summary>
/// <param name="IsImaginary">Whether these are the sines.</param>
/// <param name="Window">The weight w(t) of each sample.</param>
internal sealed record FourierFilters(bool IsImaginary, FrameWindow Window) : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomKey key)
    {
        int frequencies = shape[^1];
        double[] window = Window.Values();
        long length = 2L * (frequencies - 1);
        for (int t = 0; t < window.Length; t++)
        {
            for (int f = 0; f < frequencies; f++)
            {
                // Whole turns are taken off in whole numbers, so that long frames are as exact as short ones, and half turns have a sine of exactly 0.
                double halfTurns = -2.0 * ((long)t * f % length) / length;
                values[t * frequencies + f] = (float)(window[t] * (IsImaginary ? double.SinPi(halfTurns) : double.CosPi(halfTurns)));
            }
        }
    }

    /// <summary>The filters as a constant.</summary>
    public Tensor Filters(int frequencies)
    {
        Shape shape = [Window.Frame, 1, frequencies];
        return Tensor.Written(shape, DType.Float32, storage => Fill(storage.Span<float>(), shape, default));
    }
}
