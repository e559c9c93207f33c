using Hebb.Learning.Evaluation;
using Hebb.Learning.Tables;
using Hebb.Tuning;

namespace Hebb.Learning.Tuning;

/// <summary>What a search for a table's best network came to.</summary>
public sealed class TunedTable
{
    internal TunedTable() { }

    /// <summary>All trials.</summary>
    public required SearchResult Search { get; init; }

    /// <summary>What was made best.</summary>
    public Objective Objective => Search.Objective;

    /// <summary>What a training without search would have come to.</summary>
    public required TrainedTable Defaults { get; init; }

    /// <summary>
    /// The best network: that of the best trial, trained as always; that without search if no trial was better. Null if the search was cancelled.
    /// </summary>
    public required TrainedTable? Best { get; init; }

    /// <summary>The objective of the network without search, judged as the trials were.</summary>
    public required double DefaultsValue { get; init; }

    /// <summary>The objective of the best network, judged as the trials were; NaN if the search was cancelled.</summary>
    public required double BestValue { get; init; }

    /// <summary>Whether a trial was better than no search.</summary>
    public bool Improved => Best is not null && Best != Defaults;

    /// <summary>
    /// The figures of the network without search on the validation rows; of an ensemble that is cross-fitted on all rows, each predicted by the member that has
    /// not learned from it.
    /// </summary>
    public IReadOnlyDictionary<string, double> DefaultsOnValidation => field ??= OnValidation(Defaults);

    /// <summary>The same figures of the best network; null if the search was cancelled.</summary>
    public IReadOnlyDictionary<string, double>? BestOnValidation => field ??= Best is null ? null : OnValidation(Best);

    private static IReadOnlyDictionary<string, double> OnValidation(TrainedTable trained)
    {
        (float[] truth, float[] outputs) = trained.Fitted.Unseen.Value;
        return Scores.Of(trained.Target, truth, outputs);
    }
}
