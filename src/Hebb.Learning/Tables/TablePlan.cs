using Hebb.Activations;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Learning.Training;
using Hebb.Models;
using static System.FormattableString;

namespace Hebb.Learning.Tables;

/// <summary>How a table is going to be learned: what each column is, which rows serve what, and the network, each with its reason.</summary>
public sealed class TablePlan : LearningPlan
{
    /// <summary>More rows than this can spare some for validation.</summary>
    private const int MostCrossFitted = EnsembleSchedule.ManyRows, MostForTrees = 100_000;

    private readonly TableTrainerOptions _options;
    private readonly TableRows _rows;
    private readonly LogTarget? _logarithms;

    internal TablePlan(TableRows rows, Schema schema, TrainValidationTest split, TableTrainerOptions options)
        : this(rows, schema, split, options, DoesCrossFit(split, options, MostCrossFitted) ? [.. split.Train, .. split.Validation] : split.Train) { }

    private TablePlan(TableRows rows, Schema schema, TrainValidationTest split, TableTrainerOptions options, int[] learned)
        : this(rows, schema, split, options, learned, LogTargetOf(rows.Table, schema, options)) { }

    private TablePlan(TableRows rows, Schema schema, TrainValidationTest split, TableTrainerOptions options, int[] learned, LogTarget? logarithms)
        : this(
            schema,
            ColumnPipeline.FitRows(
                rows.Table, learned, schema, TableNetwork.Preparation(options) with { Far = rows.Far, TargetLogOffset = logarithms?.Offset }),
            learned.Length,
            options,
            learned.Length > split.Train.Length)
    {
        (_rows, Split, LearnedRows, _logarithms) = (rows, split, learned, logarithms);
        IntervalShare = options.IntervalShareOf(schema.Task);
    }

    /// <summary>The same rows and pipeline for a network with other settings.</summary>
    private TablePlan(TablePlan other, TableTrainerOptions options)
        : this(other.Schema, other.Pipeline, other.LearnedRows.Length, options, other.CrossFits) =>
        (_rows, Split, LearnedRows, _logarithms, IntervalShare) = (other._rows, other.Split, other.LearnedRows, other._logarithms, other.IntervalShare);

    /// <summary>The network for so many training rows that are not held in memory.</summary>
    internal TablePlan(Schema schema, ColumnPipeline pipeline, int rows, TableTrainerOptions options)
        : this(schema, pipeline, rows, options, crossFits: false) { }

    private TablePlan(Schema schema, ColumnPipeline pipeline, int rows, TableTrainerOptions options, bool crossFits)
    {
        (Schema, Pipeline, _options, CrossFits) = (schema, pipeline, options, crossFits);
        _rows = new() { Table = new Table(new NumberColumn(schema.Target)), Equal = EqualRows.None(0) };
        Split = new([], [], []);
        Network = TableNetwork.Of(options, pipeline, rows, crossFits);
        ClassWeight = options.WeightsFor(pipeline.Target);
    }

    /// <summary>The rows that have a value to predict.</summary>
    public Table Table => _rows.Table;

    /// <summary>How many rows were left out because the value to predict is missing.</summary>
    public int SkippedRows => _rows.Skipped;

    /// <summary>What each column is, and why.</summary>
    public Schema Schema { get; }

    /// <summary>Which rows are trained on, which decide when to stop, and which serve the final table only.</summary>
    public TrainValidationTest Split { get; }

    /// <summary>The rows that are learned from: those to train on, and with cross-fitting those for validation too.</summary>
    internal int[] LearnedRows { get; } = [];

    /// <summary>
    /// The rows that trees learn from: those to train on, and where boosters are cross-fitted those for validation too. That takes five times as long, which
    /// trees can afford longer than networks.
    /// </summary>
    internal int[] RowsOfTrees => CrossFits || !DoesCrossFit(Split, _options, MostForTrees) ? LearnedRows : [.. Split.Train, .. Split.Validation];

    /// <summary>Whether the model that is trained learns from the validation rows too, and leaves out other ones in turn.</summary>
    internal bool LearnsFromValidation => (Learner == Trees ? RowsOfTrees : LearnedRows).Length > Split.Train.Length;

    /// <summary>Whether each member of an ensemble leaves out another part of the rows, so that none is needed for validation alone.</summary>
    internal bool CrossFits { get; }

    /// <summary>The share of true numbers that lie in the intervals of predicted ones; 0 for no intervals.</summary>
    public double IntervalShare { get; }

    /// <summary>What turns rows into numbers, learned from the training rows.</summary>
    public ColumnPipeline Pipeline { get; }

    /// <summary>The sizes of the hidden layers.</summary>
    public IReadOnlyList<int> Layers => Network.Layers;

    /// <summary>What the model is called beside simpler ones: without hidden layers it is one itself.</summary>
    internal string ModelName => Learner.Name;

