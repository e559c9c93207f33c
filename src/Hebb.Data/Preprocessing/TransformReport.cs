using System.Globalization;

namespace Hebb.Data.Preprocessing;

/// <summary>What a pipeline had to do to a column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Imputed">How many missing values were filled in.</param>
/// <param name="Unknown">How many values were categories that the training rows do not have.</param>
/// <param name="UnknownExamples">Some of those categories.</param>
public sealed record ColumnReport(string Column, int Imputed, int Unknown, IReadOnlyList<string> UnknownExamples)
{
    /// <summary>What became of unknown values, in words.</summary>
    internal string UnknownAs { get; init; } = "encoded as zeros";
}

/// <summary>What a pipeline had to do to a table: values filled in and unknown categories.</summary>
/// <param name="Rows">How many rows were transformed.</param>
/// <param name="Columns">The columns that needed something.</param>
public sealed record TransformReport(int Rows, IReadOnlyList<ColumnReport> Columns)
{
    /// <summary>Whether every value was there and known.</summary>
    public bool IsClean => Columns.Count == 0;

    /// <summary>One sentence for each column that needed something; of a single row one line for all that were filled in.</summary>
    public override string ToString() => Rows != 1 ? string.Join('\n', Columns.Select(Sentence)) : string.Join('\n',
        (string[])[.. Filled() is { } filled ? [filled] : Array.Empty<string>(), .. Columns.Where(column => column.Unknown > 0).Select(UnknownIn)]);

    /// <summary>The columns of a single row that were filled in, on one line; null if there are none.</summary>
    private string? Filled()
    {
        string[] names = [.. Columns.Where(column => column.Imputed > 0).Select(column => column.Column)];
        return names.Length == 0 ? null : $"Missing, filled in: {string.Join(", ", names)}";
    }

    private static string UnknownIn(ColumnReport column) => $"{column.Column}: unknown ({string.Join(", ", column.UnknownExamples)}), {column.UnknownAs}";

    private string Sentence(ColumnReport column)
    {
        string imputed = column.Imputed > 0 ? string.Create(CultureInfo.InvariantCulture, $"{column.Imputed} of {Rows} missing, filled in") : "";
        string unknown = column.Unknown > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{column.Unknown} of {Rows} unknown ({string.Join(", ", column.UnknownExamples)}), ")
                + column.UnknownAs
            : "";
        return $"{column.Column}: {imputed}{(imputed.Length > 0 && unknown.Length > 0 ? "; " : "")}{unknown}";
    }
}
