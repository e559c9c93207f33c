using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hebb.Callbacks;
using Hebb.Learning;
using Hebb.Learning.Kinds;
using Hebb.Learning.Training;
using Hebb.Models;

namespace Hebb.Cli.Commands;

/// <summary><c>hebb train</c>: from a file or a folder of examples to a folder with a model.</summary>
internal static class TrainCommand
{
    /// <summary>More files that cannot be read are counted only.</summary>
    private const int MostShown = 20;

    private static readonly Option<string?> s_output = new("--output")
    {
        Description = "The folder to write: model.keras, pipeline.json, history.csv, report.html. Default: DATA-model in the current folder.",
        HelpName = "DIR",
    };
    private static readonly Option<bool> s_json = new("--json") { Description = "Print the result as one JSON object." };
    private static readonly Option<bool> s_force = new("--force") { Description = "Replace the output folder if it exists." };

    /// <summary>The verb with its options.</summary>
    public static Command Create(Terminal terminal, LearningKinds kinds)
    {
        Argument<string?> data =
            new("DATA") { Description = $"What to learn from: {Verb.Inputs(kinds, help => help.Training)}.", Arity = ArgumentArity.ZeroOrOne };
        Flags flags = new(kinds.Options(kind => kind.TrainingOptions));
        Command command = new("train", "Train a network on a table, a series, texts, images or sounds, judge it on held-out examples, and save it.") { data };
        Verb.Add(
            command,
            [.. flags.All, s_output, ThreadsOption.Option, s_json, s_force, TensorBoardLog.Option, ConfigFile.Option],
            "target", "output", "layers", "epochs", "batch-size", "learning-rate", "drop", "seed", "threads", "stream", "no-header", "json", "force",
            "task", "optimizer", "activation", "dropout", "l2", "class-weight");
        command.SetAction((parsed, cancellation) =>
            Task.FromResult(Run(parsed, terminal, kinds, new(parsed.GetValue(data)), flags.Read(parsed), cancellation)));
        return command;
    }

    private static int Run(
        ParseResult parsed, Terminal terminal, LearningKinds kinds, LearningSource source, OptionValues given, CancellationToken cancellation)
    {
        LearningKind kind = kinds.Detect(source, given);
        kinds.Check(kind, given, one => one.TrainingOptions);
        bool json = parsed.GetValue(s_json), force = parsed.GetValue(s_force);
        OutputFolder output = new(parsed.GetValue(s_output) ?? NameOf(source, kind) + "-model", force);
        output.Check();
        ThreadsOption.Apply(parsed);
        string? log = parsed.GetValue(TensorBoardLog.Option);
        if (source.IsStandardInput && log is not null)
        {
            throw new UsageException($"A stream on standard input is read once, row by row: leave {TensorBoardLog.Option.Name} out.");
        }

        // Examples that are seen once as they come leave nothing to look at again.
        Doctor? doctor = source.IsStandardInput ? null : new();

        // With --json the first stream holds the object and nothing else.
        TextWriter writer = json ? terminal.Error : terminal.Output;
        LearningResult Train(IProgress<TrainingProgress> progress)
        {
            LearningPlan plan = kind.Plan(new()
            {
                Inputs = source.Path is null ? [] : [source.Path],
                Options = given,
                StandardInput = terminal.Input,
                Tell = writer.WriteLine,
                Warn = terminal.Error.WriteLine,
                Progress = progress,
                Callbacks = [.. TensorBoardLog.Open(log, force), .. doctor is null ? Array.Empty<Callback>() : [doctor]],
                Cancellation = cancellation,
            });
            foreach (string line in plan.Lines) { writer.WriteLine(line); }
            return plan.Train(cancellation);
        }

        LearningResult trained = terminal.IsInteractive && !source.IsStandardInput
            ? TrainingProgressBar.Show(terminal.Drawing, Train) : Train(new TrainingProgressLines(terminal.Error));
        output.Save((folder, overwrite) => trained.Save(folder, overwrite, doctor is null ? null : DoctorReport.For(doctor)), terminal.Error);
        foreach (string line in trained.Lines) { writer.WriteLine(line); }
        string after = trained.Duration is { } seconds ? string.Create(CultureInfo.InvariantCulture, $" after {seconds:F1} s") : "";
        writer.WriteLine($"Saved {output.Name} ({string.Join(", ", trained.Files)}){after}."
            + (kind.NextCommand(output.Name, source) is { } next ? $" Next: hebb {next}" : ""));
        Skipped(trained, terminal);
        if (doctor is not null) { DoctorReport.Write(terminal.Error, doctor); }
        if (json) { terminal.Output.WriteLine(Json(trained, doctor, output.Name).ToJsonString()); }
        return trained.WasCancelled ? ExitCode.Cancelled : ExitCode.Success;
    }

    private static JsonObject Json(LearningResult trained, Doctor? doctor, string output)
    {
        JsonObject result = trained.ToJson();
        if (doctor is not null) { result["findings"] = DoctorReport.Json(doctor); }
        result["output"] = output;
        return result;
    }

    private static void Skipped(LearningResult trained, Terminal terminal)
    {
        int bad = trained.Bad.Count;
        if (bad == 0) { return; }
        foreach (string reason in trained.Bad.Take(MostShown).Select(file => file.Reason)) { terminal.Error.WriteLine($"hebb: skipped: {reason}"); }
        string examples = bad == 1 ? trained.ExamplesName[..^1] : trained.ExamplesName;
        terminal.Error.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"hebb: {bad} {examples} could not be read and {(bad == 1 ? "was" : "were")} left out."));
    }

    private static string NameOf(LearningSource source, LearningKind kind) =>
        source.IsStandardInput ? "stream" : source.Path is null ? kind.Name : Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(source.Path));
}
