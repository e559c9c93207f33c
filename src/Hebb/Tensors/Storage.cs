using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hebb.Tensors;

/// <summary>
/// A block of element memory: pinned, aligned to 64 bytes, with room for two vectors behind its end. The garbage collector owns
/// it: whoever holds the <see cref="Storage"/> keeps the memory, so kernels bind storages and never bare pointers.
/// </summary>
internal sealed unsafe class Storage
{
    /// <summary>Alignment of the first byte, and what every size is rounded up to: one cache line, one 512-bit vector.</summary>
    public const int Alignment = 64;

    /// <summary>Bytes that may be read (never relied upon) behind the end.</summary>
    public const int Slack = 128;

    private readonly byte[] _memory;

    /// <summary>A block of at least <paramref name="bytes"/> zeroed bytes.</summary>
    public Storage(long bytes)
    {
        Bytes = bytes;
        _memory = GC.AllocateArray<byte>(checked((int)(Round(bytes) + Alignment + Slack)), pinned: true);
        nint start = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        Start = (byte*)((start + Alignment - 1) / Alignment * Alignment);
    }

    /// <summary>Bytes asked for.</summary>
    public long Bytes { get; }

    /// <summary>Address of the first byte; valid while this object is reachable.</summary>
    public byte* Start { get; }

    /// <summary>The elements as a span; the caller keeps this object alive while using it.</summary>
    public Span<T> Span<T>() where T : unmanaged => new(Start, checked((int)(Bytes / sizeof(T))));

    /// <summary>A size rounded up to whole vectors.</summary>
    public static long Round(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;
}
