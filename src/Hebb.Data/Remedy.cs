namespace Hebb.Data;

/// <summary>Something that helps, without the words of a face: a program says it with names of C#, the tool with its options.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Column">The column it is about, if it is about one.</param>
/// <param name="Value">The value to use: a mark, a type, a delimiter.</param>
public sealed record Remedy(RemedyKind Kind, string? Column = null, string? Value = null)
{
    /// <summary>The remedy in the words of C#.</summary>
    public override string ToString() => Kind switch
    {
        RemedyKind.MissingMark => $"add '{Value}' to CsvOptions.MissingMarks if it means 'no value'",
        RemedyKind.ColumnType => $"set CsvOptions.Types[\"{Column}\"] to '{Value}'",
        RemedyKind.DropColumn => Column is null ? "leave a column out with CsvOptions.SkipColumns"
            : $"leave the column out with CsvOptions.SkipColumns or schema.With(\"{Column}\", ColumnKind.Dropped)",
        RemedyKind.SkipBadRows => "leave such rows out with CsvOptions.SkipBadRows",
        RemedyKind.Header => "set CsvOptions.HasHeader = true if the first line holds the names",
        RemedyKind.NoHeader => "set CsvOptions.HasHeader = false if the first line holds values",
        RemedyKind.Delimiter => "set CsvOptions.Delimiter",
        RemedyKind.DecimalMark => Value is null ? "set CsvOptions.DecimalMark" : $"set CsvOptions.DecimalMark = '{Value}'",
        RemedyKind.Encoding => "set CsvOptions.Encoding",
        RemedyKind.LiteralQuotes => "set CsvOptions.LiteralQuotes if the file's quotes are ordinary characters",
        RemedyKind.Task => $"Task = LearningTask.{char.ToUpperInvariant(Value![0])}{Value[1..]}",
        RemedyKind.DropMissingRows => $"leave such rows out with table.DropMissing(\"{Column}\")",
        RemedyKind.SplitByRows => "split without classes: Split.TrainTest(table.Rows)",
        RemedyKind.KeepFar => "KeepFar = true in TableTrainerOptions",
        RemedyKind.DropInput => $"Drop = [\"{Column}\"] in TableTrainerOptions",
        RemedyKind.SkipBadFiles => "BadFiles.Skip to leave out what cannot be read",
        RemedyKind.Group => "Group in SeriesTrainerOptions",
        RemedyKind.Threshold => "model.Threshold = model.RecommendedThreshold.Value",
        RemedyKind.SimpleModel => Value is null ? "Layers = []" : "Network = SequenceNetwork.Linear",
        RemedyKind.TrainModel => $"Model = TableModelKind.{char.ToUpperInvariant(Value![0])}{Value[1..]} in TableTrainerOptions",
        RemedyKind.Epochs => "Epochs",
        _ => "choose another target",
    };

    /// <summary>Remedies as one sentence; empty if there are none.</summary>
    /// <param name="remedies">What helps.</param>
    /// <param name="words">How a face says each: <see cref="ToString"/>, or the options of a tool.</param>
    public static string Sentence(IReadOnlyList<Remedy> remedies, Func<Remedy, string> words)
    {
        ArgumentNullException.ThrowIfNull(remedies);
        ArgumentNullException.ThrowIfNull(words);
        if (remedies.Count == 0) { return ""; }
        string[] said = [.. remedies.Select(words)];
        string all = said.Length == 1 ? said[0] : $"{string.Join("; ", said[..^1])}; or {said[^1]}";
        return $" Try: {all}.";
    }
}
