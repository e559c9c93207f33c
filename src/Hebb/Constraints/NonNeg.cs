using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Constraints;

/// <summary>max(w, 0): no element below 0.</summary>
public sealed record NonNeg : Constraint
{
    /// <inheritdoc/>
    public override Tensor Apply(Tensor weight) => weight.Maximum(0);
}
