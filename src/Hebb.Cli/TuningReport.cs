using System.Globalization;
using System.Text.Json.Nodes;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Tables;
using Hebb.Learning.Tuning;
using Hebb.Tuning;

namespace Hebb.Cli;

/// <summary>Tells what a search tried and found.</summary>
internal sealed class TuningReport(TextWriter writer)
{
    private const int Shown = 20;

    /// <summary>The trials from best to worst.</summary>
    public void Trials(SearchResult search)
    {
        string[] lines = search.ToString().Split('\n');
        string better = search.Objective.LargerIsBetter ? "higher" : "lower";
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{search.Trials.Count} {(search.Trials.Count == 1 ? "trial" : "trials")} by {search.Objective.Name} ({better} is better), best first:"));
        foreach (string line in lines.Take(Shown + 1)) { writer.WriteLine("  " + line); }
        if (lines.Length > Shown + 1) { writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  … {lines.Length - Shown - 1} more")); }
    }

    /// <summary>The best beside the default network: on the rows that decided, and once on rows that decided nothing.</summary>
    public void Compared(TunedTable tuned)
    {
        TrainedTable best = tuned.Best!, defaults = tuned.Defaults;
        string name = tuned.Objective.Name;
        writer.WriteLine(tuned.Improved
            ? $"The search found a better {name}: {ScoreText.Number(tuned.BestValue)} instead of {ScoreText.Number(tuned.DefaultsValue)}."
            : $"No trial was better than the default network ({name} {ScoreText.Number(tuned.DefaultsValue)}), which is kept.");
        Write("validation rows, by which the best was chosen", tuned.BestOnValidation!, tuned.DefaultsOnValidation);
        Write(
            string.Create(CultureInfo.InvariantCulture, $"{best.Plan.Split.Test.Length} held-out rows, used for nothing else"),
            best.Metrics,
            defaults.Metrics);
        writer.WriteLine(best.Comparison.Verdict);
    }

    /// <summary>The result for programs.</summary>
    public static JsonObject Json(TunedTable tuned, string output, string trials) => new()
    {
        ["task"] = ScoreText.Name(tuned.Defaults.Plan.Schema.Task),
        ["objective"] = tuned.Objective.Name,
        ["trials"] = tuned.Search.Trials.Count,
        ["failed"] = tuned.Search.Trials.Count(trial => trial.Failed),
        ["cancelled"] = tuned.Best is null,
        ["improved"] = tuned.Improved,
        ["parameters"] = tuned.Improved ? new JsonObject(tuned.Search.Best.Parameters.Select(p => KeyValuePair.Create(p.Key, Value(p.Value)))) : null,
        ["value"] = Finite(tuned.BestValue),
        ["defaults_value"] = Finite(tuned.DefaultsValue),
        ["validation"] = tuned.BestOnValidation is { } found ? ScoreText.Json(found) : null,
        ["defaults_validation"] = ScoreText.Json(tuned.DefaultsOnValidation),
        ["metrics"] = tuned.Best is { } best ? ScoreText.Json(best.Metrics) : null,
        ["defaults_metrics"] = ScoreText.Json(tuned.Defaults.Metrics),
        ["baseline"] = ScoreText.Json(tuned.Defaults.Baseline),
        ["verdict"] = tuned.Best?.Comparison.ToJson(),
        ["output"] = tuned.Best is null ? null : output,
        ["trials_folder"] = trials,
    };

    private static JsonValue? Finite(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private static JsonNode? Value(object value) => value switch
    {
        int number => number,
        double number => number,
        bool flag => flag,
        _ => (string)value,
    };

    private void Write(string heading, IReadOnlyDictionary<string, double> best, IReadOnlyDictionary<string, double> defaults)
    {
        foreach (string line in TextTable.Lines([
            [heading, "best", "defaults"],
            .. best.Select(score => new[] { score.Key, ScoreText.Number(score.Value), ScoreText.Number(defaults[score.Key]) }),
        ]))
        {
            writer.WriteLine(line);
        }
    }
}
