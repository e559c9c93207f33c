using Hebb.Models;

namespace Hebb.Learning.Tables;

/// <summary>A network that has been trained on a table.</summary>
/// <param name="Model">The network.</param>
/// <param name="History">Loss and metrics, epoch by epoch.</param>
/// <param name="BestEpoch">The epoch whose weights it has.</param>
/// <param name="Unseen">Answers to rows that were not learned from. Predicted when they are first asked for.</param>
internal sealed record FittedNetwork(Model Model, History History, int BestEpoch, Lazy<UnseenAnswers> Unseen)
{
    /// <summary>What the last activation's input was divided by, to make probabilities as sure as they are right; 1 for nothing.</summary>
    public double Temperature { get; init; } = 1;
}
