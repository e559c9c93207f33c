using System.Globalization;
using System.Text.Json.Nodes;
using Hebb.Data.Preprocessing;

namespace Hebb.Learning.Evaluation;

/// <summary>Figures of merit as text and as JSON.</summary>
internal static class ScoreText
{
    /// <summary>A figure with the digits that mean something.</summary>
    public static string Number(double value) => double.IsNaN(value) ? "n/a"
        : Math.Abs(value) is >= 1000 and < 1e15 ? value.ToString("F1", CultureInfo.InvariantCulture)
        : Math.Abs(value) is >= 1e-3 or 0 ? value.ToString("F4", CultureInfo.InvariantCulture)
        : value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A JSON object; figures that do not exist are null.</summary>
    public static JsonObject Json(IReadOnlyDictionary<string, double> scores) =>
        new(scores.Select(score => KeyValuePair.Create(score.Key, Finite(score.Value))));

    /// <summary>A number as JSON; null if it is none.</summary>
    public static JsonNode? Finite(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    /// <summary>What a task is called in JSON.</summary>
    public static string Name(LearningTask task) => task switch
    {
        LearningTask.Binary => "binary",
        LearningTask.Multiclass => "multiclass",
        _ => "regression",
    };
}
