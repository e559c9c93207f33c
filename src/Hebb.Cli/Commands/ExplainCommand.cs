using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Explaining;
using Hebb.Learning.Kinds;
using Hebb.Learning.Tables;
using Hebb.Losses;
using Hebb.Models;

namespace Hebb.Cli.Commands;

/// <summary><c>hebb explain</c>: every number of a step of learning, for a model and a row or for an example.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> s_model = new("MODEL") { Description = "A Keras model file, or a folder that 'hebb train' has written." };
    private static readonly Option<string> s_row =
        new("--row") { Description = "The row: numbers 0.05,0.10 for a model file, Age=40,Country=France for a folder.", HelpName = "VALUES", Required = true };
    private static readonly Option<string?> s_target = new("--target")
    {
        Description = "The target: numbers for a model file, a class or a number for a folder. Default: only the forward pass is shown.",
        HelpName = "VALUES",
    };
    private const double UsualRate = 0.5;

    private static readonly Option<double?> s_rate = Flags.Of(LearningOption.Number(
        "learning-rate", "The learning rate of the gradient descent step. Default: 0.5.", value => value > 0, $"a number above 0, usually {UsualRate}"));
    private static readonly Option<string?> s_loss = new("--loss")
    {
        Description = "The loss. Default: the one that the model was compiled with.",
        HelpName = "NAME",
        CompletionSources = { _ => Loss.Kinds.Names.Select(name => new CompletionItem(name)) },
    };
    private static readonly Option<string> s_names = new Option<string>("--names")
    {
        Description = "How weights are named: by-unit and by-input number them, keras names them as files do.",
        DefaultValueFactory = _ => "by-unit",
    }.OneOf("by-unit", "by-input", "keras");
    private static readonly Option<string> s_format = new Option<string>("--format")
    {
        Description = "The output format.",
        DefaultValueFactory = _ => "text",
    }.OneOf("json", "markdown", "text");
    private static readonly Argument<string> s_example = new("NAME")
    {
        Description = "One of the examples above.",
        HelpName = "NAME",
        CompletionSources = { _ => WorkedExample.All.Select(example => new CompletionItem(example.Name)) },
    };

    /// <summary>The verb with its options.</summary>
    public static Command Create(Terminal terminal)
    {
        string examples = string.Concat(WorkedExample.All.Select(example => $"\n  {example.Name,-18} {example.Title}"));
        Command example = new("example", "Show a worked example of lecture notes." + examples) { s_example, s_format, JsonOption.Option };
        example.SetAction(parsed => Example(parsed, terminal));
        Command command = new("explain", "Show every number of a training step: forward pass, loss, chain rule, new weights.")
        {
            s_model, s_row, s_target, s_rate, s_loss, s_names, s_format, JsonOption.Option,
        };
        command.Subcommands.Add(example);
        command.SetAction(parsed => Run(parsed, terminal));
        return command;
    }

    private static int Example(ParseResult parsed, Terminal terminal)
    {
        IReadOnlyList<ExplainedSection> sections = WorkedExample.Find(parsed.GetRequiredValue(s_example)).Sections();
        if (IsJson(parsed)) { terminal.Output.WriteUnbroken(ExplainedSection.Json(sections).ToJsonString()); }
        else { Write(sections, parsed, terminal); }
        return ExitCode.Success;
    }

    private static int Run(ParseResult parsed, Terminal terminal)
    {
        string path = parsed.GetRequiredValue(s_model), row = parsed.GetRequiredValue(s_row);
        string? target = parsed.GetValue(s_target);
        bool json = IsJson(parsed);
        ExplainOptions options = new()
        {
            LearningRate = parsed.GetValue(s_rate) ?? UsualRate,
            Loss = parsed.GetValue(s_loss) is { } loss ? Loss.Get(loss) : target is null ? Loss.MeanSquaredError : null,
            Numbering =
                parsed.GetValue(s_names) switch { "by-input" => WeightNumbering.ByInput, "keras" => WeightNumbering.Keras, _ => WeightNumbering.ByUnit },
        };
        TableModel? table = Directory.Exists(path) ? Inputs.Table(path) : null;
        if (table is { HasNetwork: false })
        {
            throw new UsageException("A training step is a network's: forward pass, loss, chain rule. This model is made of boosted trees, which have none; "
                + "its report.html and hebb evaluate --report show what they rely on (feature importance, partial dependence).");
        }

        Model model = table?.Model ?? Inputs.Network(path);
        (double[] x, options) = table is null ? (Numbers("--row", row), options) : Features(table, row, options, terminal);
        if (target is null)
        {
            IReadOnlyList<ExplainedSection> sections = ForwardOnly(model, x, options, json);
            if (json) { terminal.Output.WriteUnbroken(ExplainedSection.Json(sections).ToJsonString()); }
            else { Write(sections, parsed, terminal); }
            return ExitCode.Success;
        }

        double[] y = table is null ? Numbers("--target", target) : [Encoded(table, target)];
        Explanation explanation = Step(model, x, y, options, table is not null);
        if (json) { terminal.Output.WriteUnbroken(explanation.ToJson().ToJsonString()); }
        else { Write(explanation.Sections(), parsed, terminal); }
        return ExitCode.Success;
    }

    /// <summary>The usual option and the form of the answer say the same; other forms contradict it.</summary>
    private static bool IsJson(ParseResult parsed)
    {
        string format = parsed.GetRequiredValue(s_format);
        if (!JsonOption.IsGiven(parsed)) { return format == "json"; }
        return format == "json" || parsed.GetResult(s_format) is null or { Implicit: true } ? true
            : throw new UsageException($"{JsonOption.Option.Name} and {s_format.Name} {format} contradict each other. Give one of them.");
    }

    private static (double[] X, ExplainOptions Options) Features(TableModel model, string row, ExplainOptions options, Terminal terminal)
    {
        FeatureMatrix features = model.Pipeline.Transform(Row.Parse(row), out TransformReport report);
        if (!report.IsClean) { terminal.Error.WriteLine(report); }
        return ([.. features.Values.Select(value => (double)value)], options with { InputNames = model.Pipeline.FeatureNames });
    }

    private static double Encoded(TableModel model, string target) =>
        model.Pipeline.EncodeTarget(new Table([new TextColumn(model.Pipeline.Target.Name, [target])]))[0];

    private static Explanation Step(Model model, double[] x, double[] y, ExplainOptions options, bool isTable)
    {
        try { return Explain.Row(model, x, y, options); }
        catch (NotSupportedException refused)
        {
            throw new UsageException(isTable
                ? "A training step is shown of a network of dense layers alone, as hebb train --recipe simple makes it; this one has others: "
                    + "leave --target out, and its forward pass is shown."
                : $"{refused.Message} Or leave --target out: the forward pass of any network is shown.");
        }
    }

    /// <summary>The forward pass with every weight, or of a network that has too many or other layers, what each layer gives.</summary>
    private static IReadOnlyList<ExplainedSection> ForwardOnly(Model model, double[] x, ExplainOptions options, bool json)
    {
        Explanation explanation;
        try
        {
            explanation = Explain.Row(model, x, NoTarget(model, x), options);
        }
        catch (NotSupportedException)
        {
            return Explain.Forward(model, x, options);
        }

        if (json) { throw new UsageException("JSON holds the whole step: give a --target, or ask for another --format."); }
        IReadOnlyList<ExplainedSection> sections = explanation.Sections();
        return [sections[0] with { Lines = [.. sections[0].Lines.SkipLast(1)] }, .. sections.Skip(1).TakeWhile(section => section.Title != "Loss")];
    }

    /// <summary>Stands in for a target where only the forward pass is shown.</summary>
    private static double[] NoTarget(Model model, double[] x) =>
        new double[model.Predict(Tensors.Tensor.Create([.. x.Select(value => (float)value)], [1, x.Length])).Size];

    private static void Write(IReadOnlyList<ExplainedSection> sections, ParseResult parsed, Terminal terminal) =>
        terminal.Output.Write(parsed.GetValue(s_format) == "markdown" ? ExplainedSection.Markdown(sections) : ExplainedSection.Text(sections));

    private static double[] Numbers(string option, string text) => [.. text.Split(',')
        .Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw new UsageException(
                $"{option} is '{text}'. Expected numbers such as 0.05,0.10; names and values (Age=40) belong to a folder that 'hebb train' has written."))];
}
