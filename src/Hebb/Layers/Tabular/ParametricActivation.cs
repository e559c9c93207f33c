using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// x + α · (f(x) − x) with α learned for each unit: from a straight line (0) through the activation f (1) to more than it (Holzmüller, Grinsztajn and
/// Steinwart, 2024, "Better by Default": RealMLP's parametric activations).
/// </summary>
/// <remarks>Input and output have the same shape. Weight: alpha, one for each unit of the last axis, 1 at first.</remarks>
/// <param name="activation">f.</param>
public sealed class ParametricActivation(Activation activation) : Layer
{
    internal static Kind<ParametricActivation> Kind { get; } = new(
        "ParametricActivation", c => new(c.Activation("activation", l => l.Activation) ?? throw c.Node.Wrong("activation", "an activation")))
    { Module = "hebb" };

    private Parameter? _alpha;

    /// <summary>The function f.</summary>
    public Activation Activation { get; } = activation ?? throw new ArgumentNullException(nameof(activation));

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (input.Rank < 2) { throw new ShapeException($"{this} expects rows of units, shape (batch, …, units), but got shape {input}."); }
        _alpha = AddParameter("alpha", [input[^1]], Initializer.Ones);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training) => x.Rank >= 2 && x.Shape[^1] == _alpha!.Shape[0]
        ? x + _alpha.Value * (Activation.Apply(x) - x)
        : throw new ShapeException($"{this} was built for {_alpha!.Shape[0]} units on the last axis, but got shape {x.Shape}.");

    /// <inheritdoc/>
    public override string ToString() => $"ParametricActivation({Activation.Name})";
}
