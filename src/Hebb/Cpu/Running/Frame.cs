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
    private Storage[] _scratch = [];
    private long _scratchBytes;

    /// <summary>A frame with this many slots, all empty.</summary>
    public Frame(int slots)
    {
        _owners = new Storage?[slots];
        _slots = GC.AllocateArray<nint>(Math.Max(1, slots), pinned: true);
        _addresses = (nint*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_slots));
    }

    /// <summary>The pool whose workers run the parts of large kernels.</summary>
    public required WorkerPool Pool
    {
        get;
        set
        {
            if (field == value) { return; }
            field = value;
            if (_scratch.Length > 0) { ReserveScratch(_scratchBytes); }
        }
    }

    /// <summary>Where zones that nobody writes to lie behind intermediate values; none but in a checked build.</summary>
    public IReadOnlyList<(int Slot, long Offset)> Zones { get; init; } = [];

    /// <summary>The storages that are bound.</summary>
    public IEnumerable<Storage> Owners => _owners.OfType<Storage>();

    /// <summary>The private memory of all workers.</summary>
    public IReadOnlyList<Storage> Scratches => _scratch;

    /// <summary>Makes the zones in a slot that was just bound.</summary>
    public void FillZones(int slot)
    {
        foreach ((int at, long offset) in Zones)
        {
            if (at == slot) { RedZone.Fill(At(new(slot, offset)), RedZone.Bytes); }
        }
    }

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

    /// <summary>Keeps the frame of the kernels inside another one, so that it is made once.</summary>
    public Frame Keep(Kernel owner, Frame frame) => _nested[owner] = frame;

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
    public void ReserveScratch(long bytes)
    {
        _scratchBytes = Math.Max(_scratchBytes, bytes);
        int workers = Pool.Workers;
        if (_scratch.Length >= workers && (workers == 0 || _scratch[0].Bytes >= bytes)) { return; }
        _scratch = new Storage[workers];
        for (int i = 0; i < workers; i++) { _scratch[i] = new(bytes); }
    }

    /// <summary>A worker's private memory, aligned to 64 bytes; its contents do not survive the part.</summary>
    public float* Scratch(int worker) => (float*)_scratch[worker].Start;
}
