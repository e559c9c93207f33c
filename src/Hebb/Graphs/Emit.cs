using Hebb.Kernels;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Graphs;

/// <summary>Turns planned units into kernels: the one place that knows both ops and kernels.</summary>
internal sealed class Emit
{
    private readonly Plan _plan;

    /// <summary>Emits a graph.</summary>
    public Emit(Plan plan, Rewrite graph, Assign assign)
    {
        _plan = plan;
        foreach (Unit unit in assign.Units)
        {
            if (unit.Size > 0) { Kernels.AddRange(Of(unit)); }
        }

        foreach ((Parameter parameter, GraphNode value) in assign.Copies) { Kernels.Add(Whole(value, plan.At(parameter))); }
        for (int i = 0; i < graph.Outputs.Length; i++)
        {
            Ref slot = new(plan.Output(i), 0);
            if (graph.Outputs[i].Home != slot && graph.Outputs[i].Size > 0) { Kernels.Add(Whole(graph.Outputs[i], slot)); }
        }
    }

    /// <summary>The kernels in the order in which they run.</summary>
    public List<Kernel> Kernels { get; } = [];

    private List<Kernel> Of(Unit unit)
    {
        if (unit.Core is not { } core) { return [new ChainKernel(ChainOf(unit)) { Scope = unit.Chain[^1].Scope }]; }
        ChainRunner? epilogue = unit.Chain.Count > 0 ? new(ChainOf(unit)) : null;
        return core.Op switch
        {
            MatMul or PackedMatMul when core.DType == DType.Float32 => [Product(unit, core, epilogue)],
            Pack pack => [new PackKernel(_plan.At(core.Inputs[0]), core.Home!.Value, core.Shape[1], core.Inputs[0].Shape[pack.Transposed ? 0 : 1], pack.Transposed) { Scope = core.Scope }],
            Reduce reduce when core.DType == DType.Float32 => [Reduction(reduce, core)],
            ArgMax arg when core.Inputs[0].DType == DType.Float32 => [LargestIndex(arg, core)],
            Softmax when core.DType == DType.Float32 => [new SoftmaxKernel(_plan.At(core.Inputs[0]), core.Home!.Value, Rows(core.Inputs[0]), core.Shape[^1]) { Scope = core.Scope }],
            LogSumExp when core.DType == DType.Float32 => [new LogSumExpKernel(_plan.At(core.Inputs[0]), core.Home!.Value, Rows(core.Inputs[0]), core.Inputs[0].Shape[^1]) { Scope = core.Scope }],
            RandomUniform random when random.DType == DType.Float32 => [new RandomKernel(core.Home!.Value, core.Size, random.Key, _plan.At(core.Inputs[0])) { Scope = core.Scope }],
            Gather => [new GatherKernel(_plan.At(core.Inputs[0]), _plan.At(core.Inputs[1]), core.Home!.Value,
                core.Inputs[0].Shape[0], Rest(core.Inputs[0], 1), (int)core.Inputs[1].Size, core.Inputs[1].DType, core.DType.Size) { Scope = core.Scope }],
            ScatterAdd scatter when core.DType == DType.Float32 => [new ScatterAddKernel(_plan.At(core.Inputs[0]), _plan.At(core.Inputs[1]), core.Home!.Value,
                scatter.Rows, Rest(core, 1), (int)core.Inputs[1].Size, core.Inputs[1].DType) { Scope = core.Scope }],
            Copy => [Whole(core.Inputs[0], core.Home!.Value)],
            Broadcast => [Strided(core, core.Inputs[0], core.Shape, Broadcast.Strides(core.Inputs[0].Shape, core.Shape), Strides(core.Shape))],
            Transpose transpose => [Strided(core, core.Inputs[0], core.Shape, [.. transpose.Axes.Select(axis => Strides(core.Inputs[0].Shape)[axis])], Strides(core.Shape))],
            Slice slice => [Strided(core, core.Inputs[0], core.Shape, Strides(core.Inputs[0].Shape), Strides(core.Shape), from: Offset(slice.Start, core.Inputs[0].Shape))],
            Reverse reverse => [Reversed(core, reverse.Axis)],
            Place place => Pieces(core, place),
            _ => [new ReferenceKernel(core.Op, [.. core.Inputs.Select(input => (_plan.At(input), input.Shape, input.DType))], (core.Home!.Value, core.Shape, core.DType)) { Scope = core.Scope }],
        };
    }

