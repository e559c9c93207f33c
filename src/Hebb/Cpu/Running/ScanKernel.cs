using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Cpu.Running;

/// <summary>A value that walks over time: a slot of the step, where its first element stands, and how far it moves per step.</summary>
internal readonly record struct ScanWalk(int Slot, Ref At, long Bytes);

/// <summary>A value that is carried from step to step.</summary>
internal sealed record ScanState
{
    /// <summary>The slot that the step reads.</summary>
    public required int Before { get; init; }

    /// <summary>The slot that the step writes.</summary>
    public required int After { get; init; }

    /// <summary>The size of the value.</summary>
    public required long Bytes { get; init; }

    /// <summary>The value before the first step.</summary>
    public required Ref First { get; init; }

    /// <summary>Where the value after the last step goes.</summary>
    public required Ref Last { get; init; }

    /// <summary>The stack that the value is part of, so that it needs no memory of its own; −1 if there is none.</summary>
    public required int Stack { get; init; }

    /// <summary>The first state with the same value after the step: this one itself, unless two are equal.</summary>
    public required int Twin { get; init; }
}

/// <summary>Runs kernels over time: nothing is copied or allocated per step, only slots move.</summary>
internal sealed unsafe class ScanKernel : Kernel
{
    private readonly Kernel[] _once;
    private readonly Kernel[] _step;
    private readonly int _slots;
    private readonly long _arenaBytes;

    /// <summary>A loop.</summary>
    /// <param name="once">What runs before the first step.</param>
    /// <param name="step">What runs in each step.</param>
    /// <param name="slots">The number of slots of both.</param>
    /// <param name="arenaBytes">The bytes of their intermediate values.</param>
    public ScanKernel(Kernel[] once, Kernel[] step, int slots, long arenaBytes)
    {
        (_once, _step, _slots, _arenaBytes) = (once, step, slots, Storage.Round(arenaBytes));
        ScratchBytes = once.Concat(step).Select(kernel => kernel.ScratchBytes).DefaultIfEmpty(0).Max();
    }

    /// <summary>How many steps there are.</summary>
    public required int Steps { get; init; }

    /// <summary>Whether they run from the last to the first.</summary>
    public required bool Reversed { get; init; }

    /// <summary>The slot of the step's intermediate values.</summary>
    public required int Arena { get; init; }

    /// <summary>Where the outer program has room for them: <see cref="RoomFor"/> bytes.</summary>
    public required Ref Room { get; init; }

    /// <summary>What stays in slots forever.</summary>
    public required (int Slot, Storage Storage)[] Constants { get; init; }

    /// <summary>Zones behind the step's intermediate values, in a checked build.</summary>
    public required IReadOnlyList<(int Slot, long Offset)> Zones { get; init; }

    /// <summary>The large ones among them, of loops inside this one, too.</summary>
    public required Storage[] LargeConstants { get; init; }

    /// <summary>What is carried.</summary>
    public required ScanState[] States { get; init; }

    /// <summary>What differs from step to step.</summary>
    public required ScanWalk[] Sequences { get; init; }

    /// <summary>What is kept of all steps.</summary>
    public required ScanWalk[] Stacks { get; init; }

    /// <summary>What is the same in all steps.</summary>
    public required (int Slot, Ref At)[] Invariants { get; init; }

    public override string Name =>
        $"scan {Steps} x [{string.Join(", ", _step.Select(kernel => kernel.Name))}]"
        + $"{(_once.Length > 0 ? $" after [{string.Join(", ", _once.Select(kernel => kernel.Name))}]" : "")}";

    public override double Flops => _once.Sum(kernel => kernel.Flops) + Steps * _step.Sum(kernel => kernel.Flops);

    public override double Bytes => _once.Sum(kernel => kernel.Bytes) + Steps * _step.Sum(kernel => kernel.Bytes);

    public override int Count => 1 + _once.Sum(kernel => kernel.Count) + _step.Sum(kernel => kernel.Count);

    /// <summary>The bytes that a loop needs for intermediate values and for the values it carries, which stand in two places by turns.</summary>
    public static long RoomFor(long arenaBytes, IEnumerable<long> states) => Storage.Round(arenaBytes) + states.Sum(bytes => 2 * Storage.Round(bytes));

    public override void Run(Frame frame, int part, int worker)
    {
        Frame inner = frame.Nested(this) ?? NewFrame(frame);
        inner.Pool = frame.Pool;
        inner.Point(Arena, frame.At(Room));
        CheckedRun.Prepare(inner);
        foreach ((int slot, Ref at) in Invariants) { inner.Point(slot, frame.At(at)); }
        foreach (Kernel kernel in _once) { inner.Pool.Run(kernel, inner); }
        for (int i = 0; i < Steps; i++)
        {
            int at = Reversed ? Steps - 1 - i : i;
            foreach (ScanWalk walk in Sequences) { inner.Point(walk.Slot, frame.At(walk.At) + at * walk.Bytes); }
            foreach (ScanWalk walk in Stacks) { inner.Point(walk.Slot, frame.At(walk.At) + at * walk.Bytes); }
            for (int k = 0; k < States.Length; k++)
            {
                inner.Point(States[k].Before, i == 0 ? frame.At(States[k].First) : After(frame, inner, k, i - 1));
                if (States[k].Stack < 0) { inner.Point(States[k].After, After(frame, inner, k, i)); }
            }

            foreach (Kernel kernel in _step) { inner.Pool.Run(kernel, inner); }
        }

        for (int k = 0; k < States.Length; k++)
        {
            Buffer.MemoryCopy(After(frame, inner, k, Steps - 1), frame.At(States[k].Last), States[k].Bytes, States[k].Bytes);
        }
    }

    /// <summary>Where a state stands after a step: in its stack, or in one of two places by turns.</summary>
    private byte* After(Frame frame, Frame inner, int state, int i)
    {
        if (States[state].Stack is >= 0 and int stack) { return frame.At(Stacks[stack].At) + (Reversed ? Steps - 1 - i : i) * Stacks[stack].Bytes; }
        long offset = _arenaBytes;
        for (int k = 0; k < States[state].Twin; k++) { offset += 2 * Storage.Round(States[k].Bytes); }
        return inner.At(new(Arena, offset + (i & 1) * Storage.Round(States[state].Bytes)));
    }

    private Frame NewFrame(Frame frame)
    {
        Frame inner = frame.Nest(this, _slots, Zones);
        foreach ((int slot, Storage storage) in Constants) { inner.Bind(slot, storage); }
        return inner;
    }
}
