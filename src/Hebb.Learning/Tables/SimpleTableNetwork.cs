using Hebb.Data.Preprocessing;
using Hebb.Layers;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Regularizers;
using static System.FormattableString;

namespace Hebb.Learning.Tables;

/// <summary>A network of dense layers: see <see cref="TableRecipe.Simple"/>.</summary>
internal sealed class SimpleTableNetwork(TableTrainerOptions options, ColumnPipeline pipeline) : TableNetwork(options, pipeline)
{
    /// <summary>Fewer steps an epoch than this, and training gets more epochs.</summary>
    private const int FewSteps = 100;

    /// <summary>Fewer training rows than this are soon known by heart, and the penalty on weights is larger.</summary>
    private const int FewRows = 1_000;

    /// <summary>Larger without hidden layers, because the loss is convex then.</summary>
    private const double LinearLearningRate = 0.01;

    /// <summary>Layers with fewer units than this do without dropout: a narrow layer has no outputs to spare.</summary>
    private const int NarrowLayer = 16;

    /// <summary>The longest training that the number of rows asks for, whatever was wanted.</summary>
    public required (int Epochs, int Patience) Usual { get; init; }

    /// <summary>The network for so many rows.</summary>
    public static SimpleTableNetwork For(TableTrainerOptions options, ColumnPipeline pipeline, int rows)
    {
        IReadOnlyList<int> layers = options.UsedLayers ?? (rows < 200 ? [16] : [64, 32]);
        int batch = options.BatchSize ?? (rows switch { < 1_000 => 16, < 50_000 => 32, < 200_000 => 128, _ => 512 });
        (int epochs, int patience) = (rows + batch - 1) / batch < FewSteps ? (300, 20) : (100, 10);
        bool isRegression = pipeline.Target.Task == LearningTask.Regression;
        return new(options, pipeline)
        {
            Layers = layers,
            BatchSize = batch,
            Usual = (epochs, patience),
            Epochs = options.Epochs ?? epochs,
            Patience = options.Patience ?? patience,
            Dropout = layers.Count == 0 ? 0 : options.Dropout ?? (isRegression || layers.Min() < NarrowLayer ? 0 : 0.2),
            WeightPenalty = layers.Count == 0 ? 0 : options.L2 ?? (isRegression, rows < FewRows) switch
            {
                (true, true) => 0.005,
                (true, false) => 1e-4,
                (false, true) => 0.01,
                (false, false) => 0.002,
            },
            LearningRate = options.LearningRate ?? (layers.Count == 0 ? LinearLearningRate : 0.001),
        };
    }

    /// <inheritdoc/>
    public override string Architecture => string.Join('-', (int[])[Pipeline.FeatureNames.Count, .. Layers, Head.Outputs]);

    /// <inheritdoc/>
    public override string Numbers => "numbers are standardized";

    /// <inheritdoc/>
    public override string Categories => "categories one-hot encoded";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Sentences => Layers.Count == 0
        ? [$"network: {Architecture}, no hidden layers"]
        : [
            $"network: {Architecture}, {ActivationName} in the hidden layers; "
            + Invariant($"to reduce overfitting: L2 penalty {WeightPenalty} on hidden weights") + Also("dropout", Dropout),
        ];

    /// <inheritdoc/>
    public override string OptimizerName => Options.NewOptimizer(LearningRate).GetType().Name;

    /// <inheritdoc/>
    public override Sequential NewModel() => NewModel(Layers, Dropout, LearningRate);

    /// <summary>The same without hidden layers: logistic, softmax or linear regression.</summary>
    public Sequential NewLinearModel() => NewModel([], 0, LinearLearningRate);

    private Sequential NewModel(IReadOnlyList<int> hidden, double dropout, double learningRate)
    {
        Regularizer? penalty = WeightPenalty > 0 ? new L2(WeightPenalty) : null;
        List<Layer> layers = [new Input([Pipeline.FeatureNames.Count])];
        foreach (int units in hidden)
        {
            layers.Add(new Dense(units, Activation) { KernelRegularizer = penalty });
            if (dropout > 0) { layers.Add(new Dropout(dropout)); }
        }

        layers.Add(Head.NewLayer());
        Sequential model = new(layers) { Seed = Options.Seed };
        model.Compile(Options.NewOptimizer(learningRate), Head.Loss, [Head.Metric]);
        return model;
    }
}
