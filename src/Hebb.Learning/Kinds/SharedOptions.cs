using System.Globalization;
using Hebb.Data;
using Hebb.Learning.Training;
using Hebb.Optimizers;
using Hebb.Optimizers.Schedules;

namespace Hebb.Learning.Kinds;

/// <summary>Options that several kinds of learning have.</summary>
public static class SharedOptions
{
    private static readonly Dictionary<string, Func<LearningRateSchedule, Optimizer>> s_optimizers = new()
    {
        ["adam"] = rate => new Adam(rate),
        ["adamw"] = rate => new AdamW(rate),
        ["sgd"] = rate => new SGD(rate),
        ["momentum"] = rate => new SGD(rate, momentum: 0.9),
        ["rmsprop"] = rate => new RMSprop(rate),
        ["adagrad"] = rate => new Adagrad(rate),
        ["adadelta"] = rate => new Adadelta(rate),
    };

    /// <summary>What is predicted.</summary>
    public static LearningOption<string?> Target { get; } = LearningOption.Text(
        "target", "COLUMN", "The column to predict: classes or numbers of a table, the classes of --text, the numbers of a series.");

    /// <summary>The most epochs.</summary>
    public static LearningOption<int?> Epochs { get; } = LearningOption.Count(
        "epochs", "Maximum number of epochs. Default: depends on the number of examples; early stopping may end training before.");

    /// <summary>Examples between two changes of the weights.</summary>
    public static LearningOption<int?> BatchSize { get; } = LearningOption.Count(
        "batch-size", "The number of rows for each update of the weights. Default: depends on the number of rows.");

    /// <summary>The learning rate.</summary>
    public static LearningOption<double?> LearningRate { get; } = LearningOption.Number(
        "learning-rate",
        "The learning rate of the optimizer. Default: 0.001 for tables, or 0.01 with --layers 0; otherwise it depends on the network.",
        value => value > 0,
        "a number above 0, usually 0.001");

    /// <summary>The root of all random choices.</summary>
    public static LearningOption<long> Seed { get; } = new(
        "seed",
        "N",
        "The random seed: the same seed gives the same model.",
        text => long.TryParse(text, CultureInfo.InvariantCulture, out long seed) ? seed : throw new FormatException("Expected a whole number."));

    /// <summary>The optimizer.</summary>
    public static LearningOption<string?> Optimizer { get; } =
        LearningOption.OneOf("optimizer", $"The optimizer: {string.Join(", ", s_optimizers.Keys)}. Default: adam.", s_optimizers.Keys);

    /// <summary>Dropout of hidden layers.</summary>
    public static LearningOption<double?> Dropout { get; } = LearningOption.Share(
        "dropout",
        "The dropout rate: the share of hidden outputs set to 0 at random while training; 0 for none. Default: depends on the task and the layers.",
        allowZero: true);

    /// <summary>How much classes count.</summary>
    public static LearningOption<string[]> ClassWeight { get; } = LearningOption.Names(
        "class-weight", "balanced|a=1,b=5", "Class weights, how much rows of a class count: balanced, none, or a number for each class. Default: none.");

    /// <summary>The share of examples for validation.</summary>
    public static LearningOption<double?> ValidationSplit { get; } = LearningOption.Share(
        "validation-split",
        "The share of the rows not held out that is used for validation (early stopping). Default: 0.2, but at most 5000 images or 1000 texts; "
        + "with --generate 0.05.");

    /// <summary>The share of examples held out.</summary>
    public static LearningOption<double?> TestSplit { get; } =
        LearningOption.Share("test-split", "The share of all rows held out for the final evaluation. Default: 0.2, with --generate 0.1.");

    /// <summary>The patience of early stopping.</summary>
    public static LearningOption<int?> Patience { get; } = LearningOption.Count(
        "patience", "Early stopping: how many epochs without improvement of the validation loss end the training. Default: depends on the number of rows.");

    /// <summary>Whether unreadable files and rows are left out.</summary>
    public static LearningOption<bool> SkipBad { get; } =
        LearningOption.Switch("skip-bad", "Skip rows, images and sounds that cannot be read, and report them, instead of stopping.");

    /// <summary>How much of a text is seen at once.</summary>
    public static LearningOption<int?> Length { get; } = LearningOption.Count(
        "length",
        "How many tokens of a text the network sees, or with --generate, how many characters in a row it learns from. "
        + "Default: enough for nearly all texts, at most 1000 (a bag of words reads whole texts); with --generate 64 characters, or 100 with a transformer "
        + "or a network of your own.");

    /// <summary>Those that every training in epochs has.</summary>
    public static IReadOnlyList<LearningOption> Training { get; } =
        [Epochs, BatchSize, LearningRate, Seed, Optimizer, Dropout, ValidationSplit, TestSplit, Patience];

    /// <summary>What a request says about <see cref="Training"/> and <see cref="ClassWeight"/>, with its progress and callbacks.</summary>
    /// <typeparam name="T">The options of the kind.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="options">What the kind has read by itself.</param>
    public static T Apply<T>(LearningRequest request, T options)
        where T : TrainingOptions
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(options);
        OptionValues given = request.Options;
        string[] weights = given.Get(ClassWeight);
        bool balanced = weights is ["balanced"], none = weights is [] or ["none"];
        return (T)(options with
        {
            Epochs = given.Get(Epochs),
            BatchSize = given.Get(BatchSize),
            LearningRate = given.Get(LearningRate),
            Seed = given.Get(Seed),
            Dropout = given.Get(Dropout),
            BalancedClasses = balanced,
            ClassWeights = balanced || none ? null : Weights(weights),
            ValidationSplit = given.Get(ValidationSplit),
            TestSplit = given.Get(TestSplit),
            Patience = given.Get(Patience),
            Optimizer = OptimizerOf(given),
            Callbacks = request.Callbacks,
            Progress = request.Progress,
            Trained = request.Trained,
            Words = request.Words,
        });
    }

    /// <summary>The optimizer that is wanted; null for the usual one.</summary>
    /// <param name="given">The options.</param>
    public static Func<LearningRateSchedule, Optimizer>? OptimizerOf(OptionValues given)
    {
        ArgumentNullException.ThrowIfNull(given);
        return given.Get(Optimizer) is { } name ? s_optimizers[name] : null;
    }

    /// <summary>What happens to files that cannot be read.</summary>
    internal static BadFiles Unreadable(OptionValues given) => given.Get(SkipBad) ? BadFiles.Skip : BadFiles.Refuse;

    private static Dictionary<string, double> Weights(string[] parts)
    {
        Dictionary<string, double> weights = [];
        foreach (string part in parts)
        {
            int equals = part.LastIndexOf('=');
            if (equals < 1 || !double.TryParse(part[(equals + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out double weight)
                || !(weight >= 0 && double.IsFinite(weight)))
            {
                throw new UsageException(
                    $"{ClassWeight.Flag} is '{string.Join(',', parts)}'. Expected balanced, none, or a number of at least 0 for classes: no=1,yes=5.");
            }

            if (!weights.TryAdd(part[..equals].Trim(), weight))
            {
                throw new UsageException($"{ClassWeight.Flag} names the class '{part[..equals].Trim()}' twice. Give each class one weight.");
            }
        }

        return weights;
    }
}
