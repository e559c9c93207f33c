namespace Hebb.Tensors;

/// <summary>Computes a graph op by op with the reference evaluation of each: slow, simple, and the judge of everything fast.</summary>
internal sealed unsafe class Interpreter
{
    private readonly List<Tensor> _order;

    /// <summary>An interpreter for everything the roots are computed from.</summary>
    public Interpreter(IEnumerable<Tensor> roots) => _order = Topology.Sort(roots);

    /// <summary>Called after each op with the tensor and its value.</summary>
    public Action<Tensor, Storage>? Observe { get; init; }

    /// <summary>Computes all tensors.</summary>
    /// <param name="leaves">The values of inputs and parameter reads.</param>
    public Dictionary<Tensor, Storage> Run(Func<Tensor, Storage> leaves)
    {
        Dictionary<Tensor, Storage> values = [];
        foreach (Tensor tensor in _order)
        {
            if (tensor.Value is { } known)
            {
                values[tensor] = known;
                continue;
            }

            if (tensor.Op is Input or ParameterRead)
            {
                values[tensor] = leaves(tensor);
                continue;
            }

            values[tensor] = new(tensor.Size * tensor.DType.Size);
            Compute(tensor, values);
        }

        return values;
    }

    /// <summary>Everything computed from a leaf, in order: what <see cref="Update"/> computes again when the value of the leaf has changed.</summary>
    public IReadOnlyList<Tensor> DependentsOf(Tensor leaf)
    {
        HashSet<Tensor> changed = [leaf];
        return [.. _order.Where(tensor => tensor.Value is null && tensor.Inputs.Any(changed.Contains) && changed.Add(tensor))];
    }

    /// <summary>Computes tensors again, in the memory of their former values.</summary>
    /// <param name="tensors">What to compute, each after its inputs.</param>
    /// <param name="values">The result of <see cref="Run"/>.</param>
    public void Update(IReadOnlyList<Tensor> tensors, Dictionary<Tensor, Storage> values)
    {
        foreach (Tensor tensor in tensors)
        {
            values[tensor].Span<byte>().Clear();
            Compute(tensor, values);
        }
    }

    /// <summary>Applies one op to known values.</summary>
    public static void Evaluate(Op op, ReadOnlySpan<(Storage Value, Shape Shape, DType DType)> inputs, (Storage Value, Shape Shape, DType DType) result)
    {
        Elements[] x = new Elements[inputs.Length];
        for (int i = 0; i < x.Length; i++) { x[i] = new(inputs[i].Value.Start, inputs[i].Shape, inputs[i].DType); }
        op.Evaluate(x, new(result.Value.Start, result.Shape, result.DType));
        foreach ((Storage value, _, _) in inputs) { GC.KeepAlive(value); }
        GC.KeepAlive(result.Value);
    }

    private void Compute(Tensor tensor, Dictionary<Tensor, Storage> values)
    {
        Storage result = values[tensor];
        Evaluate(tensor.Op, [.. tensor.Inputs.Select(input => (values[input], input.Shape, input.DType))], (result, tensor.Shape, tensor.DType));
        Observe?.Invoke(tensor, result);
    }
}
