using Hebb.Models;

namespace Hebb.Learning.Tables;

/// <summary>A network that has been trained on a table.</summary>
/// <param name="Model">The network.</param>
/// <param name="History">Loss and metrics, epoch by epoch.</param>
/// <param name="BestEpoch">The epoch whose weights it has.</param>
/// <param name="Unseen">
/// What is to be predicted for rows that are not held out, and the outputs of a network that has not learned from them: they choose what is left to be chosen.
/// Predicted when it is first asked for.
/// </param>
internal sealed record FittedNetwork(Model Model, History History, int BestEpoch, Lazy<(float[] Truth, float[] Outputs)> Unseen);
