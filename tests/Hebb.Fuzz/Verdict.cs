using System.Diagnostics;

namespace Hebb.Fuzz;

/// <summary>Gives a target an input and says what is wrong with how it took it.</summary>
internal static class Verdict
{
    /// <summary>Bytes that may be allocated for each byte of the file or of what it may expand to, and beyond that.</summary>
    private const long PerByte = 4, Spare = 1 << 20;

    /// <summary>The most bytes that a prediction may allocate, by sizes that are not refused.</summary>
    private const long MostToPredict = 5L << 29;

    /// <summary>What is wrong; null for nothing.</summary>
    public static string? Of(FuzzTarget target, byte[] input) => Of(target, input, out _);

    /// <summary>What is wrong; null for nothing.</summary>
    /// <param name="target">The reader.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="refused">Why it refuses the input; null if it does not.</param>
    public static string? Of(FuzzTarget target, byte[] input, out string? refused)
    {
        Action? use = null;
        long most = target.Makes ? MostToPredict : (PerByte * input.Length * (1 + target.PermittedExpansion)) + Spare;
        string? wrong = Measured(target, "reading", () => use = target.Read(input), most, out refused);
        return wrong ?? (use is null ? null : Measured(target, "predicting", use, MostToPredict, out refused));
    }

    private static string? Measured(FuzzTarget target, string what, Action action, long mostBytes, out string? refused)
    {
        long before = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
        TimeSpan worked = Environment.CpuUsage.TotalTime;
        refused = null;
        try
        {
            action();
        }
        catch (Exception error) when (target.Declares(error))
        {
            refused = error.Message;
        }
        catch (Exception error)
        {
            return $"{what}: undeclared {error}";
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated > mostBytes) { return $"{what}: {allocated:N0} bytes allocated, more than {mostBytes:N0}"; }
        // Time that other programs took away does not count.
        TimeSpan took = Stopwatch.GetElapsedTime(start), work = Environment.CpuUsage.TotalTime - worked;
        return took > target.Longest && work > target.Longest ? $"{what}: took {took.TotalSeconds:F1} s, of work {work.TotalSeconds:F1} s" : null;
    }
}
