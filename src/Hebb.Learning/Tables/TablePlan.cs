using Hebb.Activations;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Layers;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Regularizers;
using static System.FormattableString;

namespace Hebb.Learning.Tables;

/// <summary>How a table is going to be learned: what each column is, which rows serve what, and the network, each with its reason.</summary>
public sealed class TablePlan : LearningPlan
{
    /// <summary>Fewer steps an epoch than this, and training gets more epochs.</summary>
    private const int FewSteps = 100;

    /// <summary>Fewer training rows than this are soon memorized, and the penalty on weights is larger.</summary>
    private const int FewRows = 1_000;

    private const double LinearLearningRate = 0.01;

    /// <summary>Layers with fewer units than this do without dropout.</summary>
    private const int NarrowLayer = 16;

    private readonly TableTrainerOptions _options;
    private readonly TableRows _rows;

    internal TablePlan(TableRows rows, Schema schema, TrainValidationTest split, TableTrainerOptions options)
        : this(schema, ColumnPipeline.Fit(rows.Table.Take(split.Train), schema, options.Pipeline with { Far = rows.Far }), split.Train.Length, options)
    {
        (_rows, Split) = (rows, split);
    }

    /// <summary>The network for so many training rows that are not held in memory.</summary>
    internal TablePlan(Schema schema, ColumnPipeline pipeline, int rows, TableTrainerOptions options)
    {
        (Schema, Pipeline, _options) = (schema, pipeline, options);
        _rows = new() { Table = new Table(new NumberColumn(schema.Target)), Equal = EqualRows.None(0) };
        Split = new([], [], []);
        Layers = options.Layers ?? (rows < 200 ? [16] : [64, 32]);
        BatchSize = options.BatchSize ?? (rows switch { < 1_000 => 16, < 50_000 => 32, < 200_000 => 128, _ => 512 });
        int steps = (rows + BatchSize - 1) / BatchSize;
        (int epochs, int patience) = steps < FewSteps ? (300, 20) : (100, 10);
        (Epochs, Patience) = (options.Epochs ?? epochs, options.Patience ?? patience);
        ClassWeight = options.WeightsFor(pipeline.Target);
        BaselineTraining = Training with { Epochs = Math.Max(Epochs, epochs), Patience = Math.Max(Patience, patience) };
        bool isRegression = Schema.Task == LearningTask.Regression;

        // A narrow layer has no outputs to spare.
        Dropout = Layers.Count == 0 ? 0 : options.Dropout ?? (isRegression || Layers.Min() < NarrowLayer ? 0 : 0.2);
        WeightPenalty = Layers.Count == 0 ? 0 : options.L2 is { } penalty ? penalty : (isRegression, rows < FewRows) switch
        {
            (true, true) => 0.005,
            (true, false) => 1e-4,
            (false, true) => 0.01,
            (false, false) => 0.002,
        };
    }

    /// <summary>The rows that have a value to predict.</summary>
    public Table Table => _rows.Table;

    /// <summary>How many rows were left out because the value to predict is missing.</summary>
    public int SkippedRows => _rows.Skipped;

    /// <summary>What each column is, and why.</summary>
    public Schema Schema { get; }

    /// <summary>Which rows are trained on, which decide when to stop, and which serve the final table only.</summary>
    public TrainValidationTest Split { get; }

    /// <summary>What turns rows into numbers, learned from the training rows.</summary>
    public ColumnPipeline Pipeline { get; }

    /// <summary>The sizes of the hidden layers.</summary>
    public IReadOnlyList<int> Layers { get; }

    /// <summary>The rows of a batch.</summary>
    public int BatchSize { get; }

    /// <summary>The most epochs.</summary>
    public int Epochs { get; }

    /// <summary>How many epochs without a better loss on the validation rows end the training.</summary>
    public int Patience { get; }

    /// <summary>The share of hidden outputs left out at random while training.</summary>
    public double Dropout { get; }

    /// <summary>What the squares of the hidden weights are multiplied by and added to the loss (L2): it keeps the answers smooth.</summary>
    public double WeightPenalty { get; }

    /// <summary>The activation of the hidden layers.</summary>
    public Activation Activation => _options.Activation ?? Activation.Relu;

    /// <summary>How much rows count in training by their class; null for all the same.</summary>
    public ClassWeight? ClassWeight { get; }

    /// <summary>The learning rate of the optimizer; larger without hidden layers, because the loss is convex then.</summary>
    public double LearningRate => _options.LearningRate ?? (Layers.Count == 0 ? LinearLearningRate : 0.001);

    /// <summary>The root of all random choices.</summary>
    public long Seed => _options.Seed;

    /// <summary>How long a network is trained.</summary>
    internal EarlyStoppedTraining Training => new(Epochs, Patience, BatchSize) { ClassWeight = ClassWeight, ClassNames = Pipeline.Target.Classes };

    /// <summary>How long the linear model is trained: to its end, however short the training of the network is, or the comparison would flatter it.</summary>
    internal EarlyStoppedTraining BaselineTraining { get; }

    /// <summary>What was asked for.</summary>
    internal TableTrainerOptions Options => _options;

    /// <summary>The same table with other options or other rows for each purpose; the pipeline is learned anew from the rows to train on.</summary>
    internal TablePlan With(TableTrainerOptions? options = null, TrainValidationTest? split = null) =>
        new(_rows, Schema, split ?? Split, options ?? _options);

