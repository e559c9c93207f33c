using Hebb.Data.Tables;
using Hebb.Learning.Training;
using Hebb.Models;

namespace Hebb.Learning.Tables;

/// <summary>A model that has been trained on a table.</summary>
/// <param name="Model">The model with its pipeline.</param>
/// <param name="History">Loss and metrics, epoch by epoch; <see cref="History.None"/> for trees.</param>
/// <param name="BestEpoch">The epoch whose weights it has; 0 for trees.</param>
/// <param name="Unseen">Answers to rows that were not learned from. Predicted when they are first asked for.</param>
internal sealed record FittedTable(TableModel Model, History History, int BestEpoch, Lazy<UnseenAnswers> Unseen)
{
    /// <summary>What the last activation's input was divided by, to make probabilities as sure as they are right; 1 for nothing.</summary>
    public double Temperature { get; init; } = 1;

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
