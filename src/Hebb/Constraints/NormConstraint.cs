using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Constraints;

/// <summary>A constraint on lengths: w · desired / (10⁻⁷ + ‖w‖), where ‖w‖ is taken along some axes, for each index of the others.</summary>
public abstract record NormConstraint : Constraint
{
    /// <summary>Keras' epsilon: keeps weights of length 0 what they are.</summary>
    private const double Epsilon = 1e-7;

    /// <summary>The axes that make up one vector: [0] for the incoming weights of a unit of a dense kernel (inputs, units), [0, 1, 2] for those of a
    /// filter of a Conv2D kernel.</summary>
    public IReadOnlyList<int> Axes { get; init; } = [0];

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The weight has no such axis.</exception>
    public sealed override Tensor Apply(Tensor weight)
    {
        Tensor norms = weight.Square().Sum([.. Axes], keepDims: true).Sqrt();
        return weight * (Desired(norms) / (norms + Epsilon));
    }

    /// <summary>The lengths that vectors of these lengths shall have.</summary>
    private protected abstract Tensor Desired(Tensor norms);
}
