using Hebb.Activations;
using Hebb.Callbacks;
using Hebb.Models;
using Hebb.Optimizers;

namespace Hebb.Data;

/// <summary>What the user wants otherwise than <see cref="TableTrainer"/> would choose. Whatever is left null is chosen by the task and the number of rows.</summary>
public sealed record TrainerOptions
{
    /// <summary>The sizes of the hidden layers; an empty list makes a linear or logistic model.</summary>
    public IReadOnlyList<int>? Layers { get; init; }

    /// <summary>The most epochs to train; early stopping usually ends training before.</summary>
    public int? Epochs { get; init; }

    /// <summary>How many rows are looked at before the weights are changed.</summary>
    public int? BatchSize { get; init; }

    /// <summary>What kind of answer is learned; null to infer it from the column to predict.</summary>
    public LearningTask? Task { get; init; }

    /// <summary>Makes the optimizer from the learning rate, anew for each network; null for Adam.</summary>
    public Func<double, Optimizer>? Optimizer { get; init; }

    /// <summary>The learning rate of the optimizer.</summary>
    public double LearningRate { get; init; } = 0.001;

    /// <summary>The share of hidden outputs that are left out at random while training; null for the usual one.</summary>
    public double? Dropout { get; init; }

    /// <summary>What the squares of the hidden weights are multiplied by and added to the loss; null for the usual penalty.</summary>
    public double? L2 { get; init; }

    /// <summary>The activation of the hidden layers; null for ReLU.</summary>
    public Activation? Activation { get; init; }

    /// <summary>Whether all classes count the same in sum, however rare: a class with n of N rows, of k classes, gets the weight N / (k · n).</summary>
    public bool BalancedClasses { get; init; }

    /// <summary>How much rows count in training, by the name of their class; classes not named count 1. Null for all the same.</summary>
    public IReadOnlyDictionary<string, double>? ClassWeights { get; init; }

    /// <summary>The share of all rows to hold out for the final table.</summary>
    public double TestSplit { get; init; } = 0.2;

    /// <summary>The share of the other rows that decide when to stop and where to put the threshold.</summary>
    public double ValidationSplit { get; init; } = 0.2;

    /// <summary>How many epochs without a better loss on the validation rows end the training; null for the usual number.</summary>
    public int? Patience { get; init; }

    /// <summary>Columns that must not be used.</summary>
    public IReadOnlyList<string> Drop { get; init; } = [];

    /// <summary>Columns prepared in another way than usual: <c>Columns = { ["Age"] = new MinMaxScaler() }</c>.</summary>
    public IDictionary<string, ColumnPreparation> Columns { get; init; } = new Dictionary<string, ColumnPreparation>(StringComparer.Ordinal);

    /// <summary>How columns are prepared.</summary>
    internal PipelineOptions Pipeline => new() { Columns = Columns };

    /// <summary>The root of all random choices: equal seeds give equal models.</summary>
    public int Seed { get; init; }

    /// <summary>What else follows the training of the network, batch by batch: curves for TensorBoard, for example. The linear model beside it is trained without.</summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>Where to report progress.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Refuses what cannot be.</summary>
    internal void Check()
    {
        if (Layers is not null && Layers.Any(units => units < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Layers), string.Join(',', Layers), "A layer has at least one unit.");
        }

        if (Epochs < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(Epochs), Epochs, "Training takes at least one epoch.");
        }

        if (BatchSize < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(BatchSize), BatchSize, "A batch has at least one row.");
        }

        if (Dropout is not null and not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Dropout), Dropout, "The share of outputs left out is at least 0 and below 1, usually 0.2.");
        }

        if (L2 is not null and not (>= 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(nameof(L2), L2, "The penalty on weights is a number of at least 0, usually below 0.01.");
        }

        if (!(LearningRate > 0 && double.IsFinite(LearningRate)))
        {
            throw new ArgumentOutOfRangeException(nameof(LearningRate), LearningRate, "The learning rate is a number above 0, usually 0.001.");
        }

        if (Patience < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(Patience), Patience, "Patience is at least one epoch.");
        }

        CheckShare(TestSplit, nameof(TestSplit));
        CheckShare(ValidationSplit, nameof(ValidationSplit));
        if (BalancedClasses && ClassWeights is not null)
        {
            throw new ArgumentException("Give ClassWeights or BalancedClasses, not both.", nameof(ClassWeights));
        }

        foreach ((string name, double weight) in ClassWeights ?? new Dictionary<string, double>())
        {
            if (!(weight >= 0 && double.IsFinite(weight)))
            {
                throw new ArgumentOutOfRangeException(nameof(ClassWeights), weight, $"The weight of class '{name}' is a number of at least 0: 5 makes a row count five times.");
            }
        }
    }

    private static void CheckShare(double share, string name)
    {
        if (!(share > 0 && share < 1))
        {
            throw new ArgumentOutOfRangeException(name, share, "The share of rows lies between 0 and 1, usually 0.2.");
        }
    }
}
