using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Constraints;

/// <summary>Vectors have length 1: w / (10⁻⁷ + ‖w‖).</summary>
public sealed record UnitNorm : NormConstraint
{
    private protected override Tensor Desired(Tensor norms) => Tensor.Scalar(1, norms.DType);
}
