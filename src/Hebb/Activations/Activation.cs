using System.Globalization;
using Hebb.Tensors;

namespace Hebb.Activations;

/// <summary>A function that shapes a layer's output, element by element or (softmax) row by row.</summary>
/// <remarks>
/// Which one when: <see cref="Relu"/> inside a network (<see cref="Gelu"/> or <see cref="Silu"/> in deep ones); at the output
/// <see cref="Sigmoid"/> for one of two classes, <see cref="Softmax"/> for one of many, <see cref="Linear"/> for a number.
/// </remarks>
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

    /// <summary>The name, with parameters if there are any.</summary>
    public override string ToString() => Parameters.Count == 0
        ? Name
        : $"{Name}({string.Join(", ", Parameters.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key}={p.Value}")))})";
}
