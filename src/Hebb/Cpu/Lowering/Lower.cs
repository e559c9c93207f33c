using Hebb.Cpu.Convolutions;
using Hebb.Graphs;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Cpu.Lowering;

/// <summary>
/// Turns a traced graph into the nodes that this device computes: right operands are packed, sums over many positions fall into shares, a · b + c becomes one
/// operation, results get memory.
/// </summary>
internal sealed class Lower
{
    /// <summary>
    /// Products with fewer rows, or a right operand that fits into the first-level cache, read it as it is: packing would cost more than it saves.
    /// </summary>
    private const int FewestRowsToPack = 8, SmallestToPack = 8192;

    private readonly List<GraphNode> _nodes = [];
    private readonly Dictionary<Computation<GraphNode>, GraphNode> _known = [];
    private readonly Dictionary<Tensor, GraphNode> _map = [];
    private readonly Dictionary<Tensor, int> _readers = [];

    /// <summary>Lowers a graph.</summary>
    public Lower(TracedGraph graph)
    {
        foreach (Tensor read in graph.Tensors.SelectMany(tensor => tensor.Inputs).Concat(graph.Roots))
        {
            _readers[read] = _readers.GetValueOrDefault(read) + 1;
        }

        foreach (Tensor tensor in graph.Tensors) { _map[tensor] = Add(tensor); }
        Outputs = [.. graph.Outputs.Select(output => Root(_map[output]))];
        Assignments = [.. graph.Assignments.Select(assignment => (assignment.Key, Root(_map[assignment.Value])))];
        Nodes = Live();
    }

    /// <summary>All nodes that are needed, inputs first.</summary>
    public List<GraphNode> Nodes { get; }

    /// <summary>The results.</summary>
    public GraphNode[] Outputs { get; }

    /// <summary>The new values of parameters.</summary>
    public (Parameter Parameter, GraphNode Value)[] Assignments { get; }

    /// <summary>Results and assigned values are computed values with memory: leaves are copied, broadcasts carried out.</summary>
    private GraphNode Root(GraphNode node)
    {
        GraphNode root = node.Base;
        if (root.IsLeaf || root.IsContiguousSlice) { root = Node(new Copy(), [root], root.Shape, root.DType, root.Scope); }
        root.IsRoot = true;
        return root;
    }

    private GraphNode Add(Tensor tensor)
    {
        GraphNode[] inputs = [.. tensor.Inputs.Select(input => _map[input])];
        return tensor.Op switch
        {
            Constant => Node(tensor.Op, inputs, tensor.Shape, tensor.DType, tensor.ScopePath, tensor.Value),
            Ops.Reshape => Reshape(inputs[0], tensor.Shape, tensor.ScopePath),
            Convolution { Groups: 1 } convolution when tensor.DType == DType.Float32 => Convolve(convolution, inputs, tensor),
            FilterGradient gradient when tensor.DType == DType.Float32 && !DepthwiseKernel.Computes(gradient.Filters, gradient.Groups) =>
                FilterSums(gradient, inputs, tensor),
            Ops.MatMul matMul when tensor.DType == DType.Float32 => MatMul(matMul, inputs, tensor),
            Transpose { Axes: [1, 0, 2] } when ProductOf(tensor.Inputs[0]) is { } product =>
                MatMul((MatMul)product.Op, [.. product.Inputs.Select(input => _map[input])], product, swapsResult: true),
            _ => Node(tensor.Op, inputs, tensor.Shape, tensor.DType, tensor.ScopePath),
        };
    }

    private GraphNode Reshape(GraphNode x, Shape to, string? scope)
    {
        GraphNode from = x.Base;
        return from.Shape == to ? from : Node(new Reshape(to), [from], to, from.DType, scope);
    }

    private GraphNode MatMul(MatMul op, GraphNode[] inputs, Tensor product, bool swapsResult = false)
    {
        (GraphNode a, bool swapsA) = Unswapped(inputs[0]);
        (GraphNode b, bool swapsB) = Unswapped(inputs[1]);
        int rows = product.Shape[^2], columns = product.Shape[^1];
        if (product.Rank == 2 && a.Size == rows) { return OuterProduct(a, b, product); }
        bool packs = columns > 1 && (op.TransposeB || rows >= FewestRowsToPack && b.Size >= SmallestToPack);
        if (packs)
        {
            Pack pack = new(op.TransposeB, swapsB);
            b = Node(pack, [b], pack.Packed(inputs[1].Shape), b.DType, b.Scope ?? product.ScopePath);
        }

        Shape shape = swapsResult ? [product.Shape[1], product.Shape[0], columns] : product.Shape;
        Op lowered = swapsA || swapsB && !packs || swapsResult ? new SwappedMatMul(op, packs, swapsA, swapsB, swapsResult)
            : packs ? new PackedMatMul(op.TransposeA)
            : op;
        return Node(lowered, [a, b], shape, product.DType, product.ScopePath);
    }

