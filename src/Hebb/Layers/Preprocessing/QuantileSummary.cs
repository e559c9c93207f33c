namespace Hebb.Layers;

/// <summary>Values in ascending order, each with the number of data it stands for: what is left of data to find quantiles in, as Keras' Discretization does
/// it, in its precision.</summary>
/// <param name="Values">The values.</param>
/// <param name="Weights">How many data each stands for.</param>
internal sealed record QuantileSummary(float[] Values, float[] Weights)
{
    /// <summary>About every (epsilon · n)th of n data.</summary>
    public static QuantileSummary Of(float[] data, double epsilon)
    {
        float[] sorted = [.. data.Order()];
        double increment = sorted.Length / (1 / epsilon), step = Math.Max(increment, 1);
        List<float> values = [];
        for (int i = (int)increment; i < sorted.Length; i += (int)step) { values.Add(sorted[i]); }
        return new([.. values], [.. Enumerable.Repeat((float)step, values.Count)]);
    }

    /// <summary>The quantiles epsilon, 2 · epsilon … 1, between values by interpolation; unchanged if there are fewer values than that.</summary>
    public QuantileSummary Compress(double epsilon)
    {
        if (Values.Length * epsilon < 1) { return this; }
        float[] sums = new float[Weights.Length];
        float sum = 0;
        for (int i = 0; i < sums.Length; i++) { sums[i] = sum += Weights[i]; }
        double[] shares = [.. sums.Select(value => (double)(value / sum))];
        double[] wanted = [.. Enumerable.Range(0, (int)Math.Ceiling(1 / epsilon)).Select(i => epsilon + i * epsilon)];
        double[] counts = [.. wanted.Select(share => Interpolate(share, shares, sums))];
        return new(
            [.. wanted.Select(share => (float)Interpolate(share, shares, Values))],
            [.. counts.Select((count, i) => (float)(count - (i == 0 ? 0 : counts[i - 1])))]);
    }

    /// <summary>The value at x of the line through points whose x ascend; the first or last value beyond them.</summary>
    private static double Interpolate(double x, double[] xs, float[] ys)
    {
        if (x >= xs[^1]) { return ys[^1]; }
        if (x < xs[0]) { return ys[0]; }
        int i = 0;
        while (xs[i + 1] <= x) { i++; }
        return ((double)ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i]) * (x - xs[i]) + ys[i];
    }
}
