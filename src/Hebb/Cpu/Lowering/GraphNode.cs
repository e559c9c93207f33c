using Hebb.Cpu.Running;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Cpu.Lowering;

/// <summary>A value on its way to becoming kernels: what a tensor is while its graph is rewritten, fused and planned.</summary>
internal sealed class GraphNode(int id, Op op, GraphNode[] inputs, Shape shape, DType type, string? scope)
{
    /// <summary>The position in an order where inputs come first.</summary>
    public int Id { get; } = id;

    /// <summary>What computes the value.</summary>
    public Op Op { get; private set; } = op;

    /// <summary>What the op is applied to.</summary>
    public GraphNode[] Inputs { get; private set; } = inputs;

    /// <summary>The extents.</summary>
    public Shape Shape { get; } = shape;

    /// <summary>The number of elements.</summary>
    public long Size { get; } = shape.Size;

    /// <summary>The type of the elements.</summary>
    public DType DType { get; } = type;

    /// <summary>The layer the value belongs to.</summary>
    public string? Scope { get; } = scope;

    /// <summary>The value of a constant.</summary>
    public Storage? Value { get; init; }

    /// <summary>The nodes that have this one among their inputs.</summary>
    public List<GraphNode> Users { get; } = [];

    /// <summary>Whether the value is a result or an assignment, so that it must be stored.</summary>
    public bool IsRoot { get; set; }

    /// <summary>For a broadcast: whether it is carried out into memory, because somebody must read it as it is.</summary>
    public bool IsCarriedOut { get; set; }

    /// <summary>The group of work that computes the value; null for leaves and views.</summary>
    public FusionGroup? Group { get; set; }

    /// <summary>Where a computed value is stored, once planned.</summary>
    public Ref? Home { get; set; }

    /// <summary>Whether the value is there before the program runs.</summary>
    public bool IsLeaf => Op is Constant or Input or ParameterRead;

    /// <summary>The node under reshapes: the one that has memory.</summary>
    public GraphNode Base
    {
        get
        {
            GraphNode node = this;
            while (node.Op is Reshape) { node = node.Inputs[0]; }
            return node;
        }
    }

    /// <summary>Whether the value is a block of consecutive elements of its input, so that it needs no memory of its own.</summary>
    public bool IsContiguousSlice
    {
        get
        {
            if (Op is not Slice) { return false; }
            Shape from = Inputs[0].Shape;
            bool cut = false;
            for (int axis = from.Rank - 1; axis >= 0; axis--)
            {
                if (cut && Shape[axis] != 1) { return false; }
                cut |= Shape[axis] != from[axis];
            }

            return true;
        }
    }

    /// <summary>Turns this sum into a · b + c, rounded once.</summary>
    public void Contract(GraphNode[] factorsAndTerm)
    {
        Op = new Elementwise(ElementwiseFunction.MultiplyAdd);
        Inputs = factorsAndTerm;
    }

    /// <summary>The one number that a constant of one element is; null for all else.</summary>
    public double? Number => Value is null || Size != 1
        ? null
        : DType switch
        {
            DType.Float32 => Value.Span<float>()[0],
            DType.Float64 => Value.Span<double>()[0],
            DType.Int32 => Value.Span<int>()[0],
            DType.Int64 => Value.Span<long>()[0],
            _ => Value.Span<bool>()[0] ? 1 : 0,
        };
}
