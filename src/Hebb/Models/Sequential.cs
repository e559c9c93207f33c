using Hebb.Layers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Models;

/// <summary>A model whose layers follow one another. Its weights are made when data arrive, or at once if it begins with an <see cref="Input"/>.</summary>
public sealed class Sequential : Model
{
    private readonly List<Layer> _layers = [];

    /// <summary>A model of these layers.</summary>
    public Sequential(params IReadOnlyList<Layer> layers)
    {
        foreach (Layer layer in layers) { Add(layer); }
    }

    /// <summary>The layers in order.</summary>
    public override IReadOnlyList<Layer> Sublayers => _layers;

    /// <summary>Puts a layer at the end.</summary>
    /// <exception cref="InvalidOperationException">The model has been built.</exception>
    public void Add(Layer layer)
    {
        if (IsBuilt) { throw new InvalidOperationException($"Layers are added before the model is used: {layer} comes too late."); }
        if (_layers.Contains(layer))
        {
            throw new ArgumentException($"{layer} is in the model already. Make a second layer, or share it in a functional model.", nameof(layer));
        }

        if (layer is Input && _layers.Count > 0) { throw new ArgumentException("An Input is the first layer of a Sequential.", nameof(layer)); }
        _layers.Add(layer);
        if (Choices is { } choices) { Choose(choices); }
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        if (_layers.Count == 0) { throw new InvalidOperationException("The model has no layers: add some."); }
        foreach (Layer layer in _layers) { x = layer.Apply(x, training); }
        return x;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor> ForwardAll(IReadOnlyList<Tensor> inputs, bool training) => inputs.Count == 1
        ? [Forward(inputs[0], training)]
        : throw new ShapeException($"A Sequential has one input, but got {inputs.Count}. Use a functional Model for several.");

    private protected override IReadOnlyList<(RowShape Row, DType Type)>? KnownInputs =>
        _layers is [Input input, ..] ? [(input.RowShape, input.Node.DType)] : null;
}
