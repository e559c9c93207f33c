using Hebb.Cpu.Chains;
using Hebb.Cpu.Convolutions;
using Hebb.Cpu.Movement;
using Hebb.Cpu.Products;
using Hebb.Cpu.Reductions;
using Hebb.Cpu.Running;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Cpu.Lowering;

/// <summary>Turns planned groups into kernels: the one place that knows both ops and kernels.</summary>
internal sealed class Emit
{
    private readonly Plan _plan;
    private readonly List<int> _ends = [];

    /// <summary>Emits a graph.</summary>
    public Emit(Plan plan, Lower graph, Assign assign)
    {
        _plan = plan;
        foreach (FusionGroup group in assign.Groups)
        {
            if (group.Size > 0) { Kernels.AddRange(Of(group)); }
            _ends.Add(Kernels.Count);
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

    /// <summary>How many kernels the first groups became.</summary>
    public int KernelsOf(int groups) => groups == 0 ? 0 : _ends[groups - 1];

    private List<Kernel> Of(FusionGroup group)
    {
        if (group.Core is not { } core) { return [new ChainKernel(ChainOf(group)) { Scope = group.Chain[^1].Scope }]; }
        return core.Op switch
        {
            MatMul or PackedMatMul or SwappedMatMul when core.DType == DType.Float32 => [Product(group, core)],
            PackedConvolution convolution => [Convolved(group, core, convolution.Windows, 1)],
            Convolution convolution when core.DType == DType.Float32 && DepthwiseKernel.Computes(core.Inputs[1].Shape, convolution.Groups) =>
                [Depthwise(core, convolution)],
            FilterGradient gradient when core.DType == DType.Float32 && DepthwiseKernel.Computes(core.Shape, gradient.Groups) =>
                [DepthwiseFilters(core, gradient)],
            MaxPool pick when core.DType == DType.Float32 => [Picking(core, pick.Windows, returns: false)],
            MaxPoolGradient back when core.DType == DType.Float32 => [Picking(core, back.Windows, returns: true)],
            Convolution convolution when core.DType == DType.Float32 => [Convolved(group, core, convolution.Windows, convolution.Groups)],
            FilterGradient gradient when core.DType == DType.Float32 => [FilterSums(core, gradient.Windows, gradient.Groups, 1)],
            SharedFilterGradient gradient => [FilterSums(core, gradient.Windows, gradient.Groups, core.Shape[0])],
            Scan scan when core.DType == DType.Float32 => [LoopProgram.Kernel(scan, core, _plan)],
            Pack pack => [Packing(pack, core)],
            Reduce reduce when core.DType == DType.Float32 => [Reduction(reduce, core)],
            ArgMax arg when core.Inputs[0].DType == DType.Float32 => [LargestIndex(arg, core)],
            Softmax when core.DType == DType.Float32 =>
                [new SoftmaxKernel(Rows(core.Inputs[0]), core.Shape[^1]) { From = _plan.At(core.Inputs[0]), To = core.Home!.Value, Scope = core.Scope }],
            LogSumExp when core.DType == DType.Float32 =>
                [new LogSumExpKernel(Rows(core.Inputs[0]), core.Inputs[0].Shape[^1])
                {
                    From = _plan.At(core.Inputs[0]),
                    To = core.Home!.Value,
                    Scope = core.Scope,
                }],
            RandomUniform random when random.DType == DType.Float32 =>
                [new RandomKernel(core.Home!.Value, core.Size, random.Key, _plan.At(core.Inputs[0])) { Scope = core.Scope }],
            Gather gather => [Gathering(gather, core)],
            ScatterAdd scatter when core.DType == DType.Float32 => [Scattering(scatter, core)],
            Copy => [Whole(core.Inputs[0], core.Home!.Value)],
            Broadcast => [Strided(core, core.Inputs[0], core.Shape, Broadcast.Strides(core.Inputs[0].Shape, core.Shape), Strides(core.Shape))],
            Transpose transpose =>
                [Strided(core, core.Inputs[0], core.Shape, [.. transpose.Axes.Select(axis => Strides(core.Inputs[0].Shape)[axis])], Strides(core.Shape))],
            Slice slice => [Strided(
                core, core.Inputs[0], core.Shape, Strides(core.Inputs[0].Shape), Strides(core.Shape), from: Offset(slice.Start, core.Inputs[0].Shape))],
            Reverse reverse => [Reversed(core, reverse.Axis)],
            Ops.Place place => Pieces(core, place),
            _ => [new ReferenceKernel(
                core.Op, [.. core.Inputs.Select(input => (_plan.At(input), input.Shape, input.DType))], (core.Home!.Value, core.Shape, core.DType))
            {
                Scope = core.Scope,
            }],
        };
    }

    private GemmKernel Product(FusionGroup group, GraphNode core)
    {
        GraphNode a = core.Inputs[0], b = core.Inputs[1];
        SwappedMatMul? swapped = core.Op as SwappedMatMul;
        Op product = swapped?.Product ?? core.Op;
        bool transposeA = product is MatMul { TransposeA: true } or PackedMatMul { TransposeA: true };
        bool packed = swapped?.Packed ?? core.Op is PackedMatMul;
        (int batch, int rows, int columns, int rowStride, long batchStride) = Matrices(core.Shape, swapped is { SwapsResult: true });
        (_, int rowsA, int columnsA, int rowStrideA, long batchStrideA) = Matrices(a.Shape, swapped is { SwapsA: true });
        int depth = transposeA ? rowsA : columnsA;
        // Transposed and not packed is a single column only: it lies along a row.
        (_, _, _, int rowStrideB, long batchStrideB) = packed ? (0, 0, 0, columns, b.Shape[^3..].Size)
            : product is MatMul { TransposeB: true } ? (0, 0, 0, 1, depth)
            : Matrices(b.Shape, swapped is { SwapsB: true });
        return new(new()
        {
            Rows = rows,
            Columns = columns,
            Depth = depth,
            Batch = batch,
            A = _plan.At(a),
            ARowStride = rowStrideA,
            ABatchStride = batchStrideA,
            ATransposed = transposeA,
            B = _plan.At(b),
            BRowStride = rowStrideB,
            BBatchStride = batchStrideB,
            BPacked = packed,
            C = group.Stored.Contains(core) ? core.Home : null,
            CRowStride = rowStride,
            CBatchStride = batchStride,
            Epilogue = group.Chain.Count > 0 ? new ChainRunner(ChainOf(group)) : null,
        })
        { Scope = core.Scope };
    }

    /// <summary>How matrices lie in memory: each after the other, or row 0 of all, then row 1 of all, and so on.</summary>
    private static (int Batch, int Rows, int Columns, int RowStride, long BatchStride) Matrices(Shape shape, bool swapped) => swapped
        ? (shape[1], shape[0], shape[2], checked(shape[1] * shape[2]), shape[2])
        : ((int)shape[..^2].Size, shape[^2], shape[^1], shape[^1], shape[^2..].Size);

    private ConvolutionKernel Convolved(FusionGroup group, GraphNode core, Windows windows, int filterGroups)
    {
        GraphNode x = core.Inputs[0];
        bool keeps = group.Stored.Contains(core);
        return new(windows, x.Shape.Dimensions, _plan.At(x), core.Shape[4], filterGroups, group.Chain.Count > 0 ? new ChainRunner(ChainOf(group)) : null, keeps)
        { Filters = _plan.At(core.Inputs[1]), Packed = core.Op is PackedConvolution, To = keeps ? core.Home : null, Scope = core.Scope };
    }

    private FilterGradientKernel FilterSums(GraphNode core, Windows windows, int filterGroups, int shares)
    {
        GraphNode x = core.Inputs[0];
        return new(windows, x.Shape.Dimensions, _plan.At(x), core.Shape[^1], filterGroups, shares)
        {
            Outer = _plan.At(core.Inputs[1]),
            To = core.Home!.Value,
            Scope = core.Scope,
        };
    }

    private DepthwiseKernel Depthwise(GraphNode core, Convolution convolution) => new(convolution.Windows, core.Inputs[0].Shape.Dimensions)
    { From = _plan.At(core.Inputs[0]), Filters = _plan.At(core.Inputs[1]), To = core.Home!.Value, Scope = core.Scope };

    private DepthwiseFilterKernel DepthwiseFilters(GraphNode core, FilterGradient gradient) => new(gradient.Windows, core.Inputs[0].Shape.Dimensions)
    { From = _plan.At(core.Inputs[0]), Outer = _plan.At(core.Inputs[1]), To = core.Home!.Value, Scope = core.Scope };

    private MaxPoolKernel Picking(GraphNode core, Windows windows, bool returns) => new(windows, core.Inputs[0].Shape.Dimensions, returns)
    { Selector = _plan.At(core.Inputs[0]), Values = _plan.At(core.Inputs[1]), To = core.Home!.Value, Scope = core.Scope };

    private PackKernel Packing(Pack pack, GraphNode core)
    {
        (int batch, int rows, int columns, int rowStride, long batchStride) = Matrices(core.Inputs[0].Shape, pack.Swaps);
        return new(pack.Transposed ? columns : rows, pack.Transposed ? rows : columns, batch)
        {
            From = _plan.At(core.Inputs[0]),
            RowStride = rowStride,
            BatchStride = batchStride,
            Transposed = pack.Transposed,
            To = core.Home!.Value,
            Scope = core.Scope,
        };
    }

    private GatherKernel Gathering(Gather gather, GraphNode core)
    {
        GraphNode table = core.Inputs[0], indices = core.Inputs[1];
        return new((int)indices.Size, table.Shape[0], Rest(table, 1) * core.DType.Size)
        { Table = _plan.At(table), Indices = _plan.At(indices), IndexType = indices.DType, To = core.Home!.Value, Rows = gather.Rows, Scope = core.Scope };
    }

    private ScatterAddKernel Scattering(ScatterAdd scatter, GraphNode core)
    {
        GraphNode rows = core.Inputs[0], indices = core.Inputs[1];
        return new((int)indices.Size, scatter.Rows, Rest(core, 1))
        { From = _plan.At(rows), Indices = _plan.At(indices), IndexType = indices.DType, To = core.Home!.Value, Scope = core.Scope };
    }

    private ReduceKernel Reduction(Reduce reduce, GraphNode core)
    {
        Shape from = core.Inputs[0].Shape;
        return new(reduce.Kind, (int)from[..reduce.Axis].Size, from[reduce.Axis], (int)from[(reduce.Axis + 1)..].Size)
        { From = _plan.At(core.Inputs[0]), To = core.Home!.Value, Scope = core.Scope };
    }

    private ArgReduceKernel LargestIndex(ArgMax arg, GraphNode core)
    {
        Shape from = core.Inputs[0].Shape;
        return new(smallest: false, (int)from[..arg.Axis].Size, from[arg.Axis], (int)from[(arg.Axis + 1)..].Size)
        { From = _plan.At(core.Inputs[0]), To = core.Home!.Value, Scope = core.Scope };
    }

    private CopyKernel Whole(GraphNode value, Ref to) =>
        new(value.DType.Size, [checked((int)value.Size)], [1], [1]) { From = _plan.At(value), To = to, Scope = value.Scope };

    private CopyKernel Strided(GraphNode core, GraphNode source, Shape extents, long[] fromStrides, long[] toStrides, long from = 0, long to = 0)
    {
        Ref start = _plan.At(source), end = core.Home!.Value;
        int size = core.DType.Size;
        return new(size, extents.ToArray(), fromStrides, toStrides)
        { From = start with { Offset = start.Offset + from * size }, To = end with { Offset = end.Offset + to * size }, Scope = core.Scope };
    }

    private CopyKernel Reversed(GraphNode core, int axis)
    {
        long[] strides = Strides(core.Shape);
        long last = (core.Shape[axis] - 1) * strides[axis];
        long[] from = [.. strides];
        from[axis] = -from[axis];
        return Strided(core, core.Inputs[0], core.Shape, from, strides, from: last);
    }

    private List<Kernel> Pieces(GraphNode core, Ops.Place place)
    {
        List<Kernel> kernels = [];
        if (core.Inputs.Sum(piece => piece.Size) < core.Size)
        {
            kernels.Add(new FillKernel(core.DType.Size, core.Size, bits: 0) { To = core.Home!.Value, Scope = core.Scope });
        }

        for (int i = 0; i < core.Inputs.Length; i++)
        {
            GraphNode piece = core.Inputs[i];
            if (piece.Size == 0) { continue; }
            kernels.Add(Strided(core, piece, piece.Shape, Strides(piece.Shape), Strides(core.Shape), to: Offset(place.Starts[i], core.Shape)));
        }

        return kernels;
    }

    /// <summary>The elementwise nodes of a group as a chain.</summary>
    private Chain ChainOf(FusionGroup group)
    {
        int columns = group.Columns ?? checked((int)group.Size);
        ChainBuilder builder = new(columns);
        foreach (GraphNode node in group.Chain)
        {
            short[] values = [.. node.Inputs.Select(input => Value(group, builder, input))];
            builder.Compute(node, values);
        }

        foreach (GraphNode node in group.Stored)
        {
            if (node != group.Core) { builder.Store(node, _plan.At(node)); }
        }

        return builder.Build(checked((int)(group.Size / columns)));
    }

    private short Value(FusionGroup group, ChainBuilder builder, GraphNode input)
    {
        OperandAccess access = OperandAccess.Of(input);
        GraphNode source = access.Source;
        if (source.Group == group && source != group.Core) { return builder.Computed(source); }
        if (source == group.Core) { return builder.Input(source, new(default, OperandMode.Product, 0)); }
        if (source.DType == DType.Float32 && source.Number is { } number) { return builder.Constant((float)number); }
        int stride = access.Mode switch { OperandMode.Matrix => builder.Columns, OperandMode.Column => 1, _ => 0 };
        return builder.Input(source, new(_plan.At(source), access.Mode, stride, source.DType));
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
