using Hebb.Kernels;
using Hebb.Ops;

namespace Hebb.Graphs;

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

    /// <summary>All nodes of the unit.</summary>
    public IEnumerable<GraphNode> Nodes => Core is null ? Chain : Chain.Prepend(Core);

    /// <summary>The nodes whose values other units, or the caller, need.</summary>
    public List<GraphNode> Stored { get; } = [];

    /// <summary>Whether the core is a float matrix product, so that a chain can follow as its epilogue.</summary>
    public bool IsProduct => Core is { Op: MatMul or PackedMatMul or PackedConvolution, DType: Tensors.DType.Float32 };
}
