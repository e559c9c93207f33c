using System.IO.MemoryMappedFiles;

namespace Hebb.Fuzz;

/// <summary>
/// Runs a range of inputs in this process. What it is at stands in a file that outlives the process: the end of the process, by a stack overflow or an access
/// violation, is a fault of the input there.
/// </summary>
internal static class Worker
{
    /// <summary>Runs inputs; prints each fault as a line: number, tab, what is wrong.</summary>
    public static void Run(FuzzTarget target, long from, long to, string progress)
    {
        using MemoryMappedFile file = MemoryMappedFile.CreateFromFile(progress, FileMode.Open, null, sizeof(long));
        using MemoryMappedViewAccessor at = file.CreateViewAccessor();
        PlantedWrite.MustBeFound();
        _ = Verdict.Of(target, target.Input(0)); // what is made once is nobody's fault
        for (long number = from; number < to; number++)
        {
            at.Write(0, number);
            if (Verdict.Of(target, target.Input(number)) is { } wrong) { Console.WriteLine($"{number}\t{wrong.ReplaceLineEndings(" | ")}"); }
        }

        at.Write(0, to);
    }
}
