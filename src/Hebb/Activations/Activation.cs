using System.Globalization;
using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Activations;

/// <summary>A function that shapes a layer's output, element by element or (softmax) row by row.</summary>
/// <remarks>
/// Which one when: <see cref="Relu"/> inside a network (<see cref="Gelu"/> or <see cref="Silu"/> in deep ones); at the output
/// <see cref="Sigmoid"/> for one of two classes, <see cref="Softmax"/> for one of many, <see cref="Linear"/> for a number.
/// </remarks>
public sealed partial class Activation : IEquatable<Activation>
{
    private readonly Func<Tensor, Tensor> _function;

    /// <summary>An activation of your own. To save models with it, register its kind: <c>Activation.Kinds.Register(new("bell", c =&gt; Bell(…)))</c>.</summary>
    /// <param name="name">The name in summaries and files.</param>
    /// <param name="function">The function, written with tensor operations; its gradient follows by itself.</param>
    /// <param name="parameters">The numbers that the function depends on: two activations of the same name and equal numbers are equal.</param>
    public Activation(string name, Func<Tensor, Tensor> function, params IReadOnlyList<(string Name, double Value)> parameters)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(function);
        (Name, _function, Parameters) = (name, function, parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value));
    }

    /// <summary>The kinds of activations that files can hold. Register those of your own.</summary>
    public static KindTable<Activation> Kinds => ActivationKinds.Table;

    /// <summary>Every activation, with its default parameters.</summary>
    public static IReadOnlyList<Activation> All => Kinds.Defaults();

    /// <summary>The activation of a name as Keras writes it, with its default parameters; case, hyphens and underscores do not matter.</summary>
    /// <param name="name"><c>"relu"</c>, <c>"leaky_relu"</c>, <c>"swish"</c> …; empty for <see cref="Linear"/>.</param>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public static Activation Get(string name) => Kinds.Get(name);

    /// <summary>The name Keras knows it by: <c>"relu"</c>.</summary>
    public string Name { get; }

    /// <summary>Its parameters under Keras' names: <c>negative_slope</c> of a leaky ReLU.</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; }

    /// <summary>The function's value.</summary>
    public Tensor Apply(Tensor x) => _function(x);

    /// <summary>Whether the other is the same function: of the same name with equal parameters, or, where there are none, the same piece of code.</summary>
    public bool Equals(Activation? other) => other is not null && Name == other.Name && Parameters.Count == other.Parameters.Count
        && (Parameters.Count > 0
            ? Parameters.All(p => other.Parameters.TryGetValue(p.Key, out double value) && value.Equals(p.Value))
            : _function.Equals(other._function));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Activation);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>The name, with parameters if there are any.</summary>
    public override string ToString() => Parameters.Count == 0
        ? Name
        : $"{Name}({string.Join(", ", Parameters.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key}={p.Value}")))})";
}
