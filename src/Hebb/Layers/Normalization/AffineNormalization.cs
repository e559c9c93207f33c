using Hebb.Configuration;
using Hebb.Constraints;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>A layer that normalizes and then, if wanted, multiplies by a learned γ and adds a learned β.</summary>
public abstract class AffineNormalization : Layer
{
    private Parameter? _gamma, _beta;

    private protected AffineNormalization() { }

    /// <summary>A normalization of its settings.</summary>
    private protected AffineNormalization(IConfig<AffineNormalization> c)
    {
        Epsilon = c.Number("epsilon", l => l.Epsilon, 1e-3);
        Center = c.Flag("center", l => l.Center, true);
        Scale = c.Flag("scale", l => l.Scale, true);
        BetaInitializer = c.Initializer("beta_initializer", l => l.BetaInitializer, Initializer.Zeros);
        BetaRegularizer = c.Regularizer("beta_regularizer", l => l.BetaRegularizer);
        BetaConstraint = c.Constraint("beta_constraint", l => l.BetaConstraint);
        GammaInitializer = c.Initializer("gamma_initializer", l => l.GammaInitializer, Initializer.Ones);
        GammaRegularizer = c.Regularizer("gamma_regularizer", l => l.GammaRegularizer);
        GammaConstraint = c.Constraint("gamma_constraint", l => l.GammaConstraint);
    }

    /// <summary>Added to the variance, so that nothing is divided by 0. Range: 0 or more.</summary>
    public double Epsilon { get; init => field = SettingRange.NotNegative(value); } = 1e-3;

    /// <summary>Whether there is a β.</summary>
    public bool Center { get; init; } = true;

    /// <summary>Whether there is a γ. A ReLU behind the layer followed by a linear layer makes it unnecessary.</summary>
    public bool Scale { get; init; } = true;

    /// <summary>The starting values of β.</summary>
    public Initializer BetaInitializer { get; init; } = Initializer.Zeros;

    /// <summary>The starting values of γ.</summary>
    public Initializer GammaInitializer { get; init; } = Initializer.Ones;

    /// <summary>A penalty on β.</summary>
    public Regularizer? BetaRegularizer { get; init; }

    /// <summary>A penalty on γ.</summary>
    public Regularizer? GammaRegularizer { get; init; }

    /// <summary>What β must satisfy after each step.</summary>
    public Constraint? BetaConstraint { get; init; }

    /// <summary>What γ must satisfy after each step.</summary>
    public Constraint? GammaConstraint { get; init; }

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <summary>Makes γ and β, as far as they are wanted.</summary>
    private protected void AddGammaAndBeta(Shape features, bool scale, bool center)
    {
        if (scale) { _gamma = AddParameter("gamma", features, GammaInitializer, regularizer: GammaRegularizer, constraint: GammaConstraint); }
        if (center) { _beta = AddParameter("beta", features, BetaInitializer, regularizer: BetaRegularizer, constraint: BetaConstraint); }
    }

    /// <summary>γ · y + β.</summary>
    /// <param name="y">What has been normalized.</param>
    /// <param name="aligned">The shape in which γ and β meet y.</param>
    private protected Tensor ScaleAndShift(Tensor y, Shape aligned)
    {
        if (_gamma is not null) { y *= _gamma.Value.Reshape(aligned); }
        return _beta is null ? y : y + _beta.Value.Reshape(aligned);
    }

    /// <summary>The shape in which features of these axes meet an input of the shape they were made for: its extents along them, 1 elsewhere.</summary>
    /// <param name="layer">The layer, for errors.</param>
    /// <param name="x">The shape of the input.</param>
    /// <param name="axes">The axes, from 0 on.</param>
    /// <param name="features">The extents along them that the weights were made for.</param>
    /// <exception cref="ShapeException">The input has other extents.</exception>
    internal static Shape Aligned(Layer layer, Shape x, IReadOnlyList<int> axes, Shape features)
    {
        if (axes.Any(axis => axis >= x.Rank) || !axes.Select(axis => x[axis]).SequenceEqual(features))
        {
            string where = axes.Count == 1 ? $"{features[0]} features on axis {axes[0]}" : $"features of shape {features} on axes {string.Join(", ", axes)}";
            throw new ShapeException($"{layer.Name ?? layer.DefaultName} was built for {where}, but got shape {x}.");
        }

        int[] extents = [.. Enumerable.Repeat(1, x.Rank)];
        foreach (int axis in axes) { extents[axis] = x[axis]; }
        return Shape.Create(extents);
    }

    /// <summary>Axes counted from the start, in ascending order, each once.</summary>
    internal static int[] Ascending(IReadOnlyList<int> axes, Shape input) => [.. axes.Select(input.Axis).Distinct().Order()];
}
