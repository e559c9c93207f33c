using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hebb.Tensors;

namespace Hebb.Cpu.Running;

/// <summary>
/// The memory a program runs over: slots (the arena, parameters, inputs, outputs) and scratch for each worker. Storages are
/// bound, not pointers, so nothing is freed under a kernel.
/// </summary>
internal sealed unsafe class Frame
{
    private readonly Storage?[] _owners;
    private readonly nint[] _slots;
    private readonly nint* _addresses;
    private readonly Dictionary<Kernel, Frame> _nested = [];
    private readonly Scratch _scratch;

    /// <summary>A frame with this many slots, all empty.</summary>
    /// <param name="slots">The number of slots.</param>
    /// <param name="scratch">The private memory of workers, as large as the kernels need; null for none yet.</param>
    public Frame(int slots, Scratch? scratch = null)
    {
        _scratch = scratch ?? new();
        _owners = new Storage?[slots];
        _slots = GC.AllocateArray<nint>(Math.Max(1, slots), pinned: true);
        _addresses = (nint*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_slots));
    }

    /// <summary>The pool whose workers run the parts of large kernels.</summary>
    public required WorkerPool Pool { get; set; }

    /// <summary>Where zones that nobody writes to lie behind intermediate values; none but in a checked build.</summary>
    public IReadOnlyList<(int Slot, long Offset)> Zones { get; init; } = [];

    /// <summary>The storages that are bound.</summary>
    public IEnumerable<Storage> Owners => _owners.OfType<Storage>();

    /// <summary>The private memory of all workers.</summary>
    public IReadOnlyList<Storage> Scratches => _scratch.Blocks;

    /// <summary>Puts a storage into a slot.</summary>
    public void Bind(int slot, Storage storage)
    {
        _owners[slot] = storage;
        _slots[slot] = (nint)storage.Start;
    }

    /// <summary>Moves a slot to an address in memory that somebody else keeps: a loop walks over time.</summary>
    public void Point(int slot, byte* address) => _slots[slot] = (nint)address;

    /// <summary>The frame of the kernels inside another one, as it was kept; null before.</summary>
    public Frame? Nested(Kernel owner) => _nested.GetValueOrDefault(owner);

    /// <summary>Makes the frame of the kernels inside another one, which is kept. It shares the scratch memory of this frame.</summary>
    public Frame Nest(Kernel owner, int slots, IReadOnlyList<(int Slot, long Offset)> zones) =>
        _nested[owner] = new(slots, _scratch) { Pool = Pool, Zones = zones };

    /// <summary>The storage in a slot.</summary>
    public Storage Owner(int slot) => _owners[slot] ?? throw new InvalidOperationException($"Slot {slot} is empty.");

    /// <summary>Empties a slot, so that the frame keeps nobody's memory alive.</summary>
    public void Unbind(int slot)
    {
        _owners[slot] = null;
        _slots[slot] = 0;
    }

    /// <summary>The address of a value, for the duration of a run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* At(Ref at) => (byte*)_addresses[at.Slot] + at.Offset;

    /// <summary>The address of a value of floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* Floats(Ref at) => (float*)At(at);

    /// <summary>Makes sure that each of the pool's workers has this many bytes of scratch.</summary>
    public void ReserveScratch(long bytes) => _scratch.Reserve(Pool.Workers, bytes);

    /// <summary>A worker's private memory, aligned to 64 bytes; its contents do not survive the part.</summary>
    public float* Scratch(int worker) => _scratch.Of(worker);
}
