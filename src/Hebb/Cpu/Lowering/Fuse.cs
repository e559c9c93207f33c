using Hebb.Cpu.Chains;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Cpu.Lowering;

/// <summary>
/// Fuses operations, for example bias and activation into the matrix product before them, by putting nodes into groups, each of which becomes one kernel.
/// Elementwise nodes over the same elements become one chain; a chain that follows a matrix product becomes its epilogue. Walking from the last consumer to
/// the first decides where a cheap op goes: relu's mask into the backward chain that needs it.
/// </summary>
internal sealed class Fuse
{
    /// <summary>Longer chains would keep more values alive than the first-level cache holds, and fusing would take quadratic time.</summary>
    private const int LongestChain = 64;

    private readonly List<GraphNode> _nodes;
    private readonly HashSet<FusionGroup> _groups = [];
    private readonly GroupOrder _order;

    /// <summary>Fuses the nodes of a graph.</summary>
    public Fuse(Lower graph)
    {
        _nodes = graph.Nodes;
        FormGroups();
        _order = new(_groups, new(_nodes, node => node.Users), new(Enumerable.Reverse(_nodes), node => node.Inputs));
        for (int i = _nodes.Count - 1; i >= 0; i--)
        {
            if (IsChained(_nodes[i])) { Absorb(_nodes[i]); }
        }

        MarkStored();
        Groups = Schedule.Of(_groups, []);
    }

    /// <summary>The work done to keep groups in order.</summary>
    public long Visits => _order.Visits;

    /// <summary>The groups in an order in which each stands after what it needs.</summary>
    public List<FusionGroup> Groups { get; }

    /// <summary>Whether chains can compute a node: elementwise functions of floats and booleans, and conversions to and from them.</summary>
    public static bool IsChained(GraphNode node) => node.Op switch
    {
        Elementwise { Function: ElementwiseFunction.Equal or ElementwiseFunction.NotEqual } => node.Inputs.All(input => input.DType == DType.Float32),
        Elementwise => (node.DType is DType.Float32 or DType.Bool) && node.Inputs.All(input => input.DType is DType.Float32 or DType.Bool),
        Cast { To: DType.Float32 } => node.Inputs[0].DType is DType.Bool or DType.Int32,
        Cast { To: DType.Bool or DType.Int32 } => node.Inputs[0].DType == DType.Float32,
        _ => false,
    };

    /// <summary>The nodes with memory that a group reads, apart from its own.</summary>
    public static IEnumerable<GraphNode> Reads(FusionGroup group)
    {
        foreach (GraphNode node in group.Nodes)
        {
            foreach (GraphNode input in node.Inputs)
            {
                GraphNode source = ReferenceEquals(node, group.Core) ? input.Base : OperandAccess.Of(input).Source;
                while (source.IsContiguousSlice) { source = source.Inputs[0].Base; }
                if (source.Group != group) { yield return source; }
            }
        }
    }

    private void FormGroups()
    {
        for (int i = _nodes.Count - 1; i >= 0; i--) { CarryOutBroadcasts(_nodes[i]); }
        foreach (GraphNode node in _nodes)
        {
            if (node.Op is Reshape || node.IsLeaf || node.IsContiguousSlice) { continue; }
            if (node.Op is Broadcast && !node.IsCarriedOut) { continue; }
            FusionGroup group = new() { Size = node.Size };
            if (IsChained(node))
            {
                group.Chain.Add(node);
                foreach (GraphNode input in node.Inputs) { group.Columns ??= OperandAccess.Of(input).Columns; }
            }
            else
            {
                group.Core = node;
                if (group.IsProduct) { group.Columns = node.Shape[^1]; }
            }

            node.Group = group;
            _groups.Add(group);
        }

        foreach (FusionGroup group in _groups) { AddSuccessors(group, group.Representative); }
    }

    /// <summary>Adds the nodes that use a node: directly, or as a view of its elements.</summary>
    private static void AddSuccessors(FusionGroup group, GraphNode node)
    {
        foreach (GraphNode user in node.Users)
        {
            if (user.Group is not { } successor)
            {
                AddSuccessors(group, user);
                continue;
            }

            group.Successors.Add(user);
            successor.Predecessors.Add(group.Representative);
        }
    }

    /// <summary>Carries out those broadcasts among a node's inputs that no chain can follow: a chain sees rows of one length.</summary>
    private static void CarryOutBroadcasts(GraphNode node)
    {
        if (node.IsRoot && node.Op is Broadcast) { node.IsCarriedOut = true; }
        if (node.Op is Reshape || node.Op is Broadcast && !node.IsCarriedOut) { return; }
        int? columns = null;
        foreach (GraphNode input in node.Inputs)
        {
            OperandAccess access = OperandAccess.Of(input);
            bool follows = IsChained(node) && access.Source != input.Base && Agree(columns, access.Columns, out columns);
            GraphNode read = IsChained(node) && (follows || input.Base.Op is not Broadcast) ? access.Source : input.Base;
            if (read.Op is Broadcast) { read.IsCarriedOut = true; }
        }
    }

    private void Absorb(GraphNode node)
    {
        foreach (GraphNode input in node.Inputs)
        {
            OperandAccess operand = OperandAccess.Of(input);
            GraphNode source = operand.Source;
            FusionGroup group = node.Group!;
            if (operand.Mode != OperandMode.Matrix || source.Group is not { } other || other == group || source.Size != node.Size) { continue; }
            bool joins = IsChained(source) && source.DType != DType.Int32 || other.IsProduct && other.Core == source;
            if (!joins || other.IsProduct && group.Core is not null || group.Core is not null && other.Core is not null) { continue; }
            if (group.Chain.Count + other.Chain.Count > LongestChain) { continue; }
            if (!Agree(group.Columns, other.Columns, out int? columns) || !_order.TryMerge(other, group)) { continue; }
            Merge(other, group, columns);
        }
    }

    /// <summary>Whether two row lengths can be one.</summary>
    private static bool Agree(int? a, int? b, out int? both)
    {
        both = a ?? b;
        return a is null || b is null || a == b;
    }

    private void Merge(FusionGroup from, FusionGroup into, int? columns)
    {
        into.Columns = columns;
        into.Core ??= from.Core;
        into.Chain.AddRange(from.Chain);
        into.Chain.Sort((a, b) => a.Id.CompareTo(b.Id));
        foreach (GraphNode node in into.Nodes) { node.Group = into; }
        _groups.Remove(from);
    }

    private void MarkStored()
    {
        HashSet<GraphNode> stored = [];
        foreach (FusionGroup group in _groups)
        {
            foreach (GraphNode source in Reads(group)) { stored.Add(source); }
        }

        foreach (GraphNode node in _nodes)
        {
            if (node.Group is { } group && (node.IsRoot || stored.Contains(node))) { group.Stored.Add(node); }
        }
    }
}
