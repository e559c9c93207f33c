using Hebb.Data;

namespace Hebb.Cli;

/// <summary>Answers for the texts of a table or of a file of lines, or for one text.</summary>
internal static class TextPrediction
{
    /// <summary>Predicts and writes a row for each text.</summary>
    public static int Run(TextModel model, IReadOnlyList<string> inputs, string? row, bool noHeader, string? output, Terminal terminal)
    {
        if (row is not null)
        {
            string text = Named(model, row);
            Warn(model, [text], terminal);
            terminal.Output.WriteLine(FileAnswers.Text(model.Predict([text])));
            return ExitCode.Success;
        }

        if (inputs.Count != 1) { throw new UsageException("Expected one file: a table, or a .txt file with a text in each line (- for standard input); or --row text=…"); }
        IReadOnlyList<string?> texts = Read(model, inputs[0], noHeader, terminal);
        if (texts.Count == 0) { throw new DataException("There are no texts. Expected a text in each line.", inputs[0]); }
        Warn(model, texts, terminal);
        TableOutput.Write(model.Predict(texts).ToTable(), output, terminal);
        return ExitCode.Success;
    }

    /// <summary>Says what was unusual about texts.</summary>
    public static void Warn(TextModel model, IReadOnlyList<string?> texts, Terminal terminal)
    {
        TextReport report = model.Inspect(texts);
        if (!report.IsClean) { terminal.Error.WriteLine(report); }
    }

    /// <summary>A text may hold commas and quotes, so everything behind its column's name belongs to it.</summary>
    private static string Named(TextModel model, string row)
    {
        string start = model.Column + "=";
        return row.StartsWith(start, StringComparison.Ordinal) || row.StartsWith("text=", StringComparison.Ordinal)
            ? row[(row.IndexOf('=', StringComparison.Ordinal) + 1)..]
            : throw new UsageException($"--row is '{row}'. Expected {start} and the text.");
    }

    private static IReadOnlyList<string?> Read(TextModel model, string input, bool noHeader, Terminal terminal)
    {
        bool isStandard = input == StreamTraining.Standard;
        if (!isStandard && !input.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)) { return model.TextsOf(Inputs.Table(input, noHeader)); }
        if (noHeader) { throw new UsageException("--no-header is for tables; a text in each line has none. Leave it out."); }
        string text = isStandard ? Piped(terminal) : Inputs.Text(input);
        return text.Length == 0 ? [] : [.. (text.EndsWith('\n') ? text[..^1] : text).Split('\n').Select(line => line.TrimEnd('\r'))];
    }

    private static string Piped(Terminal terminal)
    {
        using Stream input = terminal.Input();
        using MemoryStream bytes = new();
        input.CopyTo(bytes);
        return Inputs.Text(bytes.ToArray(), "standard input");
    }
}
