namespace Hebb.Cpu.Running;

/// <summary>
/// One step of a program: computes over the memory of a <see cref="Frame"/>. A kernel is immutable, so many frames may run it at
/// once. Its work falls into <see cref="Parts"/> pieces that depend on shapes alone, never on the number of threads; each piece
/// gives the same bits wherever it runs.
/// </summary>
internal abstract class Kernel
{
    /// <summary>What it does, for listings: <c>"gemm 32x64x12 + 3"</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The layer it belongs to, for listings and errors.</summary>
    public string? Scope { get; init; }

    /// <summary>The number of independent pieces. 1 for work too small to share (below about 10 µs).</summary>
    public int Parts { get; protected init; } = 1;

    /// <summary>Bytes of private memory each worker needs (<see cref="Frame.Scratch"/>).</summary>
    public long ScratchBytes { get; protected init; }

    /// <summary>Floating-point operations, for listings.</summary>
    public virtual double Flops => 0;

    /// <summary>Bytes read and written, for listings.</summary>
    public virtual double Bytes => 0;

    /// <summary>The number of kernels: itself and those inside it.</summary>
    public virtual int Count => 1;

    /// <summary>Computes one piece.</summary>
    /// <param name="frame">The memory.</param>
    /// <param name="part">Which piece, from 0 to <see cref="Parts"/> − 1.</param>
    /// <param name="worker">Which worker runs it: the index of its scratch memory.</param>
    public abstract void Run(Frame frame, int part, int worker);
}
