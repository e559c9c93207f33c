using Hebb.Kernels;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Graphs;

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

            Storage result = new(tensor.Size * tensor.DType.Size);
            Elements[] x = new Elements[tensor.Inputs.Length];
            for (int i = 0; i < x.Length; i++) { x[i] = new(values[tensor.Inputs[i]].Start, tensor.Inputs[i].Shape, tensor.Inputs[i].DType); }
            tensor.Op.Evaluate(x, new(result.Start, tensor.Shape, tensor.DType));
            GC.KeepAlive(values);
            values[tensor] = result;
            Observe?.Invoke(tensor, result);
        }

        return values;
    }
}
