using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Constraints;

/// <summary>max(w, 0): no element below 0.</summary>
public sealed record NonNeg : Constraint
{
    internal static Kind<NonNeg> Kind { get; } = new("NonNeg", _ => new());

    /// <inheritdoc/>
    public override Tensor Apply(Tensor weight) => weight.Maximum(0);
}
