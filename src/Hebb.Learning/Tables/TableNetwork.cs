using Hebb.Activations;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Training;
using Hebb.Models;
using static System.FormattableString;

namespace Hebb.Learning.Tables;

/// <summary>The network for a table and how it is trained, as a recipe decides it from the task and the number of rows.</summary>
internal abstract class TableNetwork(TableTrainerOptions options, ColumnPipeline pipeline) : TableLearner
{
    /// <summary>What it is called; without hidden layers it is a simpler model itself.</summary>
    public override string Name => Layers.Count > 0 ? "network" : BaselineComparison.LinearNameOf(pipeline.Target.Task);

    /// <inheritdoc/>
    public override string Described => "a network";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Decisions(TablePlan plan) =>
        [.. plan.NetworkDecisions, .. plan.CrossFits && Calibration is { } calibration ? [calibration] : Array.Empty<string>()];

    /// <summary>The sizes of the hidden layers.</summary>
    public required IReadOnlyList<int> Layers { get; init; }

    /// <summary>The rows of a batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The maximum number of epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>How many epochs without a better loss on the validation rows end the training.</summary>
    public required int Patience { get; init; }

    /// <summary>The share of hidden outputs left out at random while training.</summary>
    public required double Dropout { get; init; }

    /// <summary>What the squares of the hidden weights are multiplied by and added to the loss.</summary>
    public required double WeightPenalty { get; init; }

    /// <summary>The learning rate of the optimizer.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The activation of the hidden layers.</summary>
    public Activation Activation => options.Activation ?? Activation.Relu;

    /// <summary>The sizes of all layers: 13-64-32-1.</summary>
    public abstract string Architecture { get; }

    /// <summary>How columns of numbers are encoded, in words.</summary>
    public abstract string Numbers { get; }

    /// <summary>How columns of categories are encoded, in words.</summary>
    public abstract string Categories { get; }

    /// <summary>The network in sentences.</summary>
    public abstract IReadOnlyList<string> Sentences { get; }

    /// <summary>How probabilities are calibrated where the plan cross-fits, in a sentence; null if they are not.</summary>
    public virtual string? Calibration => null;

    /// <summary>The optimizer in words.</summary>
    public abstract string OptimizerName { get; }

    /// <summary>The learning rate in words.</summary>
    public virtual string Rate => Invariant($"learning rate {LearningRate}");

    /// <summary>The network, ready to be trained.</summary>
    public abstract Model NewModel();

    /// <inheritdoc/>
    public override FittedTable Fit(TablePlan plan, CancellationToken cancellation)
    {
        Dataset train = TableTrainer.Rows(plan, plan.Split.Train), validation = TableTrainer.Rows(plan, plan.Split.Validation);
        Model model = NewModel();
        (History history, int best) = plan.WatchedTraining.Run(model, train, validation, cancellation);
        return Fitted(plan, Name, model, history, best);
    }

    /// <summary>A network that has not learned from the validation rows of a plan, and by them predicts means if it learned logarithms.</summary>
    public static FittedTable Fitted(TablePlan plan, string name, Model model, History history, int best)
    {
        TableModel trained = new(model, plan.Pipeline);
        if (history.Epochs.Count > 0) { plan.Network.Correct(model, () => Unseen(plan, trained)); }
        return new(trained, history, best, new(() => Unseen(plan, trained))) { Name = name };
    }

    /// <summary>Makes a network that learned logarithms predict means.</summary>
    /// <param name="model">The network.</param>
    /// <param name="unseen">Answers to rows that were not learned from.</param>
    public void Correct(Model model, Func<UnseenAnswers> unseen)
    {
        if (pipeline.Target.LogOffset is not null) { LogTarget.Correct(LastLayerOf(model), LogTarget.CorrectionOf(pipeline.Target, unseen())); }
    }

    /// <summary>The last layer with weights: that of the members, if the network ends in their mean.</summary>
    protected static Layer LastLayerOf(Model model) => model.Outputs is not [var output, ..] ? model.Sublayers[^1]
        : output.Layer is GlobalAveragePooling1D ? output.Inputs[0].Layer : output.Layer;

    /// <summary>Answers of a trained network to the validation rows.</summary>
    internal static UnseenAnswers Unseen(TablePlan plan, TableModel trained)
    {
        Table validation = plan.Table.Take(plan.Split.Validation);
        return new(plan.Pipeline.EncodeTarget(validation), trained.Predict(validation).Outputs);
    }

    /// <summary>What the network answers.</summary>
    protected Head Head => Head.Of(pipeline.Target);

    /// <summary>What was asked for.</summary>
    protected TableTrainerOptions Options => options;

    /// <summary>What turns rows into numbers.</summary>
    protected ColumnPipeline Pipeline => pipeline;

    /// <summary>How columns are prepared.</summary>
    public static PipelineOptions Preparation(TableTrainerOptions options) => options.Pipeline with { ForEmbeddings = options.UsedRecipe == TableRecipe.Best };

    /// <summary>The network of the recipe that is wanted.</summary>
    /// <param name="options">What is wanted.</param>
    /// <param name="pipeline">What turns rows into numbers.</param>
    /// <param name="rows">How many rows are trained on.</param>
    /// <param name="isCrossFitted">Whether each member of an ensemble leaves out other rows.</param>
    public static TableNetwork Of(TableTrainerOptions options, ColumnPipeline pipeline, int rows, bool isCrossFitted) =>
        options.UsedRecipe == TableRecipe.Best ? EnsembleTableNetwork.For(options, pipeline, rows, isCrossFitted)
        : SimpleTableNetwork.For(options, pipeline, rows);

    /// <summary>The activation in words.</summary>
    protected string ActivationName => options.Activation is { } chosen ? chosen.ToString() : "ReLU";

    /// <summary>What is added to the loss or left out, in words; empty for nothing.</summary>
    protected static string Also(string what, double value) => value > 0 ? Invariant($", {what} {value}") : "";
}
