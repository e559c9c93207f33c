using Hebb.Data.Tables;
using Hebb.Learning.Training;
using Hebb.Models;

namespace Hebb.Learning.Tables;

/// <summary>A model that has been trained on a table.</summary>
/// <param name="Model">The model with its pipeline.</param>
/// <param name="History">Loss and metrics, epoch by epoch; <see cref="History.None"/> for trees.</param>
/// <param name="BestEpoch">The epoch whose weights it has; 0 for trees.</param>
/// <param name="Unseen">
/// What is to be predicted for rows that are not held out, and the outputs of a model that has not learned from them: they choose what is left to be chosen.
/// Predicted when it is first asked for.
/// </param>
internal sealed record FittedTable(TableModel Model, History History, int BestEpoch, Lazy<(float[] Truth, float[] Outputs)> Unseen)
{
    /// <summary>What it is called beside figures.</summary>
    public required string Name { get; init; }

    /// <summary>How training went, as it is saved.</summary>
    public Table Progress
    {
        get => field ?? ModelFolder.ToTable(History);
        init;
    }

    /// <summary>What came of the training beside figures, in a sentence; null for nothing.</summary>
    public string? Outcome { get; init; }

    /// <summary>Whether training was cancelled.</summary>
    public bool WasCancelled
    {
        get => field || History.WasCancelled;
        init;
    }

    /// <summary>Whether there is something to keep: a training that is cancelled before its first epoch or round has learned nothing.</summary>
    public bool HasLearned => Model.Trees is { } trees ? trees.Rounds > 0 || !WasCancelled : History.Epochs.Count > 0;
}