    /// <summary>A batch of matrices as it is stored, if it only swaps the batch with the rows: products can step over rows of other matrices.</summary>
    private static (GraphNode Stored, bool Swaps) Unswapped(GraphNode matrices) =>
        matrices is { Op: Transpose { Axes: [1, 0, 2] }, DType: DType.Float32 } ? (matrices.Inputs[0], true) : (matrices, false);

    /// <summary>The batch of products that only this reader sees; null if it is something else.</summary>
    private Tensor? ProductOf(Tensor read) => read is { Op: Ops.MatMul, DType: DType.Float32, Rank: 3 } && _readers[read] == 1 ? read : null;

    private GraphNode Convolve(Convolution op, GraphNode[] inputs, Tensor tensor)
    {
        GraphNode filters = inputs[1];
        GraphNode matrix = Reshape(filters, [checked((int)(filters.Size / filters.Shape[4])), filters.Shape[4]], filters.Scope ?? tensor.ScopePath);
        Pack pack = new(Transposed: false);
        GraphNode packed = Node(pack, [matrix], pack.Packed(matrix.Shape), filters.DType, filters.Scope ?? tensor.ScopePath);
        return Node(new PackedConvolution(op.Windows), [inputs[0], packed], tensor.Shape, tensor.DType, tensor.ScopePath);
    }

    private GraphNode FilterSums(FilterGradient op, GraphNode[] inputs, Tensor tensor)
    {
        int filters = op.Filters[4], rows = checked((int)(op.Filters.Size / Math.Max(1, filters)));
        int shares = FilterGradientKernel.SharesFor(inputs[1].Size / Math.Max(1, filters), rows, filters);
        if (shares == 1) { return Node(op, inputs, tensor.Shape, tensor.DType, tensor.ScopePath); }
        GraphNode sums = Node(new SharedFilterGradient(op.Windows, op.Groups), inputs, [shares, rows, filters], tensor.DType, tensor.ScopePath);
        GraphNode sum = Node(new Ops.Reduce(Reduction.Sum, 0), [sums], [rows, filters], tensor.DType, tensor.ScopePath);
        return Reshape(sum, tensor.Shape, tensor.ScopePath);
    }

    /// <summary>A column times a row is elementwise, so that chains can take it in.</summary>
    private GraphNode OuterProduct(GraphNode a, GraphNode b, Tensor tensor)
    {
        GraphNode column = Reshape(a, [tensor.Shape[0], 1], tensor.ScopePath), row = Reshape(b, [1, tensor.Shape[1]], tensor.ScopePath);
        GraphNode[] factors = [Spread(column, tensor), Spread(row, tensor)];
        return Node(new Elementwise(ElementwiseFunction.Multiply), factors, tensor.Shape, tensor.DType, tensor.ScopePath);
    }

    private GraphNode Spread(GraphNode node, Tensor to) =>
        node.Shape == to.Shape ? node : Node(new Broadcast(to.Shape), [node], to.Shape, to.DType, to.ScopePath);

    private GraphNode Node(Op op, GraphNode[] inputs, Shape shape, DType type, string? scope, Storage? value = null)
    {
        Computation<GraphNode> key = new(op, value, shape, inputs);
        if (_known.TryGetValue(key, out GraphNode? known)) { return known; }
        GraphNode node = new(_nodes.Count, op, inputs, shape, type, scope) { Value = value };
        _nodes.Add(node);
        return _known[key] = node;
    }

    /// <summary>The nodes that roots need, with a · b + c contracted where the product has no other use.</summary>
    private List<GraphNode> Live()
    {
        int[] uses = new int[_nodes.Count];
        bool[] live = new bool[_nodes.Count];
        for (int i = _nodes.Count - 1; i >= 0; i--)
        {
            live[i] |= _nodes[i].IsRoot;
            if (!live[i]) { continue; }
            foreach (GraphNode input in _nodes[i].Inputs)
            {
                live[input.Id] = true;
                uses[input.Id]++;
            }
        }

        List<GraphNode> kept = [];
        for (int i = 0; i < _nodes.Count; i++)
        {
            if (live[i]) { kept.Add(_nodes[i]); }
        }

        Contract(kept, uses);
        kept.RemoveAll(node => uses[node.Id] == 0 && !node.IsRoot);
        foreach (GraphNode node in kept)
        {
            foreach (GraphNode input in node.Inputs) { input.Users.Add(node); }
        }

        return kept;
    }

    private static void Contract(List<GraphNode> nodes, int[] uses)
    {
        foreach (GraphNode node in nodes)
        {
            if (node is not { Op: Ops.Elementwise { Function: ElementwiseFunction.Add }, DType: DType.Float32 }) { continue; }
            int product = Array.FindIndex(
                node.Inputs, input => input is { Op: Ops.Elementwise { Function: ElementwiseFunction.Multiply }, IsRoot: false } && uses[input.Id] == 1);
            if (product < 0) { continue; }
            GraphNode multiply = node.Inputs[product];
            uses[multiply.Id] = 0;
            node.Contract([multiply.Inputs[0], multiply.Inputs[1], node.Inputs[1 - product]]);
        }
    }
}
