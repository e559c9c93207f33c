using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Hebb.Benchmarks;

/// <summary>A timed piece of work: the median, smallest and largest of several repetitions, in seconds.</summary>
internal sealed record Measurement(string Workload, string What, string Who, int Threads, double Median, double Minimum, double Maximum)
{
    /// <summary>Times an action: repetitions of about <paramref name="seconds"/> each, after a warm-up that lets the JIT finish.</summary>
    public static Measurement Of(string workload, string what, int threads, Action action, double seconds = 0.25, int repetitions = 9)
    {
        Stopwatch clock = Stopwatch.StartNew();
        int warm = 0;
        while (clock.Elapsed.TotalSeconds < 1.0 || warm < 3)
        {
            action();
            warm++;
        }

        int calls = Math.Max(1, (int)(seconds / (clock.Elapsed.TotalSeconds / warm)));
        double[] times = new double[repetitions];
        for (int r = 0; r < repetitions; r++)
        {
            clock.Restart();
            for (int i = 0; i < calls; i++) { action(); }
            times[r] = clock.Elapsed.TotalSeconds / calls;
        }

        Array.Sort(times);
        return new(workload, what, "Hebb", threads, times[repetitions / 2], times[0], times[^1]);
    }

    /// <summary>One line: as JSON for machines, aligned for people.</summary>
    public string Line(bool json) => json
        ? JsonSerializer.Serialize(
            new { workload = Workload, what = What, who = Who, threads = Threads, median_us = Median * 1e6, min_us = Minimum * 1e6, max_us = Maximum * 1e6 })
        : string.Create(
            CultureInfo.InvariantCulture, $"{Workload,-4} {What,-24} {Who,-14} {Threads} threads  {Text(Median),12}  ({Text(Minimum)} to {Text(Maximum)})");

    /// <summary>A time in the unit that suits it.</summary>
    public static string Text(double seconds) => seconds < 1e-3
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:F2} µs")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:F2} ms");
}
