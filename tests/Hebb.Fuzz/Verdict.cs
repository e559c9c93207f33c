using System.Diagnostics;

namespace Hebb.Fuzz;

/// <summary>Gives a target an input and says what is wrong with how it took it.</summary>
internal static class Verdict
{
    /// <summary>The longest that reading, or what is done with what was read, may take.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Bytes that may be allocated for each byte of the file or of what it may expand to, and beyond that.</summary>
    private const long PerByte = 4, Spare = 1 << 20;

    /// <summary>The most bytes that a prediction may allocate, by sizes that are not refused.</summary>
    private const long MostToPredict = 5L << 29;

    /// <summary>What is wrong; null for nothing.</summary>
    public static string? Of(FuzzTarget target, byte[] input)
    {
        Action? use = null;
        string? wrong = Measured(target, "reading", () => use = target.Read(input), target.Makes ? MostToPredict : PerByte * input.Length * (1 + target.PermittedExpansion) + Spare);
        return wrong ?? (use is null ? null : Measured(target, "predicting", use, MostToPredict));
    }

    private static string? Measured(FuzzTarget target, string what, Action action, long mostBytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
        TimeSpan worked = Environment.CpuUsage.TotalTime;
        try
        {
            action();
        }
        catch (Exception error) when (target.Declares(error))
        {
        }
        catch (Exception error)
        {
            return $"{what}: undeclared {error}";
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated > mostBytes) { return $"{what}: {allocated:N0} bytes allocated, more than {mostBytes:N0}"; }
        // Time that other programs took away does not count.
        TimeSpan took = Stopwatch.GetElapsedTime(start), work = Environment.CpuUsage.TotalTime - worked;
        return took > Longest && work > Longest ? $"{what}: took {took.TotalSeconds:F1} s, of work {work.TotalSeconds:F1} s" : null;
    }
}
