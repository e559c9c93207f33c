namespace Hebb.Layers;

/// <summary>
/// How the samples of a frame are weighted before their Fourier transform. The values are computed when they are needed: a frame may be long.
/// </summary>
/// <param name="Function">The kind of window.</param>
/// <param name="Length">How many samples it has.</param>
/// <param name="Periodic">Whether it begins again after its last sample, rather than end as it began.</param>
/// <param name="Frame">The samples of the frame, in whose middle the window stands; zeros on both sides.</param>
/// <param name="Scaling">By what it is divided.</param>
internal sealed record FrameWindow(WindowFunction Function, int Length, bool Periodic, int Frame, SpectrogramScaling Scaling)
{
    /// <summary>The weight of each sample of the frame.</summary>
    public double[] Values()
    {
        double[] frame = new double[Frame];
        Span<double> window = frame.AsSpan((Frame - Length) / 2, Length);
        double turn = 2 * Math.PI / Math.Max(1, Periodic ? Length : Length - 1);
        for (int t = 0; t < Length; t++)
        {
            window[t] = Length == 1 ? 1 : Function switch
            {
                WindowFunction.Hann => 0.5 - 0.5 * Math.Cos(turn * t),
                WindowFunction.Hamming => 0.54 - 0.46 * Math.Cos(turn * t),
                WindowFunction.Blackman => 0.42 - 0.5 * Math.Cos(turn * t) + 0.08 * Math.Cos(2 * turn * t),
                _ => 1,
            };
        }

        double divisor = Function == WindowFunction.None ? 1 : Scaling switch
        {
            SpectrogramScaling.Density => Math.Sqrt(frame.Sum(w => w * w)),
            SpectrogramScaling.Spectrum => frame.Sum(Math.Abs),
            _ => 1,
        };
        foreach (ref double weight in window) { weight /= divisor; }
        return frame;
    }
}
