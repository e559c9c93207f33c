using System.CommandLine;
using System.Globalization;
using Hebb.Data.Rows;
using Hebb.Data.Tables;
using Hebb.Learning.Kinds;
using Hebb.Learning.Tables;
using Hebb.Learning.Training;
using Hebb.Learning.Tuning;
using Hebb.Tuning;

namespace Hebb.Cli.Commands;

/// <summary><c>hebb tune</c>: searches a better network for a table than the usual one.</summary>
internal static class TuneCommand
{
    private static readonly Argument<string> s_data = new("DATA.csv") { Description = "The training data." };
    private static readonly Option<string> s_target = new("--target") { Description = "The column to predict.", HelpName = "COLUMN", Required = true };
    private static readonly Option<int?> s_trials =
        Flags.Of(LearningOption.Count("trials", "Maximum number of trials. Default: 20; with grid and hyperband all that the method plans."));
    private static readonly Option<string> s_method = new Option<string>("--method")
    {
        Description = "The search method.",
        DefaultValueFactory = _ => "bayesian",
    }.OneOf("bayesian", "random", "grid", "hyperband");
    private static readonly Option<string?> s_metric = new("--metric")
    {
        Description = "The metric to optimize: accuracy, roc_auc, f1, log_loss, rmse, mae, r2 and others. Default: log_loss for classes, rmse for numbers.",
        HelpName = "NAME",
    };
    private static readonly Option<string?> s_output = new("--output")
    {
        Description = "The folder to write: model.keras, pipeline.json, history.csv and report.html of the best network; trials are kept in DIR-trials. "
            + "Default: DATA-tuned in the current folder.",
        HelpName = "DIR",
    };
    private static readonly Option<bool> s_resume =
        new("--resume") { Description = "Resume a search that was stopped or killed, from DIR-trials; also adds trials to a finished one." };
    private static readonly Option<int?> s_folds =
        Flags.Of(LearningOption.Count("folds", "Cross-validate each trial in N folds. Default: 1, a single validation split."));
    private static readonly Option<string?> s_recipe = Flags.Of(TableKind.Recipe);
    private static readonly Option<string?> s_task = Flags.Of(TableKind.Task);
    private static readonly Option<bool> s_keepFar = new(TableKind.KeepFar.Flag) { Description = TableKind.KeepFar.Description };
    private static readonly Option<long> s_seed =
        new("--seed") { Description = "The random seed: the same seed gives the same trials and models.", HelpName = "N", DefaultValueFactory = _ => 0 };

