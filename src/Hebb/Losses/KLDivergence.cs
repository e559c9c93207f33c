using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>Σ y·ln(y / ŷ) over the last axis: how many nats are lost by taking the distribution ŷ for y (Kullback and Leibler, 1951).</summary>
/// <remarks>Both are cut to [10⁻⁷, 1], as in Keras.</remarks>
public sealed record KLDivergence : Loss
{
    internal static Kind<KLDivergence> Kind { get; } = new("KLDivergence", _ => new()) { Aliases = ["kld", "kullback_leibler_divergence"] };

    /// <inheritdoc/>
    public override string Name => "kl_divergence";

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        Tensor target = Match(yTrue, yPred).Clip(Epsilon, 1);
        return RowMeans((target * (target / yPred.Clip(Epsilon, 1)).Log()).Sum(-1));
    }
}
