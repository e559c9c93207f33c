using Hebb.Keras;
using Hebb.Layers;
using Hebb.Models;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Keras;

/// <summary>The orders are those of <c>[layer.name for layer in model.layers]</c> in Keras 3.15.1.</summary>
public sealed class LayerOrderTests
{
    [Fact]
    public void Layers_far_from_the_outputs_come_first()
    {
        Model model = Branches();
        Assert.Equal(["b", "r", "t", "a", "v", "p", "u", "concatenate", "o"], LayerOrder.Of(model).Select(layer => layer.Name));
        Assert.Equal(["a", "b", "p", "r", "t", "v", "u", "concatenate", "o"], model.Sublayers.Select(layer => layer.Name));
    }

    [Fact]
    public void A_sequential_keeps_its_order() => Assert.Equal(
        ["x", "y"], LayerOrder.Of(new Sequential([new Dense(1) { Name = "x" }, new Dense(1) { Name = "y" }])).Select(layer => layer.Name));

    [Fact]
    public void A_very_deep_model_is_ordered()
    {
        Node node = new Input([1]);
        Node input = node;
        for (int i = 0; i < 3000; i++) { node = new ActivationLayer(Hebb.Activations.Activation.Relu).Apply(node); }
        Assert.Equal(3001, LayerOrder.Of(new Model(input, node)).Count);
    }

    /// <summary>All four layers have the same shape: a wrong order would not be noticed by shapes.</summary>
    internal static Model Branches()
    {
        Node a = new Input([4]) { Name = "a" }, b = new Input([4]) { Name = "b" };
        Node p = new Dense(4) { Name = "p" }.Apply(a), t = new Dense(4) { Name = "t" }.Apply(new Dense(4) { Name = "r" }.Apply(b));
        Node u = new Dense(4) { Name = "u" }.Apply(new Dense(4) { Name = "v" }.Apply(t));
        return new([a, b], [new Dense(1) { Name = "o" }.Apply(new Concatenate { Name = "concatenate" }.Apply([p, t, u]))]) { Seed = 4 };
    }
}
