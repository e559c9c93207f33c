using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Hebb.Data.Csv;
using Hebb.Data.Rows;
using Hebb.Formats;
using Hebb.Learning.Kinds;
using Hebb.Learning.Streaming;
using Hebb.Learning.Tables;

namespace Hebb.Cli.Commands;

/// <summary><c>hebb score</c>: rows go by, are scored, and raise alerts.</summary>
internal static class ScoreCommand
{
    private const string Standard = "-";

    /// <summary>More broken rows than this are counted only.</summary>
    private const int MostShown = 100;

    private static readonly Argument<string> s_model = new("DIR") { Description = "The folder that 'hebb train' has written." };
    private static readonly Option<double> s_threshold = new("--threshold")
    {
        Description = "Rows with at least this score are alerts: a probability, or for a regression the number.",
        HelpName = "X",
        Required = true,
    };
    private static readonly Option<string?> s_class =
        new("--class") { Description = "The class whose probability is the score. Default: the second of two classes.", HelpName = "NAME" };
    private static readonly Option<string> s_input =
        new("--input") { Description = "The rows: a file, or - for standard input.", HelpName = "FILE", DefaultValueFactory = _ => Standard };
    private static readonly Option<string?> s_format = new("--format")
    {
        Description = "csv, or jsonl for a JSON object on each line, of input and output. Default: detected from the first character.",
        HelpName = "csv|jsonl",
    };
    private static readonly Option<string> s_output = new("--output")
    {
        Description = "Where to write the rows with their scores: a file, or - for the terminal.",
        HelpName = "FILE",
        DefaultValueFactory = _ => Standard,
    };
    private static readonly Option<string?> s_alert = new("--alert") { Description = "Post the alerts to this URL, as JSON arrays.", HelpName = "URL" };
    private static readonly Option<string?> s_alerts =
        new("--alerts") { Description = "Append the alerts to this file, a JSON object on each line.", HelpName = "FILE" };

    /// <summary>The verb with its options.</summary>
    public static Command Create(Terminal terminal)
    {
        Flags reading = new(ReadingOptions.Using.Where(option => option != SharedOptions.SkipBad)); // rows that cannot be read are always skipped
        Command command = new("score", "Score rows from a file or a pipe and raise alerts. Exit code 3: some rows could not be read and were skipped.")
        {
            s_model, s_threshold, s_class, s_input, s_format, s_output, s_alert, s_alerts, ThreadsOption.Option, OutputRule.Force,
        };
        foreach (Option flag in reading.All) { command.Options.Add(flag); }
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, ReadingOptions.Of(reading.Read(parsed)), terminal, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CsvOptions csv, Terminal terminal, CancellationToken cancellation)
    {
        string inputName = parsed.GetRequiredValue(s_input), outputName = parsed.GetRequiredValue(s_output);
        RowFormat? format = parsed.GetValue(s_format) switch
        {
            null => null,
            "csv" => RowFormat.Csv,
            "jsonl" => RowFormat.JsonLines,
            string other => throw new UsageException($"--format is '{other}'. Expected csv or jsonl."),
        };
        Uri? url = parsed.GetValue(s_alert) is not { } address ? null
            : Uri.TryCreate(address, UriKind.Absolute, out Uri? known) && known.Scheme is "http" or "https" ? known
            : throw new UsageException($"--alert is '{address}'. Expected an address such as http://localhost:8080/alerts.");
        OutputRule rule = new(parsed, s_output, s_alerts);
        rule.File(s_output.Name, outputName);
        rule.File(s_alerts.Name, parsed.GetValue(s_alerts), appends: true);
        ThreadsOption.Apply(parsed);
        TableModel model = Inputs.Table(parsed.GetRequiredValue(s_model));
        if (inputName != Standard && !File.Exists(inputName))
        {
            throw new FileNotFoundException($"There is no file '{inputName}'. Expected rows to score.", inputName);
        }

        using Stream input = inputName == Standard
            ? terminal.Input()
            : new FileStream(inputName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
        using AlertPoster? poster = url is null ? null : new AlertPoster(url, TimeSpan.FromSeconds(0.5));
        using FileStream? file = parsed.GetValue(s_alerts) is { } alerts ? new FileStream(alerts, FileMode.Append, FileAccess.Write, FileShare.Read) : null;
        int shown = 0;
        ScoreOptions options = new()
        {
            Threshold = parsed.GetRequiredValue(s_threshold),
            Class = parsed.GetValue(s_class),
            Format = format,
            Csv = csv with { HasHeader = csv.HasHeader ?? (inputName == Standard ? true : null) },
            Source = inputName == Standard ? "standard input" : Path.GetFileName(inputName),
            Skipped = row =>
            {
                if (shown++ < MostShown) { terminal.Error.WriteLine($"hebb: {row}"); }
            },
            Alert = alert =>
            {
                poster?.Add(alert);
                file?.Write(alert);
                file?.WriteByte((byte)'\n');
            },
        };
        long started = Stopwatch.GetTimestamp();
        ScoreSummary summary = outputName == Standard
            ? ScoreTo(terminal.OutputStream(), model, options, input, cancellation)
            : ScoreToFile(outputName, model, options, input, cancellation);
        (long lost, string? problem) = poster?.Finish() ?? (0, null);
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        terminal.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{summary.Rows} rows scored in {seconds:F1} s ({summary.Rows / Math.Max(seconds, 1e-3):F0} rows/s), {summary.Alerts} "
            + $"alerts, {summary.SkippedRows} rows skipped, {summary.Imputed} missing values filled in, {summary.Unknown} unknown categories."));
        if (lost > 0)
        {
            terminal.Error.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"hebb: {lost} alerts could not be delivered ({problem}). The scores are written."));
        }

        return summary.WasCancelled ? ExitCode.Cancelled : lost > 0 ? ExitCode.Failure : summary.SkippedRows > 0 ? ExitCode.Skipped : ExitCode.Success;
    }

    private static ScoreSummary ScoreTo(Stream output, TableModel model, ScoreOptions options, Stream input, CancellationToken cancellation)
    {
        using (output) { return new RowScorer(model, options).Score(input, output, cancellation); }
    }

    /// <summary>The file appears when it is complete; if scoring fails, an older one stays.</summary>
    private static ScoreSummary ScoreToFile(string path, TableModel model, ScoreOptions options, Stream input, CancellationToken cancellation)
    {
        ScoreSummary? summary = null;
        AtomicFile.Write(path, output => summary = new RowScorer(model, options).Score(input, output, cancellation));
        return summary!;
    }
}
