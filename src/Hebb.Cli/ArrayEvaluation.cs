using System.CommandLine;
using System.CommandLine.Completions;
using Hebb.Data;
using Hebb.Datasets;
using Hebb.Learning.Kinds;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Cli;

/// <summary>Judges any model file by arrays of NumPy, as Keras' <c>model.evaluate(x, y)</c> does: by the loss and metrics it was compiled with.</summary>
internal static class ArrayEvaluation
{
    private static readonly Option<string[]> s_x = new("--x")
    {
        Description = "Inputs of a model file as arrays: a .npy for each input, or an .npz (FILE.npz:NAME for one of its arrays).",
        HelpName = "FILE",
    };
    private static readonly Option<string[]> s_y = new("--y") { Description = "The right answers to --x, one array for each output.", HelpName = "FILE" };
    private static readonly Option<string?> s_loss = new("--loss")
    {
        Description = "The loss for --x and --y. Default: what the model was compiled with.",
        HelpName = "NAME",
        CompletionSources = { _ => Loss.Kinds.Names.Select(name => new CompletionItem(name)) },
    };
    private static readonly Option<string?> s_metrics = new("--metrics")
    {
        Description = "Metrics beside --loss, by their names in Keras: accuracy,auc.",
        HelpName = "a,b",
        CompletionSources = { _ => Metric.Kinds.Names.Select(name => new CompletionItem(name)) },
    };

    /// <summary>The options.</summary>
    public static IReadOnlyList<Option> Options { get; } = [s_x, s_y, s_loss, s_metrics];

    /// <summary>Whether a command line names arrays; options that belong to them without are refused.</summary>
    /// <exception cref="UsageException">One of --x and --y is missing.</exception>
    public static bool IsWanted(ParseResult parsed)
    {
        Option? given = Options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
        Option? absent = Options.Take(2).FirstOrDefault(option => parsed.GetResult(option) is null or { Implicit: true });
        return given is null ? false : absent is null ? true
            : throw new UsageException($"{given.Name} is for arrays: give --x X.npy --y Y.npy, so {absent.Name} as well, or leave {given.Name} out.");
    }

    /// <summary>Judges by what the model was compiled with, or by what the command line names in its place.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="modelPath">The model file.</param>
    /// <param name="warn">Told what can hardly be meant.</param>
    public static EvaluationResult Run(ParseResult parsed, string modelPath, Action<string> warn)
    {
        Model model = Inputs.Network(modelPath);
        string[] metrics = parsed.GetValue(s_metrics)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (parsed.GetValue(s_loss) is { } loss) { Compile(model, loss, metrics); }
        else if (model.Losses.Count == 0)
        {
            throw new UsageException(
                $"The model in '{modelPath}' was not compiled, so there is nothing to judge it by. Name it: --loss NAME, and perhaps --metrics a,b.");
        }
        else if (metrics.Length > 0)
        {
            throw new UsageException($"{s_metrics.Name} stands beside {s_loss.Name}: together they replace what the model was compiled with. Give both.");
        }

        Tensor[] x = ArrayFiles.Read(parsed.GetRequiredValue(s_x), ArrayFiles.Wanted.InputsOf(model), "input");
        Tensor[] y = ArrayFiles.Read(parsed.GetRequiredValue(s_y), ArrayFiles.Wanted.OutputsOf(model), "output");
        try
        {
            Evaluation found = model.Evaluate(Dataset.From(x, y));
            foreach (string warning in model.Warnings) { warn($"hebb: {warning}"); }
            return new($"{x[0].Shape[0]} rows", new OrderedDictionary<string, double>(found.Names.Zip(found.Values, KeyValuePair.Create)));
        }
        catch (Exception wrong) when (wrong is ShapeException or ArgumentException)
        {
            string files = string.Join(", ", parsed.GetRequiredValue(s_x).Concat(parsed.GetRequiredValue(s_y)));
            throw new DataException($"{files}: {HebbTool.Message(wrong)}", wrong);
        }
    }

    private static void Compile(Model model, string loss, string[] metrics)
    {
        try
        {
            model.Compile(new SGD(), Loss.Get(loss), [.. metrics.Select(Metric.Get)]);
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException(HebbTool.Message(wrong), wrong);
        }
    }
}
