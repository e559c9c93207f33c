using Hebb.Cpu.Running;
using Hebb.Tensors;

namespace Hebb.Tests.Cpu.Running;

/// <summary>
/// Memory to try a kernel on. What lies behind a value is NaN (all bits set), and so are results before the kernel runs: whatever a
/// kernel reads or leaves out by mistake shows.
/// </summary>
internal sealed unsafe class Workbench
{
    private readonly List<Storage> _storages = [];

    /// <summary>Puts elements into memory of their own.</summary>
    public Ref Put<T>(params T[] values) where T : unmanaged
    {
        Ref at = Room<T>(values.Length);
        values.CopyTo(_storages[^1].Span<T>());
        return at;
    }

    /// <summary>Memory for a result.</summary>
    public Ref Room<T>(int length) where T : unmanaged
    {
        Storage storage = new((long)length * sizeof(T));
        new Span<byte>(storage.Start, (int)(Storage.Round(storage.Bytes) + Storage.Slack)).Fill(0xFF);
        _storages.Add(storage);
        return new(_storages.Count - 1, 0);
    }

    /// <summary>Runs a kernel with this many workers.</summary>
    public void Run(Kernel kernel, int workers = 1)
    {
        Frame frame = new(_storages.Count) { Pool = WorkerPool.WithWorkers(workers) };
        for (int slot = 0; slot < _storages.Count; slot++) { frame.Bind(slot, _storages[slot]); }
        frame.ReserveScratch(kernel.ScratchBytes);
        for (int worker = 0; worker < workers; worker++)
        {
            if (kernel.ScratchBytes > 0) { new Span<byte>(frame.Scratch(worker), (int)kernel.ScratchBytes).Fill(0xFF); }
        }

        frame.Pool.Run(kernel, frame);
    }

    /// <summary>The elements of a value.</summary>
    public T[] Read<T>(Ref at) where T : unmanaged => _storages[at.Slot].Span<T>().ToArray();

    /// <summary>Forgets a result.</summary>
    public void Spoil(Ref at) => _storages[at.Slot].Span<byte>().Fill(0xFF);

    /// <summary>Whether all behind a value is still as it was before.</summary>
    public bool IsUntouchedBehind(Ref at)
    {
        Storage storage = _storages[at.Slot];
        Span<byte> behind = new(storage.Start + storage.Bytes, (int)(Storage.Round(storage.Bytes) + Storage.Slack - storage.Bytes));
        return behind.IndexOfAnyExcept((byte)0xFF) < 0;
    }

    /// <summary>Numbers between −1 and 1.</summary>
    public static float[] Random(Random random, int length)
    {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) { values[i] = (float)((random.NextDouble() * 2) - 1); }
        return values;
    }

    /// <summary>The bits of floats, because NaN equals nothing and 0 equals −0.</summary>
    public static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];
}
