using System.Diagnostics;
using Hebb.Tests.Graphs;
using Hebb.Tests.Models;

namespace Hebb.Tests;

/// <summary>
/// Work that tests do once more in a process of its own, where the runtime is set up differently. The test assembly is a program as
/// well: it does the work that it is told and prints the lines of the result. Starting it takes a tenth of the time of a test runner.
/// </summary>
internal static class OtherProcess
{
    private static readonly Dictionary<string, Func<string[]>> s_work = new()
    {
        [nameof(DeterminismTests)] = () => [DeterminismTests.TrainedHash()],
        [nameof(StressTests)] = StressTests.WorkBesideLitter,
        [nameof(VectorWidthTests)] = VectorWidthTests.Part,
        [nameof(MemoryTests)] = MemoryTests.Work,
        ["every-width"] = VectorWidthTests.All,
    };

    /// <summary>The lines that the work of a test class gives in a process with this environment variable.</summary>
    public static string[] Run(string work, string variable, string value)
    {
        ProcessStartInfo start = new("dotnet", [typeof(OtherProcess).Assembly.Location, work]) { RedirectStandardOutput = true };
        start.Environment[variable] = value;
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static void Main(string[] arguments)
    {
        foreach (string line in s_work[arguments[0]]()) { Console.WriteLine(line); }
    }
}
