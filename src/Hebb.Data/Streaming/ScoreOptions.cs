namespace Hebb.Data;

/// <summary>How <see cref="RowScorer"/> reads rows and when it gives alarm.</summary>
public sealed record ScoreOptions
{
    /// <summary>Rows with at least this score are alerts: a probability, or for a regression the predicted number.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>The class whose probability is the score; null for the second of two classes.</summary>
    public string? Class { get; init; }

    /// <summary>How rows are written, on both sides; null to find out from the first character.</summary>
    public RowFormat? Format { get; init; }

    /// <summary>Whether the first line of CSV holds the names; null to find out.</summary>
    public bool? HasHeader { get; init; }

    /// <summary>What the rows are called in messages, usually the name of the file.</summary>
    public string? Source { get; init; }

    /// <summary>Called for every row above the threshold, in the order of the rows, with a JSON object: line, score, prediction and row. The memory is the callee's.</summary>
    public Action<byte[]>? Alert { get; init; }

    /// <summary>Called for every row that could not be read, in the order of the rows; the row is left out.</summary>
    public Action<SkippedRow>? Skipped { get; init; }
}

/// <summary>A row that could not be scored.</summary>
/// <param name="Source">What the rows are called, usually the name of the file.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record SkippedRow(string? Source, int Line, string Reason)
{
    /// <summary>Place and reason in one line.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Source ?? "input"}, line {Line}: {Reason}. The row is skipped.");
}

/// <summary>What a scoring came to.</summary>
/// <param name="Rows">How many rows were scored.</param>
/// <param name="SkippedRows">How many could not be read.</param>
/// <param name="Alerts">How many were above the threshold.</param>
/// <param name="Unknown">How many values were categories that the training rows do not have.</param>
/// <param name="Imputed">How many missing values were filled in.</param>
/// <param name="WasCancelled">Whether it was stopped before the end.</param>
public sealed record ScoreSummary(long Rows, long SkippedRows, long Alerts, long Unknown, long Imputed, bool WasCancelled);