    /// <summary>What is trained, and saved unless the choice is automatic and another model turns out to be better.</summary>
    internal TableLearner Learner => _options.Model == TableModelKind.Trees ? Trees : Network;

    /// <summary>What is trained beside it on the same rows, to compare with.</summary>
    internal IReadOnlyList<TableLearner> Others =>
    [
        .. Learner == Trees ? Array.Empty<TableLearner>() : [Trees],
        .. !HasBaseline || (Learner == Network && Layers.Count == 0) ? Array.Empty<TableLearner>() : [new LinearTable(Schema.Task)],
    ];

    private TableTrees Trees => field ??= new(Pipeline, RowsOfTrees.Length);

    /// <summary>The rows of a batch.</summary>
    public int BatchSize => Network.BatchSize;

    /// <summary>The maximum number of epochs.</summary>
    public int Epochs => Network.Epochs;

    /// <summary>How many epochs without a better loss on the validation rows end the training.</summary>
    public int Patience => Network.Patience;

    /// <summary>The share of hidden outputs left out at random while training.</summary>
    public double Dropout => Network.Dropout;

    /// <summary>What the squares of the hidden weights are multiplied by and added to the loss (L2): it keeps the answers smooth.</summary>
    public double WeightPenalty => Network.WeightPenalty;

    /// <summary>The activation of the hidden layers.</summary>
    public Activation Activation => Network.Activation;

    /// <summary>How much rows count in training by their class; null for all the same.</summary>
    public ClassWeight? ClassWeight { get; }

    /// <summary>The learning rate of the optimizer.</summary>
    public double LearningRate => Network.LearningRate;

    /// <summary>The root of all random choices.</summary>
    public long Seed => _options.Seed;

    /// <summary>How long a network is trained.</summary>
    internal EarlyStoppedTraining Training => new(Epochs, Patience, BatchSize) { ClassWeight = ClassWeight, ClassNames = Pipeline.Target.Classes };

    /// <summary>The same with all that follows it.</summary>
    internal EarlyStoppedTraining WatchedTraining => Training with { Callbacks = _options.Callbacks, Progress = _options.Progress };

    /// <summary>The network, as the recipe makes it.</summary>
    internal TableNetwork Network { get; }

    /// <summary>The same rows for the linear model that networks are compared with, on standardized numbers and one-hot categories.</summary>
    internal TablePlan Baseline => field ??= Network is SimpleTableNetwork ? this : new(
        _rows,
        BaselineSchema,
        Split,
        _options with
        {
            Model = TableModelKind.Network,
            Recipe = TableRecipe.Simple,
            TargetScale = null,
            Layers = null,
            L2 = null,
            Epochs = null,
            Patience = null,
            BatchSize = null,
            Quick = false,
            Budget = null,
        });

    /// <summary>Whether there is a column that a linear model can take: embeddings take texts with more values.</summary>
    internal bool HasBaseline => Network is SimpleTableNetwork || BaselineSchema.Features.Any();

    private Schema BaselineSchema => field ??=
        _options.Pipeline.ApplyTo(TableTrainer.SchemaOf(_rows.Table, Schema.Target, _options with { Recipe = TableRecipe.Simple, Task = Schema.Task }));

    /// <summary>How long the linear model is trained: to its end, however short the training of the network is, or the comparison would flatter it.</summary>
    internal EarlyStoppedTraining BaselineTraining
    {
        get
        {
            SimpleTableNetwork simple = (SimpleTableNetwork)Baseline.Network;
            return Baseline.Training with
            {
                Epochs = Math.Max(Baseline.Epochs, simple.Usual.Epochs),
                Patience = Math.Max(Baseline.Patience, simple.Usual.Patience),
            };
        }
    }

    /// <summary>What was asked for.</summary>
    internal TableTrainerOptions Options => _options;

    private static LogTarget? LogTargetOf(Table table, Schema schema, TableTrainerOptions options) =>
        schema.Task == LearningTask.Regression ? LogTarget.Of(table.Number(schema.Target), options, table.Source)
        : options.TargetScale is null or TargetScale.Linear ? null
        : throw new ArgumentException("Classes have no scale. Leave the scale of the target out.", nameof(options));

    private static bool DoesCrossFit(TrainValidationTest split, TableTrainerOptions options, int most) =>
        options.UsedRecipe == TableRecipe.Best && options.Members is not 1 && options.ValidationSplit is null
        && split.Validation.Length > 0 && split.Train.Length + split.Validation.Length <= most;

    /// <summary>The same table with other options or other rows for each purpose; the pipeline is learned anew from the rows to train on.</summary>
    internal TablePlan With(TableTrainerOptions? options = null, TrainValidationTest? split = null) =>
        new(_rows, Schema, split ?? Split, options ?? _options);

    /// <summary>The same rows and pipeline, learned by a network with other settings.</summary>
    internal TablePlan Like(TableTrainerOptions options) => new(this, options);

