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
internal sealed record FourierFilters(bool IsImaginary, IReadOnlyList<double> Window) : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomKey key)
    {
        int frequencies = shape[^1];
        long length = 2L * (frequencies - 1);
        for (int t = 0; t < Window.Count; t++)
        {
            for (int f = 0; f < frequencies; f++)
            {
                // Whole turns are taken off in whole numbers, so that long frames are as exact as short ones, and half turns have a sine of exactly 0.
                double halfTurns = -2.0 * ((long)t * f % length) / length;
                values[t * frequencies + f] = (float)(Window[t] * (IsImaginary ? double.SinPi(halfTurns) : double.CosPi(halfTurns)));
            }
        }
    }

    /// <summary>The filters as a constant.</summary>
    public Tensor Filters(int frequencies)
    {
        float[] values = new float[checked(Window.Count * frequencies)];
        Shape shape = [Window.Count, 1, frequencies];
        Fill(values, shape, default);
        return Tensor.Create(values, shape);
    }

    /// <summary>The values of a window.</summary>
    /// <param name="window">Its kind.</param>
    /// <param name="length">How many samples.</param>
    /// <param name="periodic">Whether it begins again after its last sample, rather than end as it began.</param>
    public static double[] WindowValues(WindowFunction window, int length, bool periodic)
    {
        double turn = 2 * Math.PI / Math.Max(1, periodic ? length : length - 1);
        return [.. Enumerable.Range(0, length).Select(t => length == 1 ? 1 : window switch
        {
            WindowFunction.Hann => 0.5 - 0.5 * Math.Cos(turn * t),
            WindowFunction.Hamming => 0.54 - 0.46 * Math.Cos(turn * t),
            WindowFunction.Blackman => 0.42 - 0.5 * Math.Cos(turn * t) + 0.08 * Math.Cos(2 * turn * t),
            _ => 1,
        })];
    }
}
