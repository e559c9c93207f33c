using System.Globalization;
using System.Text.Json.Nodes;
using Hebb.Data;
using Hebb.Learning.Evaluation;

namespace Hebb.Learning.Kinds;

/// <summary>How good a model is on examples whose answers are known.</summary>
/// <param name="ExamplesName">What the examples are called: rows, images.</param>
/// <param name="Metrics">The figures.</param>
public sealed record EvaluationResult(string ExamplesName, IReadOnlyDictionary<string, double> Metrics)
{
    private static readonly double[] s_shares = [0.05, 0.25, 0.5, 0.75, 0.95];

    /// <summary>All there is to say about classes or numbers.</summary>
    /// <param name="examplesName">What the examples are called.</param>
    /// <param name="judgement">The judgement.</param>
    public EvaluationResult(string examplesName, Judgement judgement)
        : this(examplesName, (judgement ?? throw new ArgumentNullException(nameof(judgement))).Metrics) => (Judgement, Count) = (judgement, judgement.Rows);

    /// <summary>All there is to say about classes or numbers; null where figures say it all.</summary>
    public Judgement? Judgement { get; }

    /// <summary>How many examples were judged; null if that is not known. Range: 0 or more.</summary>
    public int? Count { get; init => field = SettingRange.AtLeast(0, value); }

    /// <summary>Files that could not be read and were left out.</summary>
    public IReadOnlyList<BadFile> Skipped { get; init; } = [];

    /// <summary>Writes a page about it to a path; null if there is none.</summary>
    public Action<string>? SaveReport { get; init; }

    /// <summary>The result as lines for a terminal.</summary>
    public IReadOnlyList<string> Lines =>
    [
        .. Judgement is { Threshold: { } threshold and not 0.5, Confusion.Classes: [_, var second] }
            ? [string.Create(CultureInfo.InvariantCulture, $"Decision threshold: {threshold:G4} ('{second}' at or above it)")]
            : Array.Empty<string>(),
        .. TextTable.Lines(
            [[Count is null ? ExamplesName : string.Create(CultureInfo.InvariantCulture, $"{Count} {ExamplesName}"), ""],
            .. Metrics.Select(figure => (string[])[figure.Key, ScoreText.Number(figure.Value)])]),
        .. Judgement?.Confusion is { } confusion ? [$"\n{confusion}\n\n{confusion.Report()}\n", .. Judgement.Curves.Select(Line)] : Array.Empty<string>(),
        .. Judgement?.Regression is { } regression ? [$"\n{regression}"] : Array.Empty<string>(),
    ];

    /// <summary>The result for programs.</summary>
    public JsonObject ToJson()
    {
        if (Judgement is null)
        {
            JsonObject figures = new() { ["metrics"] = ScoreText.Json(Metrics) };
            if (Count is { } count) { figures.Insert(0, ExamplesName, count); }
            return figures;
        }

        JsonObject result = new() { ["task"] = ScoreText.Name(Judgement.Task), [ExamplesName] = Judgement.Rows, ["metrics"] = ScoreText.Json(Metrics) };
        if (Judgement.Confusion is { } confusion)
        {
            int[] codes = [.. Enumerable.Range(0, confusion.Classes.Count)];
            if (Judgement.Threshold is { } threshold) { result["threshold"] = threshold; }
            result["classes"] = new JsonArray([.. confusion.Classes.Select(name => (JsonNode)JsonValue.Create(name))]);
            result["confusion"] =
                new JsonArray([.. codes.Select(truth => new JsonArray([.. codes.Select(answer => (JsonNode)JsonValue.Create(confusion[truth, answer]))]))]);
            result["report"] = new JsonObject(confusion.Report().Classes.Select(one => KeyValuePair.Create(
                one.Name, (JsonNode?)new JsonObject { ["precision"] = one.Precision, ["recall"] = one.Recall, ["f1"] = one.F1, ["support"] = one.Support })));
            result["curves"] = new JsonObject(Judgement.Curves.Select(one => KeyValuePair.Create(
                one.Class,
                (JsonNode?)new JsonObject
                {
                    ["roc_auc"] = one.Roc.Area,
                    ["average_precision"] = one.PrecisionRecall.AveragePrecision,
                    ["brier"] = one.Calibration.Brier,
                    ["calibration_error"] = one.Calibration.ExpectedError,
                })));
        }

        if (Judgement.Regression is { } regression)
        {
            result["median_error"] = regression.MedianAbsoluteError;
            result["residual_quantiles"] = new JsonObject(s_shares.Select(share => KeyValuePair.Create(
                share.ToString(CultureInfo.InvariantCulture), (JsonNode?)JsonValue.Create(regression.ResidualQuantile(share)))));
            if (regression.Interval is { } interval) { result["interval"] = interval.ToJson(); }
        }

        return result;
    }

    private static string Line(ClassCurves curves) => string.Create(
        CultureInfo.InvariantCulture,
        $"{curves.Class}: ROC AUC {curves.Roc.Area:F4}, average precision {curves.PrecisionRecall.AveragePrecision:F4}, ")
        + string.Create(CultureInfo.InvariantCulture, $"Brier score {curves.Calibration.Brier:F4}, calibration error {curves.Calibration.ExpectedError:F4}");
}
