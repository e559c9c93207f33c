using Hebb.Callbacks;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Rows;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Optimizers.Schedules;
using static System.FormattableString;

namespace Hebb.Learning.Training;

/// <summary>What can be wanted of any training. Whatever is left null is chosen by the data.</summary>
public abstract record TrainingOptions
{
    private const double UsualShare = 0.2;

    /// <summary>The most epochs to train; early stopping may end training before.</summary>
    public int? Epochs { get; init => field = SettingRange.AtLeast(1, value); }

    /// <summary>How many rows are looked at before the weights are changed.</summary>
    public int? BatchSize { get; init => field = SettingRange.AtLeast(1, value); }

    /// <summary>Makes the optimizer from the learning rate, anew for each network; null for Adam.</summary>
    public Func<LearningRateSchedule, Optimizer>? Optimizer { get; init; }

    /// <summary>The learning rate of the optimizer, the highest one where it rises and falls; null for the usual one.</summary>
    public double? LearningRate { get; init => field = SettingRange.Positive(value); }

    /// <summary>The share of hidden outputs that are left out at random while training; null for the usual one.</summary>
    public double? Dropout { get; init => field = SettingRange.Part(value); }

    /// <summary>Whether all classes count the same in sum, however rare: a class with n of N rows, of k classes, gets the weight N / (k · n).</summary>
    public bool BalancedClasses { get; init; }

    /// <summary>How much rows count in training, by the name of their class; classes not named count 1. Null for all the same.</summary>
    public IReadOnlyDictionary<string, double>? ClassWeights { get; init; }

    /// <summary>The share of all rows to hold out for the final table; null for a fifth.</summary>
    public double? TestSplit { get; init => field = SettingRange.RealPart(value); }

    /// <summary>The share of the other rows that decide when to stop and where to put the threshold; null for the usual one, a fifth for tables.</summary>
    public double? ValidationSplit { get; init => field = SettingRange.RealPart(value); }

    /// <summary>How many epochs without a better loss on the validation rows end the training; null for the usual number.</summary>
    public int? Patience { get; init => field = SettingRange.AtLeast(1, value); }

    /// <summary>The root of all random choices: equal seeds give equal models.</summary>
    public long Seed { get; init; }

    /// <summary>What else follows the training of the network, batch by batch: curves for TensorBoard, for example. The simpler model
    /// beside it is trained without.</summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>
    /// Given the network as soon as it is trained, before it is judged and compared: save it here, and nothing that comes afterwards can lose it. Not
    /// called if training was cancelled before its first epoch was complete.
    /// </summary>
    public Action<FreshModel>? Trained { get; init; }

    /// <summary>Says what helps in the words of the face: the names of C#, or the options of a command line.</summary>
    public Func<Remedy, string> Words { get; init; } = remedy => remedy.ToString();

    /// <summary>Where to report progress.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>The share of rows to hold out.</summary>
    public double HeldOutShare => TestSplit ?? UsualShare;

    /// <summary>Which row of a stream serves what.</summary>
    internal RowSplit RowSplit => new(Seed, HeldOutShare, ValidationShare);

    /// <summary>The share of the other rows for validation.</summary>
    public double ValidationShare => ValidationSplit ?? UsualShare;

    /// <summary>The share for validation of examples of which more than some are not needed, but one of each class.</summary>
    internal double ValidationShareOf(double examples, int enough, int classes) =>
        ValidationSplit ?? Math.Min(UsualShare, Math.Max(enough, classes) / examples);

    /// <summary>The optimizer with this learning rate.</summary>
    /// <param name="learningRate">The learning rate or its schedule.</param>
    public Optimizer NewOptimizer(LearningRateSchedule learningRate) => Optimizer?.Invoke(learningRate) ?? new Adam(learningRate);

    /// <summary>The weights of classes; null for all the same.</summary>
    /// <exception cref="ArgumentException">The target is a number, or a class is named that it does not have.</exception>
    /// <param name="target">What is predicted.</param>
    public ClassWeight? WeightsFor(TargetEncoder target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (!BalancedClasses && ClassWeights is null) { return null; }
        if (target.Task == LearningTask.Regression)
        {
            throw new ArgumentException(
                $"Class weights need classes, but '{target.Name}' is a number. Leave them out, or make it a class with Task.", nameof(target));
        }

        if (BalancedClasses) { return ClassWeight.Balanced; }
        string[] classes = [.. target.Classes];
        string? stranger = ClassWeights!.Keys.FirstOrDefault(name => !classes.Contains(name, StringComparer.Ordinal));
        return stranger is null
            ? ClassWeight.From(ClassWeights.ToDictionary(pair => Array.IndexOf(classes, pair.Key), pair => pair.Value))
            : throw new ArgumentException(
                $"There is a weight for class '{stranger}', which '{target.Name}' does not have. {Suggest.Sentence(stranger, classes, "classes")}",
                nameof(target));
    }

    /// <summary>What was decided about class weights, in a sentence; null for nothing.</summary>
    internal string? ClassWeightDecision =>
        BalancedClasses
            ? "class weights: balanced, so that a rare class counts as much as a frequent one; probabilities are then those of equally frequent classes"
            : ClassWeights is { } weights ? $"class weights: {string.Join(", ", weights.Select(pair => Invariant($"{pair.Key} counts {pair.Value}")))}"
            : null;

    /// <summary>Refuses what cannot be.</summary>
    /// <exception cref="ArgumentException">An option has a value that makes no sense.</exception>
    protected internal virtual void Check()
    {
        if (BalancedClasses && ClassWeights is not null)
        {
            throw new ArgumentException("Give ClassWeights or BalancedClasses, not both.", nameof(ClassWeights));
        }

        foreach ((string name, double weight) in ClassWeights ?? new Dictionary<string, double>())
        {
            if (!(weight >= 0 && double.IsFinite(weight)))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(ClassWeights), weight, $"The weight of class '{name}' is a number of at least 0: 5 makes a row count five times.");
            }
        }
    }

    /// <summary>Refuses what only a training in epochs can follow, for a model whose weights are computed at once.</summary>
    /// <exception cref="ArgumentException">Such an option is set.</exception>
    private protected void CheckComputed()
    {
        foreach ((string name, object? value) in ((string, object?)[])[(nameof(Epochs), Epochs), (nameof(BatchSize), BatchSize),
            (nameof(LearningRate), LearningRate), (nameof(Patience), Patience), (nameof(Dropout), Dropout), (nameof(Optimizer), Optimizer)])
        {
            if (value is not null)
            {
                throw new ArgumentException($"A linear model has no epochs, because its weights are computed at once: leave {name} out.", name);
            }
        }
    }
}
