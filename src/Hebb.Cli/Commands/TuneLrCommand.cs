using System.CommandLine;
using System.Text.Json.Nodes;
using Hebb.Data.Rows;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Kinds;
using Hebb.Learning.Tables;
using Hebb.Learning.Tuning;
using Hebb.Tuning;
using static System.FormattableString;

namespace Hebb.Cli.Commands;

/// <summary><c>hebb tune lr</c>: finds a learning rate for a table.</summary>
internal static class TuneLrCommand
{
    private const int MostLines = 25;

    private static readonly Argument<string> s_data = new("DATA.csv") { Description = "The training data." };
    private static readonly Option<string> s_target = new("--target") { Description = "The column to predict.", HelpName = "COLUMN", Required = true };
    private static readonly Option<int[]?> s_layers =
        Flags.Of(LearningOption.Sizes("layers", "The sizes of the hidden layers; 0 for none. Default: depends on the number of rows."));
    private static readonly Option<int?> s_batch =
        Flags.Of(LearningOption.Count("batch-size", "The number of rows for each update of the weights. Default: depends on the number of rows."));
    private static readonly Option<int> s_steps =
        new("--steps") { Description = "Maximum number of steps, each with a larger learning rate.", HelpName = "N", DefaultValueFactory = _ => 100 };
    private static readonly Option<long> s_seed =
        new("--seed") { Description = "The random seed: the same seed gives the same result.", HelpName = "N", DefaultValueFactory = _ => 0 };

    /// <summary>The verb with its options.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = new("lr", "Find a learning rate: train for a while with a growing rate, and see where the loss falls fastest and where it diverges.")
        {
            s_data,
            s_target,
            s_layers,
            s_batch,
        };
        Flags network = new([TableKind.Recipe, TableKind.Task, SharedOptions.Optimizer, TableKind.HiddenActivation, .. ReadingOptions.Learning]);
        Option[] others = [.. network.All, s_steps, s_seed, ThreadsOption.Option, JsonOption.Option];
        foreach (Option choice in others) { command.Options.Add(choice); }
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, network.Read(parsed), terminal, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, OptionValues network, Terminal terminal, CancellationToken cancellation)
    {
        if (parsed.GetValue(s_steps) < 3) { throw new UsageException($"--steps is {parsed.GetValue(s_steps)}. Expected 3 or more, usually 100."); }
        ThreadsOption.Apply(parsed);
        string data = parsed.GetRequiredValue(s_data), target = parsed.GetRequiredValue(s_target);
        TablePlan plan = TableTrainer.Prepare(TableFile.Read(data, ReadingOptions.Of(network, keepsDropped: true)), target, TableKind.NetworkOf(network) with
        {
            Layers = parsed.GetResult(s_layers) is null ? null : parsed.GetValue(s_layers),
            BatchSize = parsed.GetValue(s_batch),
            Drop = network.Get(ReadingOptions.Drop),
            Seed = parsed.GetValue(s_seed),
            Words = RemedyWords.Of,
        });
        LearningRateSearch search = TableTuner.FindLearningRate(plan, new() { BatchSize = plan.BatchSize, Steps = parsed.GetValue(s_steps) }, cancellation);
        if (JsonOption.IsGiven(parsed)) { terminal.Output.WriteUnbroken(Json(search).ToJsonString()); }
        else { Tell(terminal.Output, plan, search, $"hebb train {ShellWord.Of(data)} --target {ShellWord.Of(target)}"); }
        return cancellation.IsCancellationRequested ? ExitCode.Cancelled : ExitCode.Success;
    }

    private static void Tell(TerminalWriter writer, TablePlan plan, LearningRateSearch search, string next)
    {
        writer.WriteLine(Invariant($"{search.Curve.Count} steps of {plan.BatchSize} rows; network: {plan.Architecture}"));
        int stride = Math.Max(1, (search.Curve.Count + MostLines - 1) / MostLines);
        foreach (string line in TextTable.Lines([
            ["learning rate", "smoothed loss"],
            .. search.Curve.Where((_, i) => i % stride == 0).Select(point => (string[])[Rate(point.LearningRate), Invariant($"{point.Smoothed:G5}")]),
        ]))
        {
            writer.WriteLine(line);
        }

        writer.WriteLine(search.Steepest is { } steepest ? $"The loss falls fastest at {Rate(steepest)}." : "The loss never falls.");
        writer.WriteLine(search.Divergence is { } burst ? $"It diverges at {Rate(burst)}." : "It never diverges.");
        if (search.Suggestion is { } rate) { writer.WriteUnbroken($"Next: {next} --learning-rate {Rate(rate)}"); }
        else { writer.WriteLine("Inconclusive: take more --steps, or look at the data."); }
    }

    private static JsonObject Json(LearningRateSearch search) => new()
    {
        ["learning_rate"] = search.Suggestion,
        ["steepest"] = search.Steepest,
        ["divergence"] = search.Divergence,
        ["curve"] = new JsonArray([.. search.Curve.Select(point =>
            (JsonNode)new JsonObject
            {
                ["learning_rate"] = point.LearningRate,
                ["loss"] = ScoreText.Finite(point.Loss),
                ["smoothed"] = ScoreText.Finite(point.Smoothed),
            })]),
    };

    /// <summary>Two digits are more than the search can tell.</summary>
    private static string Rate(double rate) => Invariant($"{rate:G2}");
}
