using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Constraints;

/// <summary>What a weight must satisfy: after each step of training the optimizer replaces the weight by the nearest kind of weight that does.</summary>
/// <remarks>Constraints act on weights that are trained; starting values and weights of files stay as they are until the first step.</remarks>
public abstract record Constraint : IConstraint
{
    /// <summary>No element below 0.</summary>
    public static NonNeg NonNeg { get; } = new NonNeg();

    /// <summary>Each unit's incoming weights have length 1.</summary>
    public static UnitNorm UnitNorm { get; } = new UnitNorm();

    /// <summary>Each unit's incoming weights have at most this length.</summary>
    /// <param name="maxValue">The largest length.</param>
    public static MaxNorm MaxNorm(double maxValue = 2) => new MaxNorm(maxValue);

    /// <summary>Each unit's incoming weights have a length between two bounds.</summary>
    /// <param name="minValue">The smallest length.</param>
    /// <param name="maxValue">The largest length.</param>
    /// <param name="rate">How much of the way to the bound a step goes: 1 all of it.</param>
    public static MinMaxNorm MinMaxNorm(double minValue = 0, double maxValue = 1, double rate = 1) => new MinMaxNorm(minValue, maxValue, rate);

    /// <summary>The kinds of constraints that files can hold. Register those of your own.</summary>
    public static KindTable<Constraint> Kinds => ConstraintKinds.Table;

    /// <inheritdoc/>
    public abstract Tensor Apply(Tensor weight);
}