    /// <summary>The verb with its options.</summary>
    public static Command Create(Terminal terminal)
    {
        Flags reading = new(ReadingOptions.Learning);
        Command command = new("tune", "Search hyperparameters for a table (layers, learning rate, dropout and more) and save the best network.")
        {
            s_data, s_target, s_trials, s_method, s_metric, s_output, s_resume, s_folds, s_recipe, s_task, s_keepFar, s_seed, ThreadsOption.Option,
            JsonOption.Option, OutputRule.Force,
        };
        foreach (Option flag in reading.All) { command.Options.Add(flag); }
        command.Subcommands.Add(TuneLrCommand.Create(terminal));
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, reading.Read(parsed), terminal, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, OptionValues reading, Terminal terminal, CancellationToken cancellation)
    {
        string data = parsed.GetRequiredValue(s_data);
        string output = parsed.GetValue(s_output) ?? Path.GetFileNameWithoutExtension(data) + "-tuned";
        string trials = Path.TrimEndingDirectorySeparator(output) + "-trials";
        bool json = JsonOption.IsGiven(parsed), resume = parsed.GetValue(s_resume), force = parsed.GetValue(OutputRule.Force);
        new OutputRule(parsed, s_output).Folder(s_output.Name, output);
        OutputFolder folder = new(output, force || resume);
        CheckFolders(trials, resume, force);
        folder.Check();
        ThreadsOption.Apply(parsed);

        // With --json the first stream holds the object and nothing else.
        TerminalWriter writer = json ? terminal.Error : terminal.Output;
        Table table = TableFile.Read(data, ReadingOptions.Of(reading, keepsDropped: true));
        writer.WriteLine(TableKind.Found(data, table));
        ReadingOptions.Say(writer.WriteLine, RemedyWords.Of, table.Reading, format: null);
        TablePlan usual = TableTrainer.Prepare(table, parsed.GetRequiredValue(s_target), new()
        {
            Drop = reading.Get(ReadingOptions.Drop),
            Recipe = TableKind.RecipeOf(parsed.GetValue(s_recipe)),
            Task = TableKind.TaskOf(parsed.GetValue(s_task)),
            KeepFar = parsed.GetValue(s_keepFar),
            Seed = parsed.GetValue(s_seed),
            Words = RemedyWords.Of,
        });
        _ = TableTuner.MetricOf(usual, parsed.GetValue(s_metric)); // an unknown one is refused before anything is told
        foreach (string line in usual.Lines) { writer.WriteLine(line); }
        if (force && !resume) { Forget(trials); }
        TunedTable tuned = TableTuner.Tune(usual, new()
        {
            Method = Enum.Parse<TuningMethod>(parsed.GetRequiredValue(s_method), ignoreCase: true),
            Trials = parsed.GetValue(s_trials),
            Metric = parsed.GetValue(s_metric),
            Folds = parsed.GetValue(s_folds) ?? 1,
            Folder = trials,
            Progress = new Lines(terminal.Error),
        }, cancellation);
        if (tuned.Best is { } best) { folder.Save((place, overwrite) => best.Save(place, overwrite), terminal.Error); }
        Attempts attempts = new();
        TuningReport told = new(writer);
        Attempt("The trials", () => told.Trials(tuned.Search));
        if (tuned.Best is null)
        {
            writer.WriteLine($"Stopped. The trials are kept in {trials}; resume with --resume.");
        }
        else
        {
            Attempt("The comparison with the default network", () => told.Compared(tuned));
            writer.WriteLine($"Saved {folder.Name} ({string.Join(", ", tuned.Best.Files)}); the trials are in {trials}.");
            writer.WriteUnbroken($"Next: hebb predict {ShellWord.Of(folder.Name)} DATA.csv");
        }

        if (json) { Attempt("The result as JSON", () => terminal.Output.WriteUnbroken(TuningReport.Json(tuned, folder.Name, trials).ToJsonString())); }
        foreach (string note in attempts.Notes) { terminal.Error.WriteLine($"hebb: note: {note}"); }
        return tuned.Best is null ? ExitCode.Cancelled : folder.IsElsewhere ? ExitCode.Failure : ExitCode.Success;

        void Attempt(string part, Action tell) => attempts.Make(part, () =>
        {
            tell();
            return true;
        }, false);
    }

    /// <summary>Removes the trials of an earlier search; whatever else is in the folder stays.</summary>
    private static void Forget(string trials)
    {
        if (!Directory.Exists(trials)) { return; }
        File.Delete(Path.Combine(trials, "trials.jsonl"));
        if (!Directory.EnumerateFileSystemEntries(trials).Any()) { Directory.Delete(trials); }
    }

    private static void CheckFolders(string trials, bool resume, bool force)
    {
        if (resume)
        {
            if (!Directory.Exists(trials))
            {
                throw new DirectoryNotFoundException(
                    $"There is no folder '{trials}' with trials to resume. Leave --resume out to start a search, or name the search's folder with --output.");
            }

            return;
        }

        if (!force && Directory.Exists(trials))
        {
            throw new IOException(
                $"'{trials}' holds the trials of a search. Resume it with --resume, start over with --force, or choose another folder with --output.");
        }
    }

    /// <summary>A line for each trial.</summary>
    private sealed class Lines(TextWriter writer) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{value.Finished}{(value.Planned is { } planned ? $"/{planned}" : "")}  {value.Last}{(value.Best is { } best ? $"  best {best.Value:G6}" : "")}"));
    }
}
