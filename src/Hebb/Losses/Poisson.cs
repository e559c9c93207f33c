using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>ŷ − y·ln ŷ: for counts y whose expectation ŷ is predicted (with an exponential or softplus output).</summary>
public sealed record Poisson : Loss
{
    internal static Kind<Poisson> Kind { get; } = new("Poisson", _ => new());

    /// <inheritdoc/>
    public override string Name => "poisson";

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred) => RowMeans(yPred - Match(yTrue, yPred) * (yPred + Epsilon).Log());
}
