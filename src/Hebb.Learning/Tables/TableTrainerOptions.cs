using Hebb.Activations;
using Hebb.Data.Preprocessing;
using Hebb.Learning.Training;

namespace Hebb.Learning.Tables;

/// <summary>What the user wants otherwise than <see cref="TableTrainer"/> would choose. Whatever is left null is chosen by the task and
/// the number of rows.</summary>
public sealed record TableTrainerOptions : TrainingOptions
{
    /// <summary>Which model is trained and saved.</summary>
    public TableModelKind Model { get; init; }

    /// <summary>How the network is made; null for <see cref="TableRecipe.Best"/>.</summary>
    public TableRecipe? Recipe { get; init; }

    /// <summary>How many networks the ensemble of <see cref="TableRecipe.Best"/> has; null for 8.</summary>
    public int? Members { get; init => field = SettingRange.AtLeast(1, value); }

    /// <summary>
    /// Whether the ensemble of <see cref="TableRecipe.Best"/> is trained in about a fifth of the usual time, which costs some accuracy: a few epochs with a
    /// high learning rate that falls to 0.
    /// </summary>
    public bool Quick { get; init; }

    /// <summary>
    /// How long preparing, training and judging may take; null for as long as one network needs. While time is left, networks with other settings are tried,
    /// and the one that is best on rows it has not learned from is kept. Settings that are given are not searched. The first network is trained for one
    /// epoch at least. Range: above 0.
    /// </summary>
    public TimeSpan? Budget
    {
        get;
        init => field = value is null || value > TimeSpan.Zero
            ? value : throw new ArgumentOutOfRangeException(nameof(Budget), value, $"{nameof(Budget)} must be a time above 0.");
    }

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

    /// <summary>The decay of AdamW on the kernels of an ensemble; null for the usual one.</summary>
    internal double? WeightDecay { get; init; }

    /// <summary>How sharply an ensemble can bend numbers at first; null for the usual value.</summary>
    internal double? Sigma { get; init; }

    /// <summary>The recipe in use; it also decides how columns are prepared for trees and for a linear model.</summary>
    internal TableRecipe UsedRecipe => Recipe ?? (Model == TableModelKind.Linear ? TableRecipe.Simple : TableRecipe.Best);

    /// <summary>The sizes of the hidden layers that are wanted; null for the usual ones.</summary>
    internal IReadOnlyList<int>? UsedLayers => Model == TableModelKind.Linear ? [] : Layers;

    /// <summary>The share of true numbers in intervals of predicted ones; 0 for no intervals.</summary>
    /// <param name="task">What is learned.</param>
    /// <exception cref="ArgumentException">Intervals are wanted for classes.</exception>
    internal double IntervalShareOf(LearningTask task) =>
        task == LearningTask.Regression ? Interval ?? 0.9
        : Interval is null or 0 ? 0
        : throw new ArgumentException("Classes have probabilities instead of intervals. Leave the interval out.", nameof(task));

    /// <summary>How columns are prepared.</summary>
    internal PipelineOptions Pipeline => new() { Columns = Columns };

    /// <summary>Refuses what needs all rows in memory.</summary>
    /// <exception cref="ArgumentException">A budget is given, another model than a network, intervals, or another scale.</exception>
    internal void CheckStreamed()
    {
        Check();
        if (Model != TableModelKind.Network)
        {
            throw new ArgumentException(
                $"A stream is learned by a network; the model is {Model}, which is trained in memory. Leave Model out, or train without streaming.",
                nameof(Model));
        }

        if (Interval is not (null or 0) || TargetScale is not (null or Tables.TargetScale.Linear))
        {
            throw new ArgumentException("A stream is learned without intervals and on the linear scale. Leave both out, or train in memory.", nameof(Interval));
        }

        if (Budget is not null)
        {
            throw new ArgumentException(
                "A search within a budget trains many networks on rows that lie in memory. Leave the budget out, or train without streaming.", nameof(Budget));
        }
    }

    /// <inheritdoc/>
    protected internal override void Check()
    {
        base.Check();
        if (!Enum.IsDefined(Model)) { throw new ArgumentOutOfRangeException(nameof(Model), Model, "There is no such model of a table."); }
        if (Model is TableModelKind.Trees or TableModelKind.Linear)
        {
            foreach ((string name, object? value) in ((string, object?)[])[(nameof(Recipe), Recipe), (nameof(Members), Members), (nameof(Layers), Layers),
                (nameof(L2), L2), (nameof(Activation), Activation), (nameof(Epochs), Epochs), (nameof(BatchSize), BatchSize),
                (nameof(LearningRate), LearningRate), (nameof(Patience), Patience), (nameof(Dropout), Dropout), (nameof(Optimizer), Optimizer)])
            {
                if (value is not null) { throw new ArgumentException($"{name} is about a network, but the model is {Model}: leave it out.", name); }
            }
        }

        if (Members is not null && UsedRecipe != TableRecipe.Best)
        {
            throw new ArgumentException("Only an ensemble has members. Choose the recipe 'best', or leave the number of members out.", nameof(Members));
        }

        if (Quick && UsedRecipe != TableRecipe.Best)
        {
            throw new ArgumentException("The recipe 'simple' is quick by itself. Choose the recipe 'best', or leave Quick out.", nameof(Quick));
        }

        if (Quick && Budget is not null)
        {
            throw new ArgumentException("Quick is for less time than usual, a budget for more. Give one of them.", nameof(Budget));
        }

        if (Layers is not null && Layers.Any(units => units < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Layers), string.Join(',', Layers), "A layer has at least one unit.");
        }
    }
}
