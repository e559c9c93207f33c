using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>
/// What a <see cref="Scan"/> repeats: a graph over one step of time. Its symbols are inputs, numbered states first, then sequences, then invariants; the scan's
/// own inputs stand in the same order. Any value of the body can be stacked over time; what nobody asks for is not kept.
/// </summary>
/// <param name="steps">How many steps there are.</param>
/// <param name="reversed">Whether the steps run from the last to the first.</param>
internal sealed class Loop(int steps, bool reversed)
{
    /// <summary>Values in the result begin at multiples of this many elements, a cache line of the narrowest ones.</summary>
    private const long Alignment = 16;

    /// <summary>How many steps there are.</summary>
    public int Steps { get; } = steps;

    /// <summary>Whether the steps run from the last to the first.</summary>
    public bool Reversed { get; } = reversed;

    /// <summary>What is carried from step to step, as it is before the step.</summary>
    public required Tensor[] States { get; init; }

    /// <summary>What differs from step to step.</summary>
    public required Tensor[] Sequences { get; init; }

    /// <summary>What is the same in all steps.</summary>
    public required Tensor[] Invariants { get; init; }

    /// <summary>The states after the step.</summary>
    public required Tensor[] Next { get; init; }

    /// <summary>Values of the body that are kept for all steps. Grows while gradients are taken: what was asked for first keeps its place.</summary>
    public List<Tensor> Stacks { get; } = [];

    /// <summary>All symbols, in the order of the scan's inputs.</summary>
    public IEnumerable<Tensor> Symbols => [.. States, .. Sequences, .. Invariants];

    /// <summary>The element type of everything that comes out.</summary>
    public DType DType => States[0].DType;

    /// <summary>The place of a stack, which is taken if nobody has asked for the value so far.</summary>
    public int Stack(Tensor value)
    {
        int index = Stacks.IndexOf(value);
        if (index >= 0) { return index; }
        Stacks.Add(value);
        return Stacks.Count - 1;
    }

    /// <summary>Where the last value of a state stands in the result.</summary>
    public long FinalOffset(int state) => States.Take(state).Sum(before => Round(before.Size));

    /// <summary>Where a stack begins in the result; past the last one, the size of the result.</summary>
    public long StackOffset(int stack) => FinalOffset(States.Length) + Stacks.Take(stack).Sum(before => Round(before.Size * Steps));

    private static long Round(long elements) => (elements + Alignment - 1) / Alignment * Alignment;
}
