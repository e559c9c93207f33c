using Hebb.Cpu.Chains;
using Hebb.Ops;

namespace Hebb.Cpu.Lowering;

/// <summary>How an elementwise node sees one of its inputs: the node with memory, and how its elements are read.</summary>
/// <param name="Source">The node that holds the elements.</param>
/// <param name="Mode">How rows and columns of the chain map to its elements.</param>
/// <param name="Columns">The row length that this mode needs; null if any does.</param>
internal readonly record struct OperandAccess(GraphNode Source, OperandMode Mode, int? Columns)
{
    /// <summary>How an elementwise node reads an input.</summary>
    public static OperandAccess Of(GraphNode input)
    {
        GraphNode node = input.Base;
        if (node.Op is not Broadcast || node.IsCarriedOut) { return new(node, OperandMode.Matrix, null); }
        GraphNode source = node.Inputs[0].Base;
        while (source.Size == 1 && source.Op is Broadcast) { source = source.Inputs[0].Base; }
        if (source.Size == 1) { return new(source, OperandMode.Scalar, null); }

        // Axes that repeat must all stand in front (a row, used again) or all at the end (a column).
        long[] strides = Broadcast.Strides(node.Inputs[0].Shape, node.Shape);
        int first = Array.FindIndex(strides, axis => axis != 0), last = Array.FindLastIndex(strides, axis => axis != 0);
        bool Repeats(int axis) => strides[axis] == 0 && node.Shape[axis] != 1;
        int[] repeating = [.. Enumerable.Range(0, strides.Length).Where(Repeats)];
        if (repeating.Length == 0) { return new(source, OperandMode.Matrix, null); }
        if (repeating.All(axis => axis < first) && source.Size <= int.MaxValue) { return new(source, OperandMode.Row, (int)source.Size); }
        if (repeating.All(axis => axis > last)) { return new(source, OperandMode.Column, (int)node.Shape[(last + 1)..].Size); }
        return new(node, OperandMode.Matrix, null);
    }
}
