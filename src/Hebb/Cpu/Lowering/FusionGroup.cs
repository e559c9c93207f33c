using Hebb.Ops;

namespace Hebb.Cpu.Lowering;

/// <summary>
/// A piece of work that becomes one kernel: a chain of elementwise nodes, a product, a product with a chain as its epilogue, or one other op.
/// </summary>
internal sealed class Unit
{
    /// <summary>The node of a unit that is not elementwise: a product, a reduction, a copy.</summary>
    public GraphNode? Core { get; set; }

    /// <summary>The elementwise nodes, inputs first.</summary>
    public List<GraphNode> Chain { get; } = [];

    /// <summary>The number of elements of each value of the chain.</summary>
    public long Size { get; init; }

    /// <summary>The row length that all broadcast operands agree on; null while any would do.</summary>
    public int? Columns { get; set; }

    /// <summary>The position in the order in which units run.</summary>
    public int Position { get; set; } = -1;

    /// <summary>Nodes of the units that must run after this one, as a <see cref="UnitOrder"/> sees it; one unit may stand there several times.</summary>
    public List<GraphNode> Followers { get; } = [];

    /// <summary>Nodes of the units that must run before this one.</summary>
    public List<GraphNode> Leaders { get; } = [];

    /// <summary>A number that grows along a <see cref="UnitOrder"/>.</summary>
    public long Place { get; set; }

    /// <summary>The unit before this one in a <see cref="UnitOrder"/>.</summary>
    public Unit? Previous { get; set; }

    /// <summary>The unit after this one in a <see cref="UnitOrder"/>.</summary>
    public Unit? Next { get; set; }

    /// <summary>The mark of the last search of a <see cref="UnitOrder"/> that found this unit.</summary>
    public int Mark { get; set; }

    /// <summary>A node of the unit.</summary>
    public GraphNode Representative => Core ?? Chain[0];

    /// <summary>All nodes of the unit.</summary>
    public IEnumerable<GraphNode> Nodes => Core is null ? Chain : Chain.Prepend(Core);

    /// <summary>The nodes whose values other units, or the caller, need.</summary>
    public List<GraphNode> Stored { get; } = [];

    /// <summary>Whether the core is a float matrix product, so that a chain can follow as its epilogue.</summary>
    public bool IsProduct => Core is { Op: MatMul or PackedMatMul or PackedConvolution, DType: Tensors.DType.Float32 };
}
