using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>
/// Runs a <see cref="Loop"/> over time. Inputs: the first states, the sequences (time first), the invariants. The result is one row of elements: the last
/// states, then the first <paramref name="Stacks"/> stacks, so that a scan with more stacks begins with what one with fewer gives, and everything is a view.
/// </summary>
/// <param name="Loop">What is repeated.</param>
/// <param name="Stacks">How many of its stacks are kept.</param>
internal sealed record Scan(Loop Loop, int Stacks) : Op
{
    /// <summary>What an op of the body costs at each step however small it is.</summary>
    private const long StartOfOp = 100;

    internal override Op Widened => new Scan(LoopBuilder.Widen(Loop, Stacks), Stacks);

    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs) => ([Sizes.Extent(Loop.StackOffset(Stacks), "Scan")], Loop.DType);

    internal override long Work(Tensor y) => Sizes.Times(
        Loop.Steps, Topology.Sort([.. Loop.Next, .. Loop.Stacks.Take(Stacks)]).Sum(value => StartOfOp + Math.Min(value.Op.Work(value), int.MaxValue)));

    internal override Tensor?[] Gradient(Tensor y, Tensor dy) => ScanGradient.Of(this, y, dy);

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y)
    {
        y.Bytes.Clear();
        int size = Loop.DType.Size, states = Loop.States.Length, sequences = Loop.Sequences.Length;
        Dictionary<Tensor, Storage> leaves = [];
        Tensor[] symbols = [.. Loop.Symbols];
        for (int i = 0; i < symbols.Length; i++)
        {
            Storage storage = leaves[symbols[i]] = new(symbols[i].Size * symbols[i].DType.Size);
            if (i < states || i >= states + sequences) { x[i].Bytes.CopyTo(storage.Span<byte>()); }
        }

        Interpreter body = new(Loop.Next.Concat(Loop.Stacks.Take(Stacks)));
        for (int step = 0; step < Loop.Steps; step++)
        {
            int at = Loop.Reversed ? Loop.Steps - 1 - step : step;
            for (int i = 0; i < sequences; i++)
            {
                Span<byte> now = leaves[Loop.Sequences[i]].Span<byte>();
                x[states + i].Bytes.Slice(at * now.Length, now.Length).CopyTo(now);
            }

            Dictionary<Tensor, Storage> values = body.Run(leaf => leaves[leaf]);
            for (int i = 0; i < Stacks; i++)
            {
                Span<byte> value = values[Loop.Stacks[i]].Span<byte>();
                value.CopyTo(y.Bytes[(int)(Loop.StackOffset(i) * size + at * value.Length)..]);
            }

            Storage[] next = [.. Loop.Next.Select(value => Copied(values[value]))];
            for (int i = 0; i < states; i++) { leaves[Loop.States[i]] = next[i]; }
        }

        for (int i = 0; i < states; i++) { leaves[Loop.States[i]].Span<byte>().CopyTo(y.Bytes[(int)(Loop.FinalOffset(i) * size)..]); }
    }

    /// <summary>The last value of a state.</summary>
    public static Tensor Final(Tensor scan, int state)
    {
        Loop loop = ((Scan)scan.Op).Loop;
        return View(scan, loop.FinalOffset(state), loop.States[state].Shape);
    }

    /// <summary>The values of a stack, time first.</summary>
    public static Tensor Stacked(Tensor scan, int stack)
    {
        Loop loop = ((Scan)scan.Op).Loop;
        return View(scan, loop.StackOffset(stack), [loop.Steps, .. loop.Stacks[stack].Shape.Dimensions]);
    }

    private static Tensor View(Tensor scan, long offset, Shape shape) =>
        new Tensor(new Slice([checked((int)offset)], [checked((int)shape.Size)]), [scan]).Reshape(shape);

    private static Storage Copied(Storage value)
    {
        Storage copy = new(value.Bytes);
        value.Span<byte>().CopyTo(copy.Span<byte>());
        return copy;
    }
}
