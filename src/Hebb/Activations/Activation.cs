using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Activations;

/// <summary>A function that shapes a layer's output, element by element or (softmax) row by row.</summary>
public sealed partial class Activation
{
    private readonly Func<Tensor, Tensor> _function;

    /// <summary>An activation of your own.</summary>
    /// <param name="name">The name in summaries and files.</param>
    /// <param name="function">The function, written with tensor operations; its gradient follows by itself.</param>
    public Activation(string name, Func<Tensor, Tensor> function) : this(name, function, []) { }

    private Activation(string name, Func<Tensor, Tensor> function, Dictionary<string, double> parameters)
    {
        Name = name;
        _function = function;
        Parameters = parameters;
    }

    /// <summary>The name Keras knows it by: <c>"relu"</c>.</summary>
    public string Name { get; }

    /// <summary>Its parameters under Keras' names: <c>negative_slope</c> of a leaky ReLU.</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; }

    /// <summary>The function's value.</summary>
    public Tensor Apply(Tensor x) => _function(x);

    /// <summary>max(x, 0), range [0, ∞), derivative 0 below 0 and 1 above. Cheap, and its gradient does not vanish: the usual choice inside a network.</summary>
    public static Activation Relu { get; } = new("relu", x => x.Relu());

    /// <summary>The name, with parameters if there are any.</summary>
    public override string ToString() => Parameters.Count == 0 ? Name : $"{Name}({string.Join(", ", Parameters.Select(p => $"{p.Key}={p.Value}"))})";
}
