using System.Globalization;
using System.Text.Json.Nodes;
using Hebb.Callbacks;
using Hebb.Data;
using Hebb.Models;

namespace Hebb.Cli;

/// <summary>Training on rows that are not held in memory: a large file, or what is piped into the process.</summary>
internal sealed class StreamTraining(Terminal terminal, Doctor doctor, string data, string target, OutputFolder output, bool json, bool noHeader)
{
    /// <summary>Stands for standard input.</summary>
    public const string Standard = "-";

    private const long Large = 256L << 20;

    private const int FirstRows = 10_000, MostShown = 100;

    private readonly TextWriter _writer = json ? terminal.Error : terminal.Output;

    /// <summary>Whether a file is better not held in memory.</summary>
    public static bool IsLarge(string path) => File.Exists(path) && new FileInfo(path).Length > Large;

    /// <summary>Trains, tells, and saves.</summary>
    public int Run(Func<IProgress<TrainingProgress>?, TrainerOptions> options, CancellationToken cancellation) =>
        data == Standard ? Endless(options(null), cancellation) : FromFile(options, cancellation);

    private int FromFile(Func<IProgress<TrainingProgress>?, TrainerOptions> options, CancellationToken cancellation)
    {
        if (!File.Exists(data)) { throw new FileNotFoundException($"There is no file '{data}'. Check the name and the folder.", data); }
        _writer.WriteLine($"{data}: streamed; one pass over the file for types, means and categories");
        StreamRecipe recipe = StreamTrainer.Prepare(data, target, options(new TrainingProgressLines(terminal.Error)), noHeader ? false : null, cancellation);
        new TrainingReport(_writer).Decided(recipe.Schema, recipe.Decisions);
        StreamResult trained = StreamTrainer.Train(recipe, cancellation);
        output.Save(trained.Save, terminal.Error);
        List<string[]> rows = [["held-out rows", "network", trained.Recipe.Schema.Task == LearningTask.Regression ? "mean" : "majority"]];
        rows.AddRange(trained.Metrics.Select(score => (string[])[score.Key, ScoreText.Number(score.Value), ScoreText.Number(trained.Baseline[score.Key])]));
        _writer.WriteLine(trained.History.StopReason ?? Invariant($"All {trained.History.Epochs.Count} epochs done; the best was {trained.BestEpoch}."));
        _writer.WriteLine(Invariant($"Result on {trained.HeldOutRows} held-out rows, which were used for nothing else:"));
        Columns.Write(_writer, rows);
        _writer.WriteLine(Invariant($"Saved {output.Name} (model.keras, pipeline.json, history.csv) after {trained.Seconds:F1} s. Next: hebb score {output.Name} --threshold 0.5 --input ROWS.csv"));
        DoctorReport.Write(terminal.Error, doctor);
        if (json)
        {
            terminal.Output.WriteLine(new JsonObject
            {
                ["task"] = ScoreText.Name(recipe.Schema.Task),
                ["rows"] = recipe.Rows,
                ["metrics"] = ScoreText.Json(trained.Metrics),
                ["baseline"] = ScoreText.Json(trained.Baseline),
                ["epochs"] = trained.History.Epochs.Count,
                ["best_epoch"] = trained.BestEpoch,
                ["cancelled"] = trained.History.WasCancelled,
                ["seconds"] = Math.Round(trained.Seconds, 3),
                ["findings"] = DoctorReport.Json(doctor),
                ["output"] = output.Name,
            }.ToJsonString());
        }

        return trained.History.WasCancelled ? ExitCode.Cancelled : ExitCode.Success;
    }

    private int Endless(TrainerOptions options, CancellationToken cancellation)
    {
        _writer.WriteLine(Invariant($"standard input: types, means and categories come from the first {FirstRows} rows; every row is learned from once, a fifth is held out"));
        int shown = 0;
        EndlessResult trained = EndlessTrainer.Train(
            terminal.Input(),
            target,
            options,
            FirstRows,
            !noHeader,
            report => terminal.Error.WriteLine(Invariant($"{report.Rows} rows  loss {report.Loss:G5}")),
            row =>
            {
                if (shown++ < MostShown) { terminal.Error.WriteLine($"hebb: {row}"); }
            },
            cancellation);
        output.Save(trained.Save, terminal.Error);
        new TrainingReport(_writer).Decided(trained.Schema, [Invariant($"network: {trained.Trained.Pipeline.FeatureNames.Count} inputs, updated batch by batch")]);
        _writer.WriteLine(Invariant($"{(trained.WasCancelled ? "Stopped" : "The stream ended")} after {trained.Rows} rows to learn from, {trained.SkippedRows} skipped. On {trained.HeldOutRows} held-out rows:"));
        if (trained.HeldOutRows > 0) { Columns.Write(_writer, [["held-out rows", "network"], .. trained.Metrics.Select(score => (string[])[score.Key, ScoreText.Number(score.Value)])]); }
        _writer.WriteLine($"Saved {output.Name} (model.keras, pipeline.json, history.csv).");
        if (json)
        {
            terminal.Output.WriteLine(new JsonObject
            {
                ["task"] = ScoreText.Name(trained.Schema.Task),
                ["rows"] = trained.Rows,
                ["skipped"] = trained.SkippedRows,
                ["metrics"] = ScoreText.Json(trained.Metrics),
                ["cancelled"] = trained.WasCancelled,
                ["output"] = output.Name,
            }.ToJsonString());
        }

        return trained.WasCancelled ? ExitCode.Cancelled : ExitCode.Success;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
