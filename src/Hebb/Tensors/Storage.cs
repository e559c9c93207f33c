using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hebb.Tensors;

/// <summary>
/// A block of host memory for elements: pinned, aligned to 64 bytes, with room for two vectors behind its end. The garbage collector
/// owns it: whoever holds the <see cref="Storage"/> keeps the memory, so kernels bind storages and never bare pointers.
/// </summary>
internal sealed unsafe class Storage : DeviceBuffer
{
    /// <summary>Alignment of the first byte, and what every size is rounded up to: one cache line, one 512-bit vector.</summary>
    public const int Alignment = 64;

    /// <summary>Bytes that may be read (never relied upon) behind the end.</summary>
    public const int Slack = 128;

    private readonly byte[] _memory;
    private readonly int _offset;

    /// <summary>A block of <paramref name="bytes"/> zeroed bytes.</summary>
    /// <exception cref="InvalidOperationException">More than about 2 GB are asked for.</exception>
    public Storage(long bytes)
    {
        if (bytes > Array.MaxLength - (2 * Alignment) - Slack - (2 * RedZone.Bytes))
        {
            throw new InvalidOperationException(
                $"A tensor holds at most {Array.MaxLength:N0} bytes, but {(bytes == long.MaxValue ? "more than 9 quintillion" : $"{bytes:N0}")} "
                + "were asked for. Use smaller batches or split the data.");
        }

        Bytes = bytes;
        _memory = GC.AllocateArray<byte>((int)Round(bytes) + Alignment + Slack + 2 * RedZone.Bytes, pinned: true);
        nint start = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory)) + RedZone.Bytes;
        nint aligned = (start + Alignment - 1) / Alignment * Alignment;
        _offset = RedZone.Bytes + (int)(aligned - start);
        Start = (byte*)aligned;
        FillZones();
    }

    /// <summary>Bytes asked for.</summary>
    public override long Bytes { get; }

    /// <summary>Address of the first byte; valid while this object is reachable.</summary>
    public byte* Start { get; }

    /// <summary>The elements as a span, which keeps the memory alive by itself.</summary>
    public Span<T> Span<T>() where T : unmanaged => MemoryMarshal.Cast<byte, T>(_memory.AsSpan(_offset, (int)Bytes));

    /// <inheritdoc/>
    public override void Read(Span<byte> to) => Span<byte>().CopyTo(to);

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> from) => from.CopyTo(Span<byte>());

    /// <summary>Refuses, in a checked build, that somebody wrote before or behind the block.</summary>
    /// <exception cref="InvalidProgramException">Somebody has.</exception>
    [Conditional("HEBB_CHECKED")]
    public void CheckZones(string who)
    {
        RedZone.Check(Start - RedZone.Bytes, RedZone.Bytes, who, "of the zone before a block");
        RedZone.Check(Start + Round(Bytes), Slack + RedZone.Bytes, who, $"behind a block of {Bytes} bytes");
        GC.KeepAlive(this);
    }

    [Conditional("HEBB_CHECKED")]
    private void FillZones()
    {
        RedZone.Fill(Start - RedZone.Bytes, RedZone.Bytes);
        RedZone.Fill(Start + Round(Bytes), Slack + RedZone.Bytes);
    }

    /// <summary>A size rounded up to whole vectors.</summary>
    public static long Round(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;
}
