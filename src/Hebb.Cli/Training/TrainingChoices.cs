using System.CommandLine;
using System.Globalization;
using Hebb.Activations;
using Hebb.Data;
using Hebb.Optimizers;
using Hebb.Optimizers.Schedules;

namespace Hebb.Cli;

/// <summary>Options that say how something is learned, and what they mean.</summary>
internal static class TrainingChoices
{
    private static readonly Dictionary<string, LearningTask> s_tasks = new() { ["binary"] = LearningTask.Binary, ["multiclass"] = LearningTask.Multiclass, ["regression"] = LearningTask.Regression };

    private static readonly Dictionary<string, Func<LearningRateSchedule, Optimizer>> s_optimizers = new()
    {
        ["adam"] = rate => new Adam(rate),
        ["adamw"] = rate => new AdamW(rate),
        ["sgd"] = rate => new Sgd(rate),
        ["momentum"] = rate => new Sgd(rate, momentum: 0.9),
        ["rmsprop"] = rate => new RmsProp(rate),
        ["adagrad"] = rate => new Adagrad(rate),
        ["adadelta"] = rate => new Adadelta(rate),
    };

    /// <summary>What kind of answer is learned.</summary>
    public static readonly Option<string?> Task = OptionValues.OneOf("--task", "What is learned: binary, multiclass or regression. Default: by the values of the target.", s_tasks.Keys);

    /// <summary>The optimizer.</summary>
    public static readonly Option<string?> Optimizer = OptionValues.OneOf("--optimizer", $"The optimizer: {string.Join(", ", s_optimizers.Keys)}. Default: adam.", s_optimizers.Keys);

    /// <summary>The activation of the hidden layers.</summary>
    public static readonly Option<string?> Activation = OptionValues.OneOf(
        "--activation", "The activation of the hidden layers: relu, tanh, sigmoid, swish, or any other of Keras. Default: relu.", [.. Activations.Activation.All.Select(known => known.Name), "swish"]);

    /// <summary>Dropout of the hidden layers.</summary>
    public static readonly Option<double?> Dropout = Share("--dropout", "The share of hidden outputs left out at random while training; 0 for none. Default: by task and size of the layers.", allowZero: true);

    /// <summary>The penalty on hidden weights.</summary>
    public static readonly Option<double?> L2 = Number("--l2", "The penalty on the squares of the hidden weights; 0 for none. Default: by task and number of rows.", value => value >= 0, "a number of at least 0, usually below 0.01");

    /// <summary>How much classes count.</summary>
    public static readonly Option<string[]> ClassWeight = OptionValues.Names("--class-weight", "balanced|a=1,b=5", "How much rows of a class count: balanced, none, or a number for each class. Default: none.");

    /// <summary>The share of rows for validation.</summary>
    public static readonly Option<double?> ValidationSplit = Share("--validation-split", "The share of the rows not held out that decide when to stop. Default: 0.2, but at most 5000 images or 1000 texts; with --generate 0.05.", allowZero: false);

    /// <summary>The share of rows held out.</summary>
    public static readonly Option<double?> TestSplit = Share("--test-split", "The share of all rows held out for the final table. Default: 0.2, with --generate 0.1.", allowZero: false);

    /// <summary>The patience of early stopping.</summary>
    public static readonly Option<int?> Patience = OptionValues.Count("--patience", "How many epochs without a better validation loss end the training. Default: by the number of rows.");

    /// <summary>All of them, in the order of the help.</summary>
    public static IEnumerable<Option> All => [Task, Optimizer, Activation, Dropout, L2, ClassWeight, ValidationSplit, TestSplit, Patience];

    /// <summary>What the command line says about tables.</summary>
    public static TrainerOptions Read(ParseResult parsed, TrainerOptions options) => ReadNetwork(parsed, options) with { L2 = parsed.GetValue(L2) };

    /// <summary>What the command line says about any training.</summary>
    public static T ReadCommon<T>(ParseResult parsed, T options) where T : TrainingOptions
    {
        string[] weights = parsed.GetValue(ClassWeight) ?? [];
        bool balanced = weights is ["balanced"], none = weights is [] or ["none"];
        return (T)(options with
        {
            Dropout = parsed.GetValue(Dropout),
            BalancedClasses = balanced,
            ClassWeights = balanced || none ? null : Weights(weights),
            ValidationSplit = parsed.GetValue(ValidationSplit),
            TestSplit = parsed.GetValue(TestSplit),
            Patience = parsed.GetValue(Patience),
            Optimizer = parsed.GetValue(Optimizer) is { } optimizer ? s_optimizers[optimizer] : null,
        });
    }

    /// <summary>What the command line says about task, optimizer and activation.</summary>
    public static TrainerOptions ReadNetwork(ParseResult parsed, TrainerOptions options) => options with
    {
        Task = parsed.GetValue(Task) is { } task ? s_tasks[task] : null,
        Optimizer = parsed.GetValue(Optimizer) is { } optimizer ? s_optimizers[optimizer] : null,
        Activation = parsed.GetValue(Activation) is { } activation ? Activations.Activation.Get(activation) : null,
    };

    private static Dictionary<string, double> Weights(string[] parts)
    {
        Dictionary<string, double> weights = [];
        foreach (string part in parts)
        {
            int equals = part.LastIndexOf('=');
            if (equals < 1 || !double.TryParse(part[(equals + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out double weight) || !(weight >= 0 && double.IsFinite(weight)))
            {
                throw new UsageException($"--class-weight is '{string.Join(',', parts)}'. Expected balanced, none, or a number of at least 0 for classes: no=1,yes=5.");
            }

            if (!weights.TryAdd(part[..equals].Trim(), weight)) { throw new UsageException($"--class-weight names the class '{part[..equals].Trim()}' twice. Give each class one weight."); }
        }

        return weights;
    }

    private static Option<double?> Share(string name, string description, bool allowZero) => Number(
        name, description, value => value < 1 && (value > 0 || (allowZero && value == 0)), $"a share {(allowZero ? "of at least 0" : "above 0")} and below 1, usually 0.2");

    private static Option<double?> Number(string name, string description, Func<double, bool> isAllowed, string expected) => new(name)
    {
        Description = description,
        HelpName = "X",
        CustomParser = result =>
        {
            string? text = result.Tokens.SingleOrDefault()?.Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && isAllowed(value)) { return value; }
            result.AddError($"{name} is '{text}'. Expected {expected}.");
            return null;
        },
    };
}
