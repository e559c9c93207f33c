using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Hebb.Callbacks;
using Hebb.Data;
using Hebb.Learning;
using Hebb.Learning.Kinds;
using Hebb.Learning.Tables;
using Hebb.Learning.Training;

namespace Hebb.Cli.Commands;

/// <summary><c>hebb train</c>: from a file or a folder of examples to a folder with a model.</summary>
internal static class TrainCommand
{
    /// <summary>More files that cannot be read are counted only.</summary>
    private const int MostShown = 20;

    private static readonly Option<string?> s_output = new("--output")
    {
        Description = "The folder to write: model.keras (or trees.safetensors), pipeline.json, history.csv, and except for streams report.html. "
            + "Default: DATA-model in the current folder.",
        HelpName = "DIR",
    };

    /// <summary>The verb with its options.</summary>
    public static Command Create(Terminal terminal, LearningKinds kinds)
    {
        Argument<string?> data =
            new("DATA") { Description = $"The training data: {Verb.Inputs(kinds, help => help.Training)}.", Arity = ArgumentArity.ZeroOrOne };
        Flags flags = new(kinds.Options(kind => kind.TrainingOptions));
        Command command = new("train", "Train a network on a table, series, texts, images or sounds, evaluate it on held-out examples, and save it.") { data };
        Verb.Add(
            command,
            [
                .. flags.All, s_output, ResumableTraining.Option, ThreadsOption.Option, JsonOption.Option, OutputRule.Force, TensorBoardLog.Option,
                ConfigFile.Option,
            ],
            "target", "output", "layers", "epochs", "batch-size", "learning-rate", "seed", "threads", "stream", "json", "force", "resume",
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
        bool json = JsonOption.IsGiven(parsed), resumes = parsed.GetValue(ResumableTraining.Option), force = parsed.GetValue(OutputRule.Force);
        OutputFolder output = new(parsed.GetValue(s_output) ?? NameOf(source, kind) + "-model", force || resumes);
        new OutputRule(parsed, s_output, TensorBoardLog.Option).Folder(s_output.Name, output.Name);
        string? log = parsed.GetValue(TensorBoardLog.Option);
        if (source.IsStandardInput)
        {
            Option? meaningless = log is not null ? TensorBoardLog.Option : resumes ? ResumableTraining.Option : null;
            if (meaningless is not null) { throw new UsageException($"A stream on standard input is read once, row by row: leave {meaningless.Name} out."); }
        }

        bool searches = given.Has(TableKind.Budget);
        if (searches && resumes)
        {
            throw new UsageException(
                $"{TableKind.Budget.Flag} is a time for many trainings, of which none is continued: leave {ResumableTraining.Option.Name} out.");
        }

        bool hasEpochs = kind.HasEpochs(given);
        if (!hasEpochs && (resumes || log is not null))
        {
            throw new UsageException($"{NetworkOption.Network.Flag} {given.Get(NetworkOption.Network)} has no epochs that could be followed or resumed: leave "
                + $"{(resumes ? ResumableTraining.Option.Name : TensorBoardLog.Option.Name)} out.");
        }

        ResumableTraining? resumable = source.IsStandardInput || !hasEpochs || searches ? null
            : new(parsed, output.Name, [.. DataOf(parsed, source, kind)], problem => terminal.Error.WriteLine($"hebb: {problem}"));
        resumable?.Check(resumes, force);
        output.Check();
        ThreadsOption.Apply(parsed);

        // Examples that are seen once as they come leave nothing to look at again.
        Doctor? doctor = source.IsStandardInput ? null : new();

        // With --json the first stream holds the object and nothing else.
        TerminalWriter writer = json ? terminal.Error : terminal.Output;
        AfterTraining after = new(terminal, writer, output, resumable, kind, source)
        {
            Shown = terminal.Live is { } live && !source.IsStandardInput
                ? new TrainingProgressBar(live, Terminal.HasColors, terminal.Error.Encoding is UnicodeEncoding or UTF8Encoding)
                : new TrainingProgressLines(terminal.Error),
        };
        LearningPlan plan = kind.Plan(new()
        {
            Inputs = source.Path is null ? [] : [source.Path],
            Options = given,
            StandardInput = terminal.Input,
            Tell = writer.WriteLine,
            Warn = terminal.Error.WriteLine,
            Words = remedy => remedy is { Kind: RemedyKind.TrainModel, Value: { } model } && !source.IsStandardInput
                ? RepeatedCommand.With(parsed, model, output.Name) : RemedyWords.Of(remedy),
            Progress = after,
            Callbacks =
            [
                .. TensorBoardLog.Open(log, force, resumes, after.Warn),
                .. doctor is null ? [] : new Callback[] { new GuardedCallback(doctor, "The training doctor", after.Warn) },
                .. resumable is null ? [] : new[] { resumable.Callback },
            ],
            Trained = after.Save,
            Cancellation = cancellation,
        });
        if (log is not null && plan is Recipe { IsComputed: true })
        {
            throw new UsageException($"A model without a network has no epochs that could be followed: leave {TensorBoardLog.Option.Name} out.");
        }

        foreach (string line in plan.Lines) { writer.WriteLine(line); }
        if (!resumes) { resumable?.Delete(); }
        LearningResult trained = after.Train(plan, cancellation);
        int code = after.Tell(trained, doctor);
        Skipped(trained, terminal);
        after.Attempt("The findings of the training doctor", () =>
        {
            if (doctor is not null) { DoctorReport.Write(terminal.Error, doctor); }
            return true;
        }, false);
        if (json) { terminal.Output.WriteUnbroken(Json(trained, doctor, after, output.Name).ToJsonString()); }
        if (terminal.OutputProblem is not null && trained.HasLearned) { terminal.Error.WriteLine($"hebb: the model is saved: {output.Name}"); }
        return code;
    }

    /// <summary>What is learned from: the path, and the files that options name.</summary>
    private static IEnumerable<string> DataOf(ParseResult parsed, LearningSource source, LearningKind kind)
    {
        IEnumerable<string> named = parsed.CommandResult.Children.OfType<OptionResult>()
            .Where(given => kind.FileOptions.Any(option => option.Flag == given.Option.Name))
            .SelectMany(given => given.Tokens)
            .Select(token => token.Value);
        return source.Path is null ? named : named.Prepend(source.Path);
    }

    private static JsonObject Json(LearningResult trained, Doctor? doctor, AfterTraining after, string output)
    {
        JsonObject result = after.Attempt("The result as JSON", trained.ToJson, []);
        if (doctor is not null) { result["findings"] = after.Attempt("The findings of the training doctor", () => DoctorReport.Json(doctor), []); }
        result["notes"] = new JsonArray([.. after.Notes.Select(note => (JsonNode)note)]);
        result["output"] = trained.HasLearned ? output : null;
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
