using Hebb.Data.Csv;
using Hebb.Data.Rows;

namespace Hebb.Learning.Streaming;

/// <summary>How <see cref="RowScorer"/> reads rows and when it gives alarm.</summary>
public sealed record ScoreOptions
{
    /// <summary>Rows with at least this score are alerts: a probability, or for a regression the predicted number.</summary>
    public double Threshold { get; init => field = SettingRange.Finite(value); } = 0.5;

    /// <summary>The class whose probability is the score; null for the second of two classes.</summary>
    public string? Class { get; init; }

    /// <summary>How rows are written, on both sides; null to find out from the first character.</summary>
    public RowFormat? Format { get; init; }

    /// <summary>What is known about CSV; the rest is found out. Columns are read as the model was trained.</summary>
    public CsvOptions Csv { get; init; } = new();

    /// <summary>What the rows are called in messages, usually the name of the file.</summary>
    public string? Source { get; init; }

    /// <summary>
    /// Columns by which a receiver of alerts knows the row, as they are written; the model need not know them. Null for those of the rows that the training
    /// left out because they number or name the rows.
    /// </summary>
    public IReadOnlyList<string>? Keys { get; init; }

    /// <summary>Told how the rows are written, before any is: the output has the same form. It may refuse that by an exception.</summary>
    public Action<RowFormat>? Opened { get; init; }

    /// <summary>Called for every row above the threshold, in the order of the rows, with a JSON object: line, key, score, prediction and row. The
    /// memory is the callee's.</summary>
    public Action<byte[]>? Alert { get; init; }

    /// <summary>Called for every row that could not be read, in the order of the rows; the row is left out.</summary>
    public Action<SkippedRow>? Skipped { get; init; }
}
