using Hebb.Activations;
using Hebb.Models;

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

    /// <summary>The learning rate of Adam.</summary>
    public double LearningRate { get; init; } = 0.001;

    /// <summary>The share of hidden outputs that are left out at random while training; null for the usual one.</summary>
    public double? Dropout { get; init; }

    /// <summary>What the squares of the hidden weights are multiplied by and added to the loss; null for the usual penalty.</summary>
    public double? L2 { get; init; }

    /// <summary>The activation of the hidden layers; null for ReLU.</summary>
    public Activation? Activation { get; init; }

    /// <summary>Columns that must not be used.</summary>
    public IReadOnlyList<string> Drop { get; init; } = [];

    /// <summary>Columns prepared in another way than usual: <c>Columns = { ["Age"] = new MinMaxScaler() }</c>.</summary>
    public IDictionary<string, ColumnPreparation> Columns { get; init; } = new Dictionary<string, ColumnPreparation>(StringComparer.Ordinal);

    /// <summary>How columns are prepared.</summary>
    internal PipelineOptions Pipeline => new() { Columns = Columns };

    /// <summary>The root of all random choices: equal seeds give equal models.</summary>
    public int Seed { get; init; }

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
    }
}
