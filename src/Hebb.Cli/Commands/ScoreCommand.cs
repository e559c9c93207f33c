using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
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

    private static readonly string[] s_jsonLines = [".jsonl", ".ndjson", ".json", ".txt", ".log"];

    private static readonly Argument<string> s_model = new("DIR") { Description = "The folder that 'hebb train' has written." };
    private static readonly Option<string?> s_threshold = new(ThresholdOption.Option.Name)
    {
        Description = "Rows with at least this score are alerts: a probability, or for a regression the number; 'recommended' is the threshold "
            + "recommended in the training report. Default for two classes: the model's threshold, 0.5.",
        HelpName = ThresholdOption.Option.HelpName,
        CompletionSources = { ThresholdOption.Recommended },
    };
    private static readonly Option<string?> s_class =
        new("--class") { Description = "The class whose probability is the score. Default: the second of two classes.", HelpName = "NAME" };
    private static readonly Option<string> s_input =
        new("--input") { Description = "The rows: a file, or - for standard input.", HelpName = "FILE", DefaultValueFactory = _ => Standard };
    private static readonly Option<string?> s_format = new("--format")
    {
        Description = "csv, or jsonl for a JSON object on each line, of input and output. Default: detected from the first character.",
        HelpName = "csv|jsonl",
        CompletionSources = { "csv", "jsonl" },
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

    private static readonly Option<string?> s_key = new("--key")
    {
        Description = "Columns that stand in every alert as they are written: names. Default: those that the training left out as identifiers.",
        HelpName = "a,b",
    };

    /// <summary>The verb with its options.</summary>
    public static Command Create(Terminal terminal)
    {
        Flags reading = new(ReadingOptions.Using.Where(option => option != SharedOptions.SkipBad)); // rows that cannot be read are always skipped
        Command command = new("score", "Score rows from a file or a pipe and raise alerts. Exit code 3: some rows could not be read and were skipped.")
        {
            s_model, s_threshold, s_class, s_input, s_format, s_output, s_alert, s_alerts, s_key, ThreadsOption.Option,
            JsonOption.Option, OutputRule.Force,
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
        OutputRule.Ending(parsed.GetValue(s_alerts), "a JSON object on each line", s_jsonLines);
        string[]? keys = parsed.GetValue(s_key)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (keys is not null && url is null && parsed.GetValue(s_alerts) is null)
        {
            throw new UsageException($"{s_key.Name} is for alerts: give {s_alerts.Name} FILE or {s_alert.Name} URL as well, or leave it out.");
        }

        bool json = JsonOption.IsGiven(parsed);
        if (json && outputName == Standard)
        {
            throw new UsageException($"{JsonOption.Option.Name} says what was done, but the rows themselves go to the terminal: give an {s_output.Name} FILE.");
        }

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
            Threshold = Threshold(parsed, model, terminal),
            Keys = keys,
            Opened = rows =>
            {
                if (outputName == Standard) { return; }
                if (rows == RowFormat.JsonLines) { OutputRule.Ending(outputName, "a JSON object on each line, as the rows come,", s_jsonLines); }
                else { OutputRule.Ending(outputName, "CSV, as the rows come,", ".csv", ".tsv", ".txt", ".dat", ".data"); }
            },
            Class = parsed.GetValue(s_class),
            Format = format,
            Csv = csv with { HasHeader = csv.HasHeader ?? (inputName == Standard ? true : null) },
            Source = inputName == Standard ? "standard input" : Path.GetFileName(inputName),
            Skipped = row =>
            {
                if (shown++ < MostShown) { terminal.Error.WriteLine($"hebb: {row}"); }
            },
            Alert = poster is null && file is null ? null : alert =>
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
            $"{Counted(summary.Rows, "row", "rows")} scored in {seconds:F1} s ({summary.Rows / Math.Max(seconds, 1e-3):F0} rows/s), "
            + $"{Counted(summary.Alerts, "alert", "alerts")}, {Counted(summary.SkippedRows, "row", "rows")} skipped, "
            + $"{Counted(summary.Imputed, "missing value", "missing values")} filled in, "
            + $"{Counted(summary.Unknown, "unknown category", "unknown categories")}."));
        if (lost > 0)
        {
            terminal.Error.WriteLine(
                $"hebb: {Counted(lost, "alert", "alerts")} could not be delivered ({problem}). The scores are written.");
        }

        if (json) { terminal.Output.WriteUnbroken(Json(summary, options, outputName, lost, seconds).ToJsonString()); }
        return summary.WasCancelled ? ExitCode.Cancelled : lost > 0 ? ExitCode.Failure : summary.SkippedRows > 0 ? ExitCode.Skipped : ExitCode.Success;
    }

    /// <summary>The score at or above which a row is an alert: for two classes what the model answers by, unless the command line says otherwise.</summary>
    private static double Threshold(ParseResult parsed, TableModel model, Terminal terminal)
    {
        TargetEncoder target = model.Target;
        string? text = parsed.GetValue(s_threshold);
        if (parsed.GetValue(s_class) is { } wanted && target.Classes.Count > 0 && !target.Classes.Contains(wanted))
        {
            throw new UsageException($"There is no class '{wanted}'. {Suggest.Sentence(wanted, [.. target.Classes], "classes")}");
        }

        bool isBinary = target.Task == LearningTask.Binary && (parsed.GetValue(s_class) is not { } chosen || chosen == target.Classes[1]);
        if (text is null or ThresholdOption.Recommended)
        {
            if (!isBinary)
            {
                throw new UsageException($"Specify the score at or above which a row is an alert: {s_threshold.Name} X, "
                    + $"{(target.Task == LearningTask.Regression ? $"a number like those of '{target.Name}'" : "a probability")}.");
            }

            double used = text is null ? model.Threshold : ThresholdOption.Read(text, model);
            terminal.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"Alerts: rows whose probability of '{target.Classes[1]}' is at least {used:G4}."));
            return used;
        }

        double threshold = ThresholdOption.Read(text, model);
        return double.IsFinite(threshold) && (target.Task == LearningTask.Regression || threshold is >= 0 and <= 1) ? threshold
            : throw new UsageException($"{s_threshold.Name} is '{text}'. Expected "
                + (target.Task == LearningTask.Regression ? $"a number like those of '{target.Name}'." : "a probability from 0 to 1."));
    }

    private static string Counted(long count, string one, string more) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : more)}");

    /// <summary>What was done, for programs.</summary>
    private static JsonObject Json(ScoreSummary summary, ScoreOptions options, string output, long lost, double seconds) => new()
    {
        ["rows"] = summary.Rows,
        ["alerts"] = summary.Alerts,
        ["skipped"] = summary.SkippedRows,
        ["imputed"] = summary.Imputed,
        ["unknown"] = summary.Unknown,
        ["threshold"] = options.Threshold,
        ["undelivered"] = lost,
        ["cancelled"] = summary.WasCancelled,
        ["seconds"] = Math.Round(seconds, 3),
        ["output"] = output,
    };

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
