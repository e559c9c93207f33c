using System.Diagnostics;
using Hebb.Tensors;

namespace Hebb.Cpu.Running;

/// <summary>Looks, in a checked build, whether a kernel wrote to memory that is not its own: see <see cref="RedZone"/>.</summary>
internal static unsafe class CheckedRun
{
    /// <summary>Before a program runs: its zones are made in the memory that it shares with others.</summary>
    [Conditional("HEBB_CHECKED")]
    public static void Prepare(Frame frame)
    {
        foreach ((int slot, long offset) in frame.Zones) { RedZone.Fill(frame.At(new(slot, offset)), RedZone.Bytes); }
    }

    /// <summary>Before a kernel runs: the scratch memory beyond its own becomes a zone.</summary>
    [Conditional("HEBB_CHECKED")]
    public static void Begin(Kernel kernel, Frame frame)
    {
        foreach (Storage scratch in frame.Scratches) { RedZone.Fill(scratch.Start + Own(kernel, scratch), scratch.Bytes - Own(kernel, scratch)); }
    }

    /// <summary>Behind it: all zones must be whole.</summary>
    [Conditional("HEBB_CHECKED")]
    public static void End(Kernel kernel, Frame frame)
    {
        string who = $"{kernel.Scope}: {kernel.Name}";
        foreach (Storage scratch in frame.Scratches)
        {
            RedZone.Check(scratch.Start + Own(kernel, scratch), scratch.Bytes - Own(kernel, scratch), who, "behind its scratch memory");
            scratch.CheckZones(who);
        }

        foreach (Storage owner in frame.Owners) { owner.CheckZones(who); }
        foreach ((int slot, long offset) in frame.Zones)
        {
            RedZone.Check(frame.At(new(slot, offset)), RedZone.Bytes, who, $"behind the value that ends at {offset}");
        }
    }

    private static long Own(Kernel kernel, Storage scratch) => Math.Min(scratch.Bytes, Storage.Round(kernel.ScratchBytes));
}