    /// <summary>The sizes of all layers: 13-64-32-1.</summary>
    public string Architecture => string.Join('-', (int[])[Pipeline.FeatureNames.Count, .. Layers, Outputs]);

    /// <summary>The number of outputs: one for each of three or more classes, otherwise one.</summary>
    public int Outputs => Head.Of(Pipeline.Target).Outputs;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Lines => [.. Schema.Lines(), .. base.Lines];

    /// <inheritdoc/>
    public override TrainedTable Train(CancellationToken cancellation = default) => TableTrainer.Train(this, cancellation);

    /// <summary>The decisions about network and training in sentences, each with its reason.</summary>
    public override IReadOnlyList<string> Decisions =>
    [
        Invariant($"rows: {Split.Train.Length} for training, {Split.Validation.Length} for validation, ")
        + Invariant($"{Split.Test.Length} held out for the final evaluation{(Schema.Task == LearningTask.Regression ? "" : "; stratified by class")}"),
        .. _rows.Findings,
        .. NetworkDecisions,
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Warnings => _rows.Warnings;

    /// <summary>Which rows are equal, so that they stay together in every split.</summary>
    internal EqualRows Equal => _rows.Equal;

    /// <summary>The group of copies of each held-out row; null if there are none.</summary>
    internal IReadOnlyList<int>? HeldOutUnits => Equal.Copies == 0 ? null : Equal.Take(Split.Test).Groups;

    /// <summary>The decisions about columns, network and training.</summary>
    internal IReadOnlyList<string> NetworkDecisions =>
    [
        Invariant($"columns: {Schema.Features.Count()} become {Pipeline.FeatureNames.Count} numbers: ")
        + $"numbers are standardized, categories one-hot encoded{Also()}",
        Network(),
        Head.Of(Pipeline.Target).Describe(Pipeline.Target),
        Invariant($"training: {_options.NewOptimizer(LearningRate).GetType().Name}, learning rate {LearningRate}, ")
        + Invariant($"batches of {BatchSize}, {EpochsDecision(Epochs, Patience)}"),
        .. _options.ClassWeightDecision is { } weights ? [weights] : Array.Empty<string>(),
    ];

    /// <summary>How the rarer kinds of columns are encoded, if there are any.</summary>
    private string Also()
    {
        string[] indicated = [.. Pipeline.Features.Where(column => column.HasIndicator).Select(column => column.Name)];
        string[] others =
        [
            .. Kinds(ColumnKind.Boolean) ? ["yes and no become 1 and −1"] : Array.Empty<string>(),
            .. Kinds(ColumnKind.Date) ? ["dates become numbers (year, month, day, weekday, hour)"] : Array.Empty<string>(),
            .. Kinds(ColumnKind.Hashed) ? ["texts with many values are hashed"] : Array.Empty<string>(),
            .. indicated.Length > 0 ? [$"an indicator says where {string.Join(", ", indicated)} had no value"] : Array.Empty<string>(),
        ];
        return string.Concat(others.Select(other => ", " + other));
    }

    private bool Kinds(ColumnKind kind) => Schema.Columns.Any(column => column.Kind == kind);

    private string Network() => Layers.Count == 0
        ? $"network: {Architecture}, no hidden layers"
        : $"network: {Architecture}, {(_options.Activation is { } chosen ? chosen.ToString() : "ReLU")} in the hidden layers; "
            + Invariant($"to reduce overfitting: L2 penalty {WeightPenalty} on hidden weights")
            + (Dropout > 0 ? Invariant($", dropout {Dropout}") : "");

    /// <summary>The network, ready to be trained.</summary>
    internal Sequential NewModel() => NewModel(Layers, Dropout, LearningRate);

    /// <summary>The same without hidden layers: logistic, softmax or linear regression. It learns faster, because its loss is convex.</summary>
    internal Sequential NewLinearModel() => NewModel([], 0, LinearLearningRate);

    private Sequential NewModel(IReadOnlyList<int> hidden, double dropout, double learningRate)
    {
        Regularizer? penalty = WeightPenalty > 0 ? new L2(WeightPenalty) : null;
        List<Layer> layers = [new Input([Pipeline.FeatureNames.Count])];
        foreach (int units in hidden)
        {
            layers.Add(new Dense(units, Activation) { KernelRegularizer = penalty });
            if (dropout > 0)
            {
                layers.Add(new Dropout(dropout));
            }
        }

        Head head = Head.Of(Pipeline.Target);
        layers.Add(head.NewLayer());
        Sequential model = new(layers) { Seed = Seed };
        model.Compile(_options.NewOptimizer(learningRate), head.Loss, [head.Metric]);
        return model;
    }

    /// <summary>How much rows of a stream count by the code of their class; null for all the same.</summary>
    /// <param name="frequencies">The share of each class, of two classes that of the second.</param>
    internal float[]? WeightOfClass(float[] frequencies)
    {
        if (ClassWeight is null) { return null; }
        float[] shares = frequencies.Length == 1 ? [1 - frequencies[0], frequencies[0]] : frequencies;
        return _options.ClassWeights is { } weights
            ? [.. Pipeline.Target.Classes.Select(name => (float)weights.GetValueOrDefault(name, 1))]
            : [.. shares.Select(share => 1 / (shares.Length * share))];
    }
}