    private Kernel Product(Unit unit, GraphNode core, ChainRunner? epilogue)
    {
        GraphNode a = core.Inputs[0], b = core.Inputs[1];
        bool transposeA = core.Op is MatMul { TransposeA: true } or PackedMatMul { TransposeA: true }, transposeB = core.Op is MatMul { TransposeB: true };
        int m = core.Shape[^2], n = core.Shape[^1], k = a.Shape[transposeA ? ^2 : ^1];
        Ref? c = unit.Stored.Contains(core) ? core.Home : null;
        if (core.Shape.Rank > 2)
        {
            return new BatchedGemmKernel((int)core.Shape[..^2].Size, m, n, k, _plan.At(a), _plan.At(b), c!.Value, transposeA, transposeB) { Scope = core.Scope };
        }

        return n == 1
            ? new MatVecKernel(m, k, _plan.At(a), _plan.At(b), c, transposeA, epilogue) { Scope = core.Scope }
            : new GemmKernel(m, n, k, _plan.At(a), _plan.At(b), c, transposeA, core.Op is PackedMatMul, epilogue) { Scope = core.Scope };
    }

    private ReduceKernel Reduction(Reduce reduce, GraphNode core)
    {
        Shape from = core.Inputs[0].Shape;
        return new(reduce.Kind, (int)from[..reduce.Axis].Size, from[reduce.Axis], (int)from[(reduce.Axis + 1)..].Size, _plan.At(core.Inputs[0]), core.Home!.Value) { Scope = core.Scope };
    }

    private ArgMaxKernel LargestIndex(ArgMax arg, GraphNode core)
    {
        Shape from = core.Inputs[0].Shape;
        return new(_plan.At(core.Inputs[0]), core.Home!.Value, (int)from[..arg.Axis].Size, from[arg.Axis], (int)from[(arg.Axis + 1)..].Size) { Scope = core.Scope };
    }

    private CopyKernel Whole(GraphNode value, Ref to) => new(value.DType.Size, [checked((int)value.Size)], [1], [1], _plan.At(value), to) { Scope = value.Scope };

    private CopyKernel Strided(GraphNode core, GraphNode source, Shape extents, long[] fromStrides, long[] toStrides, long from = 0, long to = 0)
    {
        Ref start = _plan.At(source), end = core.Home!.Value;
        int size = core.DType.Size;
        return new(size, extents.ToArray(), fromStrides, toStrides, start with { Offset = start.Offset + from * size }, end with { Offset = end.Offset + to * size }) { Scope = core.Scope };
    }

    private CopyKernel Reversed(GraphNode core, int axis)
    {
        long[] strides = Strides(core.Shape);
        long last = (core.Shape[axis] - 1) * strides[axis];
        long[] from = [.. strides];
        from[axis] = -from[axis];
        return Strided(core, core.Inputs[0], core.Shape, from, strides, from: last);
    }

    private List<Kernel> Pieces(GraphNode core, Place place)
    {
        List<Kernel> kernels = [];
        if (core.Inputs.Sum(piece => piece.Size) < core.Size) { kernels.Add(new FillKernel(core.Home!.Value, core.Size * core.DType.Size) { Scope = core.Scope }); }
        for (int i = 0; i < core.Inputs.Length; i++)
        {
            GraphNode piece = core.Inputs[i];
            if (piece.Size == 0) { continue; }
            kernels.Add(Strided(core, piece, piece.Shape, Strides(piece.Shape), Strides(core.Shape), to: Offset(place.Starts[i], core.Shape)));
        }

        return kernels;
    }

    /// <summary>The elementwise nodes of a unit as a chain.</summary>
    private Chain ChainOf(Unit unit)
    {
        int columns = unit.Columns ?? checked((int)unit.Size);
        ChainBuilder builder = new(columns);
        foreach (GraphNode node in unit.Chain)
        {
            short[] values = [.. node.Inputs.Select(input => Value(unit, builder, input))];
            builder.Compute(node, values);
        }

        foreach (GraphNode node in unit.Stored)
        {
            if (node != unit.Core) { builder.Store(node, _plan.At(node)); }
        }

        return builder.Build(checked((int)(unit.Size / columns)));
    }

    private short Value(Unit unit, ChainBuilder builder, GraphNode input)
    {
        Walk walk = Walk.Of(input);
        GraphNode source = walk.Source;
        if (source.Unit == unit && source != unit.Core) { return builder.Computed(source); }
        if (source == unit.Core) { return builder.Input(source, new(default, OperandMode.Product, 0)); }
        if (source.DType == DType.Float32 && source.Number is { } number) { return builder.Constant((float)number); }
        int stride = walk.Mode switch { OperandMode.Matrix => builder.Columns, OperandMode.Column => 1, _ => 0 };
        return builder.Input(source, new(_plan.At(source), walk.Mode, stride, source.DType));
    }

    private static int Rows(GraphNode node) => (int)node.Shape[..^1].Size;

    private static int Rest(GraphNode node, int axis) => (int)node.Shape[axis..].Size;

    private static long[] Strides(Shape shape) => Broadcast.Strides(shape, shape);

    private static long Offset(IReadOnlyList<int> start, Shape shape)
    {
        long offset = 0, stride = 1;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            offset += start[axis] * stride;
            stride *= shape[axis];
        }

        return offset;
    }
}
