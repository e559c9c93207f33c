using Hebb.Cpu.Running;
using Hebb.Ops;

namespace Hebb.Cpu.Movement;

/// <summary>Uniform random floats in [0, 1): value i is a function of key, step and i alone.</summary>
internal sealed unsafe class RandomKernel : Kernel
{
    /// <summary>Values of a part: about 20 µs. A multiple of 32, so that no part begins inside a block of the generator.</summary>
    private const long PartValues = 1 << 15;

    private readonly Ref _y;
    private readonly long _count;
    private readonly ulong _key;
    private readonly Ref _step;

    /// <summary>A kernel that fills <paramref name="y"/>.</summary>
    /// <param name="y">Where the values go.</param>
    /// <param name="count">How many.</param>
    /// <param name="key">The key of the stream.</param>
    /// <param name="step">An Int64 in memory: the step, read when the kernel runs.</param>
    public RandomKernel(Ref y, long count, ulong key, Ref step)
    {
        (_y, _count, _key, _step) = (y, count, key, step);
        Parts = (int)Math.Max(1, (count + PartValues - 1) / PartValues);
    }

    /// <inheritdoc/>
    public override string Name => $"random {_count}";

    /// <inheritdoc/>
    public override double Bytes => _count * (double)sizeof(float);

    /// <inheritdoc/>
    public override void Run(Frame frame, int part, int worker)
    {
        long first = part * PartValues;
        Philox.Uniform(frame.Floats(_y) + first, Math.Min(PartValues, _count - first), _key, *(ulong*)frame.At(_step), first);
    }
}
