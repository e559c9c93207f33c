using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Constraints;

/// <summary>Vectors have length 1: w / (10⁻⁷ + ‖w‖).</summary>
public sealed record UnitNorm : NormConstraint
{
    internal static Kind<UnitNorm> Kind { get; } = new("UnitNorm", c => new() { Axes = c.Axes("axis", k => k.Axes, 0) });

    private protected override Tensor Desired(Tensor norms) => Tensor.Scalar(1, norms.DType);
}
