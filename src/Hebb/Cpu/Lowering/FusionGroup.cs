using Hebb.Ops;

namespace Hebb.Cpu.Lowering;

/// <summary>
/// Nodes that one kernel computes: a chain of elementwise nodes, a product, a product with a chain as its epilogue, or one other op.
/// </summary>
internal sealed class FusionGroup
{
    /// <summary>The node of a group that is not elementwise: a product, a reduction, a copy.</summary>
    public GraphNode? Core { get; set; }

    /// <summary>The elementwise nodes, inputs first.</summary>
    public List<GraphNode> Chain { get; } = [];

    /// <summary>The number of elements of each value of the chain.</summary>
    public long Size { get; init; }

    /// <summary>The row length that all broadcast operands agree on; null while any would do.</summary>
    public int? Columns { get; set; }

    /// <summary>The position in the order in which groups run.</summary>
    public int Position { get; set; } = -1;

    /// <summary>Nodes of the groups that must run after this one, as a <see cref="GroupOrder"/> sees it; one group may stand there several times.</summary>
    public List<GraphNode> Successors { get; } = [];

    /// <summary>Nodes of the groups that must run before this one.</summary>
    public List<GraphNode> Predecessors { get; } = [];

    /// <summary>Its label in a <see cref="GroupOrder"/>: labels grow along the order, so that two of them say which group comes first.</summary>
    public long Label { get; set; }

    /// <summary>The group before this one in a <see cref="GroupOrder"/>.</summary>
    public FusionGroup? Previous { get; set; }

    /// <summary>The group after this one in a <see cref="GroupOrder"/>.</summary>
    public FusionGroup? Next { get; set; }

    /// <summary>The mark of the last search of a <see cref="GroupOrder"/> that found this group.</summary>
    public int Mark { get; set; }

    /// <summary>A node of the group.</summary>
    public GraphNode Representative => Core ?? Chain[0];

    /// <summary>All nodes of the group.</summary>
    public IEnumerable<GraphNode> Nodes => Core is null ? Chain : Chain.Prepend(Core);

    /// <summary>The nodes whose values other groups, or the caller, need.</summary>
    public List<GraphNode> Stored { get; } = [];

    /// <summary>
    /// Whether the core is a float matrix product, so that a chain can follow as its epilogue: whole rows in the order in which the result is stored.
    /// </summary>
    public bool IsProduct => Core is { Op: MatMul or PackedMatMul or SwappedMatMul { SwapsResult: false } or PackedConvolution, DType: Tensors.DType.Float32 };
}
