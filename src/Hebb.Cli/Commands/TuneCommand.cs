using System.CommandLine;
using System.Globalization;
using Hebb.Data.Rows;
using Hebb.Data.Tables;
using Hebb.Learning.Kinds;
using Hebb.Learning.Tables;
using Hebb.Learning.Tuning;
using Hebb.Tuning;

namespace Hebb.Cli.Commands;

/// <summary><c>hebb tune</c>: searches a better network for a table than the usual one.</summary>
internal static class TuneCommand
{
    private static readonly Argument<string> s_data = new("DATA.csv") { Description = "The rows to learn from." };
    private static readonly Option<string> s_target = new("--target") { Description = "The column to predict.", HelpName = "COLUMN", Required = true };
    private static readonly Option<int?> s_trials =
        Flags.Of(LearningOption.Count("trials", "The most trials. Default: 20; with grid and hyperband as many as the method plans."));
    private static readonly Option<string> s_method = new Option<string>("--method")
    {
        Description = "How values are chosen.",
        DefaultValueFactory = _ => "bayesian",
    }.AcceptOnlyFromAmong("bayesian", "random", "grid", "hyperband");
    private static readonly Option<string?> s_metric = new("--metric")
    {
        Description = "What is made best: accuracy, roc_auc, f1, log_loss, rmse, mae, r2, .... Default: log_loss for classes, rmse for numbers.",
        HelpName = "NAME",
    };
    private static readonly Option<string?> s_output = new("--output")
    {
        Description = "The folder to write: model.keras, pipeline.json, history.csv of the best network; trials are kept in DIR-trials. Default: "
            + "DATA-tuned in the current folder.",
        HelpName = "DIR",
    };
    private static readonly Option<bool> s_resume =
        new("--resume") { Description = "Go on with the trials in DIR-trials, where a search was stopped or killed; also to add more." };
    private static readonly Option<int?> s_folds =
        Flags.Of(LearningOption.Count("folds", "Cross-validate each trial in N folds. Default: 1, judge by the validation rows."));
    private static readonly Option<string[]> s_drop = Flags.Of(LearningOption.Names("drop", "a,b", "Columns that must not be used."));
    private static readonly Option<string?> s_task = Flags.Of(TableKind.Task);
    private static readonly Option<bool> s_keepFar = new(TableKind.KeepFar.Flag) { Description = TableKind.KeepFar.Description };
    private static readonly Option<long> s_seed =
        new("--seed") { Description = "Equal seeds give equal trials and models.", HelpName = "N", DefaultValueFactory = _ => 0 };
    private static readonly Option<bool> s_noHeader = new("--no-header") { Description = "The file has no line of names: columns are called c1, c2, ...." };
    private static readonly Option<bool> s_json = new("--json") { Description = "Print the result as one JSON object." };

    /// <summary>The verb with its options.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = new("tune", "Search layers, learning rate, dropout and more for a table; save the best network.")
        {
            s_data, s_target, s_trials, s_method, s_metric, s_output, s_resume, s_folds, s_drop, s_task, s_keepFar, s_seed,
            ThreadsOption.Option, s_noHeader, s_json,
        };
        command.Subcommands.Add(TuneLrCommand.Create(terminal));
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, terminal, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string data = parsed.GetRequiredValue(s_data);
        string output = parsed.GetValue(s_output) ?? Path.GetFileNameWithoutExtension(data) + "-tuned";
        string trials = Path.TrimEndingDirectorySeparator(output) + "-trials";
        bool json = parsed.GetValue(s_json), resume = parsed.GetValue(s_resume);
        CheckFolders(output, trials, resume);
        ThreadsOption.Apply(parsed);

        // With --json the first stream holds the object and nothing else.
        TextWriter writer = json ? terminal.Error : terminal.Output;
        Table table = TableFile.Read(data, parsed.GetValue(s_noHeader));
        writer.WriteLine(TableKind.Found(data, table));
        TablePlan usual = TableTrainer.Prepare(table, parsed.GetRequiredValue(s_target), new()
        {
            Drop = parsed.GetValue(s_drop) ?? [],
            Task = TableKind.TaskOf(parsed.GetValue(s_task)),
            KeepFar = parsed.GetValue(s_keepFar),
            Seed = parsed.GetValue(s_seed),
        });
        foreach (string line in usual.Lines) { writer.WriteLine(line); }
        TunedTable tuned = TableTuner.Tune(usual, new()
        {
            Method = Enum.Parse<TuningMethod>(parsed.GetRequiredValue(s_method), ignoreCase: true),
            Trials = parsed.GetValue(s_trials),
            Metric = parsed.GetValue(s_metric),
            Folds = parsed.GetValue(s_folds) ?? 1,
            Folder = trials,
            Progress = new Lines(terminal.Error),
        }, cancellation);
        TuningReport told = new(writer);
        told.Trials(tuned.Search);
        if (tuned.Best is null)
        {
            writer.WriteLine($"Stopped. The trials are kept in {trials}; go on with --resume.");
        }
        else
        {
            told.Compared(tuned);
            tuned.Best.Save(output, overwrite: resume);
            writer.WriteLine($"Saved {output} (model.keras, pipeline.json, history.csv); the trials are in {trials}. Next: hebb predict {output} DATA.csv");
        }

        if (json) { terminal.Output.WriteLine(TuningReport.Json(tuned, output, trials).ToJsonString()); }
        return tuned.Best is null ? ExitCode.Cancelled : ExitCode.Success;
    }

    private static void CheckFolders(string output, string trials, bool resume)
    {
        if (resume)
        {
            if (!Directory.Exists(trials))
            {
                throw new DirectoryNotFoundException(
                    $"There is no folder '{trials}' with trials to go on with. Leave --resume out to begin, or name the search's folder with --output.");
            }

            return;
        }

        if (Directory.Exists(trials))
        {
            throw new IOException($"'{trials}' holds the trials of a search. Go on with them with --resume, or choose another folder with --output.");
        }

        if (Directory.Exists(output) || File.Exists(output)) { throw new IOException($"'{output}' exists already. Choose another folder with --output."); }
    }

    /// <summary>A line for each trial.</summary>
    private sealed class Lines(TextWriter writer) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{value.Finished}{(value.Planned is { } planned ? $"/{planned}" : "")}  {value.Last}{(value.Best is { } best ? $"  best {best.Value:G6}" : "")}"));
    }
}
