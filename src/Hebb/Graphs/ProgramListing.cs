using System.Globalization;
using System.Text;

namespace Hebb.Graphs;

/// <summary>A line of a <see cref="ProgramListing"/>: one kernel, or one op in debug mode.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Layer">The layer it belongs to.</param>
/// <param name="Bytes">Bytes read and written.</param>
/// <param name="Flops">Floating-point operations.</param>
/// <param name="Microseconds">The median time of a run; NaN if it was not measured.</param>
public sealed record ProgramLine(string Name, string? Layer, double Bytes, double Flops, double Microseconds);

/// <summary>A compiled program, kernel by kernel: what runs, how much it moves and computes, and how long it takes.</summary>
/// <param name="Lines">The kernels in the order in which they run.</param>
/// <param name="ArenaBytes">The memory that intermediate values share.</param>
public sealed record ProgramListing(IReadOnlyList<ProgramLine> Lines, long ArenaBytes)
{
    /// <summary>The listing as a table.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        bool timed = Lines.Any(line => !double.IsNaN(line.Microseconds));
        text.Append(CultureInfo.InvariantCulture, $"{Lines.Count} kernels, {Lines.Sum(line => line.Flops) / 1e6:F2} MFLOP, arena {ArenaBytes / 1024.0:F1} KiB");
        if (timed) { text.Append(CultureInfo.InvariantCulture, $", {Lines.Sum(line => line.Microseconds):F2} µs"); }
        text.Append('\n');
        foreach (ProgramLine line in Lines)
        {
            string time = timed ? line.Microseconds.ToString("F2", CultureInfo.InvariantCulture).PadLeft(9) + " µs" : "";
            text.Append(CultureInfo.InvariantCulture, $"{time}{line.Bytes / 1024,9:F1} KiB{line.Flops / 1e3,10:F1} kFLOP  {line.Layer,-24} {line.Name}\n");
        }

        return text.ToString();
    }
}
