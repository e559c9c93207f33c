using Hebb.Configuration;
using Hebb.Constraints;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>x above 0, α · x below, where α is learned (He et al., 2015).</summary>
/// <remarks>Input and output have the same shape. Weight: alpha, of the input's shape without the batch, 1 along shared axes.</remarks>
public sealed class PReLU : Layer
{
    internal static Kind<PReLU> Kind { get; } = new("PReLU", c => new()
    {
        AlphaInitializer = c.Initializer("alpha_initializer", l => l.AlphaInitializer, Initializer.Zeros),
        AlphaRegularizer = c.Regularizer("alpha_regularizer", l => l.AlphaRegularizer),
        AlphaConstraint = c.Constraint("alpha_constraint", l => l.AlphaConstraint),
        SharedAxes = c.IntsOrNull("shared_axes", l => l.SharedAxes is { Count: > 0 } axes ? axes : null) ?? [],
    });

    private Parameter? _alpha;

    /// <summary>The starting values of α.</summary>
    public Initializer AlphaInitializer { get; init; } = Initializer.Zeros;

    /// <summary>A penalty on α.</summary>
    public Regularizer? AlphaRegularizer { get; init; }

    /// <summary>What α must satisfy after each step.</summary>
    public Constraint? AlphaConstraint { get; init; }

    /// <summary>Axes (counted with the batch as 0) along which one α serves all: [1, 2] for images, so that each channel has one.</summary>
    public IReadOnlyList<int> SharedAxes { get; init; } = [];

    /// <inheritdoc/>
    public override string DefaultName => "p_re_lu";

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        Shape shape = input;
        foreach (int axis in SharedAxes) { shape = shape.With(axis, 1); }
        _alpha = AddParameter("alpha", shape[1..], AlphaInitializer, regularizer: AlphaRegularizer, constraint: AlphaConstraint);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training) => x.Relu() - _alpha!.Value * (-x).Relu();
}
