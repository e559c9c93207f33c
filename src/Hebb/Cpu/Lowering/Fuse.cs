using Hebb.Cpu.Chains;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Cpu.Lowering;

/// <summary>
/// Fuses operations, for example bias and activation into the matrix product before them, by grouping nodes into units. Elementwise nodes over the same
/// elements become one chain; a chain that follows a matrix product becomes its epilogue. Walking from the last consumer to the first decides where a cheap
/// op goes: relu's mask into the backward chain that needs it.
/// </summary>
internal sealed class Fuse
{
    /// <summary>Longer chains would keep more values alive than the first-level cache holds, and fusing would take quadratic time.</summary>
    private const int LongestChain = 64;

    private readonly List<GraphNode> _nodes;
    private readonly HashSet<Unit> _units = [];
    private readonly UnitOrder _order;

    /// <summary>Fuses the nodes of a graph.</summary>
    public Fuse(Lower graph)
    {
        _nodes = graph.Nodes;
        GiveUnits();
        _order = new(_units, new(_nodes, node => node.Users), new(Enumerable.Reverse(_nodes), node => node.Inputs));
        for (int i = _nodes.Count - 1; i >= 0; i--)
        {
            if (IsChained(_nodes[i])) { Absorb(_nodes[i]); }
        }

        MarkStored();
        Units = Schedule.Of(_units, []);
    }

    /// <summary>The work done to keep units in order.</summary>
    public long Visits => _order.Visits;

    /// <summary>The units in an order in which each stands after what it needs.</summary>
    public List<Unit> Units { get; }

    /// <summary>Whether chains can compute a node: elementwise functions of floats and truth values, and conversions to and from them.</summary>
    public static bool IsChained(GraphNode node) => node.Op switch
    {
        Elementwise { Function: ElementwiseFunction.Equal or ElementwiseFunction.NotEqual } => node.Inputs.All(input => input.DType == DType.Float32),
        Elementwise => (node.DType is DType.Float32 or DType.Bool) && node.Inputs.All(input => input.DType is DType.Float32 or DType.Bool),
        Cast { To: DType.Float32 } => node.Inputs[0].DType is DType.Bool or DType.Int32,
        Cast { To: DType.Bool or DType.Int32 } => node.Inputs[0].DType == DType.Float32,
        _ => false,
    };

    /// <summary>The nodes with memory that a unit reads, apart from its own.</summary>
    public static IEnumerable<GraphNode> Reads(Unit unit)
    {
        foreach (GraphNode node in unit.Nodes)
        {
            foreach (GraphNode input in node.Inputs)
            {
                GraphNode source = ReferenceEquals(node, unit.Core) ? input.Base : Walk.Of(input).Source;
                while (source.IsContiguousSlice) { source = source.Inputs[0].Base; }
                if (source.Unit != unit) { yield return source; }
            }
        }
    }

    private void GiveUnits()
    {
        for (int i = _nodes.Count - 1; i >= 0; i--) { CarryOutBroadcasts(_nodes[i]); }
        foreach (GraphNode node in _nodes)
        {
            if (node.Op is Reshape || node.IsLeaf || node.IsContiguousSlice) { continue; }
            if (node.Op is Broadcast && !node.IsCarriedOut) { continue; }
            Unit unit = new() { Size = node.Size };
            if (IsChained(node))
            {
                unit.Chain.Add(node);
                foreach (GraphNode input in node.Inputs) { unit.Columns ??= Walk.Of(input).Columns; }
            }
            else
            {
                unit.Core = node;
                if (unit.IsProduct) { unit.Columns = node.Shape[^1]; }
            }

            node.Unit = unit;
            _units.Add(unit);
        }

        foreach (Unit unit in _units) { AddFollowers(unit, unit.Representative); }
    }

    /// <summary>Adds the nodes that use a node: directly, or as a view of its elements.</summary>
    private static void AddFollowers(Unit unit, GraphNode node)
    {
        foreach (GraphNode user in node.Users)
        {
            if (user.Unit is not { } follower)
            {
                AddFollowers(unit, user);
                continue;
            }

            unit.Followers.Add(user);
            follower.Leaders.Add(unit.Representative);
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
            Walk walk = Walk.Of(input);
            bool follows = IsChained(node) && walk.Source != input.Base && Agree(columns, walk.Columns, out columns);
            GraphNode read = IsChained(node) && (follows || input.Base.Op is not Broadcast) ? walk.Source : input.Base;
            if (read.Op is Broadcast) { read.IsCarriedOut = true; }
        }
    }

    private void Absorb(GraphNode node)
    {
        foreach (GraphNode input in node.Inputs)
        {
            Walk operand = Walk.Of(input);
            GraphNode source = operand.Source;
            Unit unit = node.Unit!;
            if (operand.Mode != OperandMode.Matrix || source.Unit is not { } other || other == unit || source.Size != node.Size) { continue; }
            bool joins = IsChained(source) && source.DType != DType.Int32 || other.IsProduct && other.Core == source;
            if (!joins || other.IsProduct && unit.Core is not null || unit.Core is not null && other.Core is not null) { continue; }
            if (unit.Chain.Count + other.Chain.Count > LongestChain) { continue; }
            if (!Agree(unit.Columns, other.Columns, out int? columns) || !_order.TryMerge(other, unit)) { continue; }
            Merge(other, unit, columns);
        }
    }

    /// <summary>Whether two row lengths can be one.</summary>
    private static bool Agree(int? a, int? b, out int? both)
    {
        both = a ?? b;
        return a is null || b is null || a == b;
    }

    private void Merge(Unit from, Unit into, int? columns)
    {
        into.Columns = columns;
        into.Core ??= from.Core;
        into.Chain.AddRange(from.Chain);
        into.Chain.Sort((a, b) => a.Id.CompareTo(b.Id));
        foreach (GraphNode node in into.Nodes) { node.Unit = into; }
        _units.Remove(from);
    }

    private void MarkStored()
    {
        HashSet<GraphNode> stored = [];
        foreach (Unit unit in _units)
        {
            foreach (GraphNode source in Reads(unit)) { stored.Add(source); }
        }

        foreach (GraphNode node in _nodes)
        {
            if (node.Unit is { } unit && (node.IsRoot || stored.Contains(node))) { unit.Stored.Add(node); }
        }
    }
}
