using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Graphs;

/// <summary>
/// Makes a traced graph smaller before a device compiles it, whichever that is: equal computations become one, what is known is computed, reshapes and
/// broadcasts in a row become one, transpositions move into products.
/// </summary>
internal sealed class Simplify
{
    private readonly Dictionary<Computation<Tensor>, Tensor> _known = [];
    private readonly Dictionary<Tensor, Tensor> _map = [];
    private readonly List<Tensor> _made = [];

    private Simplify() { }

    /// <summary>A graph that computes the same.</summary>
    public static TracedGraph Of(TracedGraph graph)
    {
        Simplify simplify = new();
        foreach (Tensor tensor in graph.Tensors)
        {
            using Scope.Entered scope = Scope.Set(tensor.ScopePath);
            simplify._map[tensor] = simplify.Add(tensor);
        }

        return graph with
        {
            Tensors = simplify._made,
            Outputs = [.. graph.Outputs.Select(output => simplify._map[output])],
            Assignments = [.. graph.Assignments
                .Select(assignment => KeyValuePair.Create(assignment.Key, simplify._map[assignment.Value]))
                .Where(assignment => Base(assignment.Value).Op is not ParameterRead { Parameter: var read } || read != assignment.Key)],
        };
    }

    private Tensor Add(Tensor tensor)
    {
        if (tensor.Value is not null) { return Constant(tensor); }
        Tensor[] inputs = [.. tensor.Inputs.Select(input => _map[input])];
        return tensor.Op switch
        {
            StopGradient => inputs[0],
            Reshape => Reshaped(inputs[0], tensor),
            Broadcast when inputs[0].Op is Broadcast => Made(tensor.Op, [inputs[0].Inputs[0]], tensor),
            Elementwise elementwise => Computed(elementwise, inputs, tensor),
            MatMul matMul => Product(matMul, inputs, tensor),
            Scan { Loop: var loop } => Made(new Scan(loop, loop.Stacks.Count), inputs, tensor), // one that keeps less is a view of it
            _ => Made(tensor.Op, inputs, tensor),
        };
    }

    /// <summary>Constants of one element are equal when their values are; larger ones when they are the same memory.</summary>
    private Tensor Constant(Tensor tensor)
    {
        object identity = tensor.Size == 1 ? (tensor.DType, BitConverter.DoubleToInt64Bits(tensor.Element(0))) : tensor.Value!;
        return Known(new(Tensors.Constant.Instance, identity, tensor.Shape, []), tensor);
    }

    private Tensor Reshaped(Tensor x, Tensor tensor)
    {
        Tensor from = Base(x);
        return from.Shape == tensor.Shape ? from : Made(tensor.Op, [from], tensor);
    }

    private Tensor Computed(Elementwise op, Tensor[] inputs, Tensor tensor)
    {
        if (Array.TrueForAll(inputs, input => Uniform(input) is not null) && tensor.DType is DType.Float32 or DType.Float64)
        {
            Tensor result = Tensor.Uninitialized([], tensor.DType);
            (Storage, Shape, DType)[] numbers =
                [.. inputs.Select(input => (Tensor.Scalar(Uniform(input)!.Value, input.DType).Value!, result.Shape, input.DType))];
            Interpreter.Evaluate(op, numbers, (result.Value!, result.Shape, result.DType));
            Tensor number = Constant(result);
            return tensor.Rank == 0 ? number : Made(new Broadcast(tensor.Shape), [number], tensor);
        }

        if (op.Function == ElementwiseFunction.Multiply && Uniform(inputs[1]) == 1) { return inputs[0]; }
        if (op.Function == ElementwiseFunction.Multiply && Uniform(inputs[0]) == 1) { return inputs[1]; }
        return Made(op, inputs, tensor);
    }

    private Tensor Product(MatMul op, Tensor[] inputs, Tensor tensor)
    {
        (Tensor a, bool transposeA) = Untransposed(inputs[0], op.TransposeA);
        (Tensor b, bool transposeB) = Untransposed(inputs[1], op.TransposeB);
        return Made(new MatMul(transposeA, transposeB), [a, b], tensor);
    }

    /// <summary>The result of an op, made once; the tensor itself if it is that and nothing has changed.</summary>
    private Tensor Made(Op op, Tensor[] inputs, Tensor tensor)
    {
        bool isSame = op.Equals(tensor.Op) && inputs.AsSpan().SequenceEqual(tensor.Inputs);
        Computation<Tensor> key = new(op, null, op is Scan ? [] : tensor.Shape, inputs); // a scan says itself how much it keeps
        return Known(key, isSame ? tensor : null);
    }

    private Tensor Known(Computation<Tensor> key, Tensor? tensor)
    {
        if (_known.TryGetValue(key, out Tensor? known)) { return known; }
        _made.Add(_known[key] = tensor ??= new(key.Op, key.Inputs));
        return tensor;
    }

    /// <summary>The number a tensor consists of, if it is a constant of one element, perhaps broadcast.</summary>
    private static double? Uniform(Tensor tensor)
    {
        while (tensor.Op is Broadcast or Reshape) { tensor = tensor.Inputs[0]; }
        return tensor.Value is not null && tensor.Size == 1 ? tensor.Element(0) : null;
    }

    private static (Tensor, bool) Untransposed(Tensor x, bool transposed)
    {
        bool swapsLastTwo = x.Op is Transpose { Axes: var axes } && axes.Count >= 2
            && axes[^1] == axes.Count - 2 && axes[^2] == axes.Count - 1 && axes.Take(axes.Count - 2).Select((axis, i) => axis == i).All(same => same);
        return swapsLastTwo ? (x.Inputs[0], !transposed) : (x, transposed);
    }

    /// <summary>The tensor under reshapes.</summary>
    private static Tensor Base(Tensor tensor)
    {
        while (tensor.Op is Reshape) { tensor = tensor.Inputs[0]; }
        return tensor;
    }
}
