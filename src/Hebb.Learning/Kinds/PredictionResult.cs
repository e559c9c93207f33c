using Hebb.Data.Tables;

namespace Hebb.Learning.Kinds;

/// <summary>What a model answers: a table with a row for each example, and one line where there is a single one; or a text as it is written.</summary>
public sealed class PredictionResult
{
    /// <summary>The answers, a row for each example; null for a single line or a text.</summary>
    public Table? Table { get; init; }

    /// <summary>The answer to a single example on one line, for the terminal; null for several.</summary>
    public string? Line { get; init; }

    /// <summary>A text, piece by piece; null for answers to examples.</summary>
    public IEnumerable<string>? Text { get; init; }

    /// <summary>How many examples could not be read and were left out.</summary>
    public int Skipped { get; init; }
}
