using System.Globalization;
using System.Text;
using Hebb.Models;

namespace Hebb.Tuning;

/// <summary>What a search came to.</summary>
public sealed class SearchResult
{
    internal SearchResult(Objective objective, IReadOnlyList<TrialResult> trials, bool wasCancelled) =>
        (Objective, Trials, WasCancelled) = (objective, trials, wasCancelled);

    /// <summary>What was made small or large.</summary>
    public Objective Objective { get; }

    /// <summary>All trials as they were run; with Hyperband a trial appears once for every time it was continued.</summary>
    public IReadOnlyList<TrialResult> Trials { get; }

    /// <summary>The trials from best to worst, failed ones last; of equal ones the earlier first.</summary>
    public IReadOnlyList<TrialResult> Ranked => field ??= [.. Trials.OrderBy(trial => Objective.Cost(trial.Value))];

    /// <summary>The best trial.</summary>
    /// <exception cref="InvalidOperationException">All trials failed, or none was finished.</exception>
    public TrialResult Best => Ranked is [{ Failed: false } best, ..] ? best : throw new InvalidOperationException(Ranked is [var failed, ..]
        ? $"All {Ranked.Count} trials failed, so none is the best. The first: {failed.Error}"
        : "No trial was finished, so none is the best.");

    /// <summary>Whether there is a best trial.</summary>
    public bool Succeeded => Ranked is [{ Failed: false }, ..];

    /// <summary>The model of the best trial with the weights of that moment; null if models were not what was searched, or all trials failed.</summary>
    public Model? Model { get; internal init; }

    /// <summary>Whether the search was cancelled. Run it again with the same folder to resume.</summary>
    public bool WasCancelled { get; }

    /// <summary>The table of trials from best to worst, counted from 1.</summary>
    public override string ToString()
    {
        string[] names = [.. Trials.SelectMany(trial => trial.Parameters.Keys).Distinct()];
        List<string[]> rows = [["trial", Objective.Name, "epochs", .. names]];
        rows.AddRange(Ranked.Select(trial => (string[])[
            (trial.Number + 1).ToString(CultureInfo.InvariantCulture),
            trial.Failed ? "failed" : trial.Value.ToString("G6", CultureInfo.InvariantCulture),
            trial.Epochs?.ToString(CultureInfo.InvariantCulture) ?? "",
            .. names.Select(name => trial.Parameters.TryGetValue(name, out object? value) ? HyperParameter.Brief(value) : "-")]));
        int[] shown = [.. Enumerable.Range(0, rows[0].Length).Where(column => rows.Skip(1).Any(row => row[column].Length > 0))];
        StringBuilder text = new();
        foreach (string[] row in rows)
        {
            text.AppendJoin("  ", shown.Select(column => row[column].PadLeft(rows.Max(other => other[column].Length)))).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }
}
