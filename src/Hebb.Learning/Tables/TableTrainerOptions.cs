using Hebb.Activations;
using Hebb.Data.Preprocessing;
using Hebb.Learning.Training;

namespace Hebb.Learning.Tables;

/// <summary>What the user wants otherwise than <see cref="TableTrainer"/> would choose. Whatever is left null is chosen by the task and
/// the number of rows.</summary>
public sealed record TableTrainerOptions : TrainingOptions
{
    /// <summary>How the network is made; null for <see cref="TableRecipe.Simple"/>.</summary>
    public TableRecipe? Recipe { get; init; }

    /// <summary>How many networks the ensemble of <see cref="TableRecipe.Best"/> has; null for 8.</summary>
    public int? Members { get; init => field = SettingRange.AtLeast(1, value); }

    /// <summary>The sizes of the hidden layers; an empty list makes a linear or logistic model.</summary>
    public IReadOnlyList<int>? Layers { get; init; }

    /// <summary>What kind of answer is learned; null to infer it from the column to predict.</summary>
    public LearningTask? Task { get; init; }

    /// <summary>What the squares of the hidden weights are multiplied by and added to the loss; null for the usual penalty.</summary>
    public double? L2 { get; init => field = SettingRange.NotNegative(value); }

    /// <summary>The activation of the hidden layers; null for ReLU.</summary>
    public Activation? Activation { get; init; }

    /// <summary>Columns to leave out.</summary>
    public IReadOnlyList<string> Drop { get; init; } = [];

    /// <summary>
    /// Whether rows are learned from and judged whose number to predict lies far from all others; otherwise up to 2 % of them are taken for slips and left out,
    /// and up to 20 % with the same number, such as −999, for rows without a value.
    /// </summary>
    public bool KeepFar { get; init; }

    /// <summary>The share of true numbers that lie in the intervals of predicted ones; 0 for no intervals, null for 0.9. Classes have none.</summary>
    public double? Interval { get; init => field = SettingRange.Part(value); }

    /// <summary>On which scale numbers are learned; null to choose: <see cref="TableRecipe.Best"/> learns logarithms of highly skewed ones.</summary>
    public TargetScale? TargetScale { get; init; }

    /// <summary>
    /// Whether the probabilities of a cross-fitted ensemble are made as sure as they are right on rows that a member left out (temperature scaling), where that
    /// is significantly better.
    /// </summary>
    public bool Calibrate { get; init; } = true;

    /// <summary>Columns prepared in another way than usual: <c>Columns = { ["Age"] = new MinMaxScaler() }</c>.</summary>
    public IDictionary<string, ColumnPreparation> Columns { get; init; } = new Dictionary<string, ColumnPreparation>(StringComparer.Ordinal);

    /// <summary>The recipe in use.</summary>
    internal TableRecipe UsedRecipe => Recipe ?? TableRecipe.Simple;

    /// <summary>The same for rows that come by, of which only one small network learns so far.</summary>
    /// <exception cref="ArgumentException">Another recipe is wanted, more than one member, intervals or a scale.</exception>
    internal TableTrainerOptions OfStream() => (Interval, TargetScale) is not (null, null)
        ? throw new ArgumentException("A stream is learned without intervals and on the linear scale. Leave both out, or train in memory.", nameof(Interval))
        : Recipe is not TableRecipe.Best && Members is null
        ? this with { Recipe = TableRecipe.Simple }
        : throw new ArgumentException(
            "An ensemble is trained in memory. Leave recipe and members out for a stream, or train without streaming.", nameof(Recipe));

    /// <summary>The share of true numbers in intervals of predicted ones; 0 for no intervals.</summary>
    /// <param name="task">What is learned.</param>
    /// <exception cref="ArgumentException">Intervals are wanted for classes.</exception>
    internal double IntervalShareOf(LearningTask task) =>
        task == LearningTask.Regression ? Interval ?? 0.9
        : Interval is null or 0 ? 0
        : throw new ArgumentException("Classes have probabilities instead of intervals. Leave the interval out.", nameof(task));

    /// <summary>How columns are prepared.</summary>
    internal PipelineOptions Pipeline => new() { Columns = Columns };

    /// <inheritdoc/>
    protected internal override void Check()
    {
        base.Check();
        if (Members is not null && UsedRecipe != TableRecipe.Best)
        {
            throw new ArgumentException("Only an ensemble has members. Choose the recipe 'best', or leave the number of members out.", nameof(Members));
        }

        if (Layers is not null && Layers.Any(units => units < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Layers), string.Join(',', Layers), "A layer has at least one unit.");
        }
    }
}
