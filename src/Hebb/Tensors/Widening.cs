namespace Hebb.Tensors;

/// <summary>
/// Rebuilds a graph with every Float32 turned into Float64, parameters included: the same mathematics, exact enough to check gradients
/// by differences and to judge the float32 kernels.
/// </summary>
internal sealed class Widening
{
    private readonly Dictionary<Tensor, Tensor> _wide = [];

    /// <summary>For each parameter read in the narrow graph its place in the wide one: an input, numbered after the function's own.</summary>
    public Dictionary<Parameter, Tensor> Parameters { get; } = [];

    /// <summary>Widens all tensors the roots are computed from.</summary>
    /// <param name="roots">Where to start.</param>
    /// <param name="inputs">How many inputs the function has.</param>
    public Widening(IEnumerable<Tensor> roots, int inputs)
    {
        foreach (Tensor tensor in Topology.Sort(roots))
        {
            using Scope.Entered scope = Scope.Set(tensor.ScopePath);
            _wide[tensor] = Widen(tensor, inputs);
        }
    }

    /// <summary>The wide form of a tensor.</summary>
    public Tensor this[Tensor narrow] => _wide[narrow];

    private Tensor Widen(Tensor tensor, int inputs)
    {
        if (tensor.Value is not null)
        {
            return tensor.DType == DType.Float32 ? Tensor.Create<double>([.. tensor.AsSpan<float>().ToArray().Select(v => (double)v)], tensor.Shape) : tensor;
        }

        if (tensor.Op is ParameterRead { Parameter: var parameter })
        {
            DType type = parameter.DType == DType.Float32 ? DType.Float64 : parameter.DType;
            return Parameters[parameter] = new(new Input(inputs + Parameters.Count, parameter.Shape, type), []);
        }

        return new(tensor.Op.Widened, [.. tensor.Inputs.Select(input => _wide[input])]);
    }
}