    /// <summary>How long it took to read and prepare the rows, which a time budget includes.</summary>
    internal TimeSpan Spent { get; set; }

    /// <summary>The sizes of all layers: 13-64-32-1.</summary>
    public string Architecture => Network.Architecture;

    /// <summary>The number of outputs: one for each of three or more classes, otherwise one.</summary>
    public int Outputs => Head.Of(Pipeline.Target).Outputs;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Lines => [.. Schema.Lines(), .. base.Lines];

    /// <inheritdoc/>
    public override TrainedTable Train(CancellationToken cancellation = default) => TableTrainer.Train(this, cancellation);

    /// <summary>The decisions about network and training in sentences, each with its reason.</summary>
    public override IReadOnlyList<string> Decisions =>
    [
        (LearnsFromValidation
            ? Invariant($"rows: {Split.Train.Length + Split.Validation.Length} for training, of which each {Learner.MemberName} leaves out other ones for ")
                + "validation (cross-fitting), "
            : Invariant($"rows: {Split.Train.Length} for training, {Split.Validation.Length} for validation, "))
        + Invariant($"{Split.Test.Length} held out for the final evaluation{(Schema.Task == LearningTask.Regression ? "" : "; stratified by class")}"),
        .. _rows.Findings,
        .. _logarithms is { } logarithms ? [logarithms.Decision] : Array.Empty<string>(),
        .. Learner.Decisions(this),
        .. IntervalShare > 0 ? [IntervalDecision] : Array.Empty<string>(),
        .. _options.Model == TableModelKind.Auto
            ? ["choice: boosted trees and a linear model are trained, too; what predicts validation rows best is saved"
                + (CrossFits ? ", after all have been trained without those as well" : "")]
            : Array.Empty<string>(),
    ];

    private string IntervalDecision => Invariant($"intervals: each prediction has one that holds the true number with {100 * IntervalShare:G4} % probability, ")
        + $"from the errors on {(LearnsFromValidation ? $"rows that a {Learner.MemberName} left out" : "the validation rows")} (conformal prediction)";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Warnings => _rows.Warnings;

    /// <summary>Which rows are equal, so that they stay together in every split.</summary>
    internal EqualRows Equal => _rows.Equal;

    /// <summary>The group of copies of each held-out row; null if there are none.</summary>
    internal IReadOnlyList<int>? HeldOutUnits => Equal.Copies == 0 ? null : Equal.Take(Split.Test).Groups;

    /// <summary>The decisions about columns, network and training.</summary>
    internal IReadOnlyList<string> NetworkDecisions =>
    [
        Invariant($"columns: {Counted(Schema.Features.Count(), "becomes", "become")} {Counted(Pipeline.FeatureNames.Count, "number", "numbers")}: ")
        + string.Join(", ", Encodings()),
        .. Network.Sentences,
        Head.Of(Pipeline.Target).Describe(Pipeline.Target),
        Invariant($"training: {Network.OptimizerName}, {Network.Rate}, ")
        + Invariant($"batches of {BatchSize}, {EpochsDecision(Epochs, Patience)}"),
        .. _options.Quick ? ["quick: few epochs with a high learning rate, about a fifth of the usual time and a little less accurate"] : Array.Empty<string>(),
        .. _options.Budget is { } budget ? [TableTries.Decision(this, budget)] : Array.Empty<string>(),
        .. _options.ClassWeightDecision is { } weights ? [weights] : Array.Empty<string>(),
    ];

    /// <summary>How each kind of column that there is becomes numbers.</summary>
    private IEnumerable<string> Encodings()
    {
        if (Kinds(ColumnKind.Number)) { yield return Network.Numbers; }
        if (Kinds(ColumnKind.Category)) { yield return Network.Categories; }
        if (Kinds(ColumnKind.Boolean)) { yield return "yes and no become 1 and −1"; }
        if (Kinds(ColumnKind.Date))
        {
            bool hasTime = Pipeline.Features.OfType<DateFeature>().Any(column => column.HasTime);
            yield return "dates become the year, the position in time, and points on circles for month"
                + (hasTime ? ", weekday and time of day" : " and weekday");
        }

        if (Kinds(ColumnKind.Hashed)) { yield return "texts with many values are hashed"; }
        string[] indicated = [.. Pipeline.Features.Where(column => column.HasIndicator).Select(column => column.Name)];
        if (indicated.Length > 0) { yield return $"an indicator says where {string.Join(", ", indicated)} had no value"; }
    }

    private static string Counted(int count, string one, string more) => Invariant($"{count} {(count == 1 ? one : more)}");

    private bool Kinds(ColumnKind kind) => Schema.Columns.Any(column => column.Kind == kind);

    /// <summary>The network, ready to be trained.</summary>
    internal Model NewModel() => Network.NewModel();

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
