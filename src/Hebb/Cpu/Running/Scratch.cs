using Hebb.Tensors;

namespace Hebb.Cpu.Running;

/// <summary>Private memory of each worker of a pool. It grows to what the most demanding program needs, and all programs of a workspace share it.</summary>
internal sealed unsafe class Scratch
{
    private Storage[] _blocks = [];

    /// <summary>The memory of all workers.</summary>
    public IReadOnlyList<Storage> Blocks => _blocks;

    /// <summary>Makes sure that each of so many workers has so many bytes. What the memory held is lost.</summary>
    public void Reserve(int workers, long bytes)
    {
        if (_blocks.Length >= workers && _blocks[0].Bytes >= bytes) { return; }
        long most = _blocks.Length == 0 ? bytes : Math.Max(bytes, _blocks[0].Bytes);
        Storage[] blocks = new Storage[Math.Max(workers, _blocks.Length)];
        for (int i = 0; i < blocks.Length; i++) { blocks[i] = new(most); }
        _blocks = blocks;
    }

    /// <summary>A worker's memory, aligned to 64 bytes; its contents do not survive the part.</summary>
    public float* Of(int worker) => (float*)_blocks[worker].Start;
}
