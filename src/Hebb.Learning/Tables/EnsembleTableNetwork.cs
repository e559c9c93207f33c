using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Training;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Regularizers;
using Hebb.Tensors;
using static System.FormattableString;

namespace Hebb.Learning.Tables;

/// <summary>
/// Networks that are trained as one, each by its own loss, behind embeddings they share: see <see cref="TableRecipe.Best"/>. Numbers become several outputs
/// each (<see cref="PeriodicEmbedding"/>), categories vectors; the prediction is the mean of the members'. docs/maintainers/decisions/0024-table-recipe.md
/// says what each part gains.
/// </summary>
internal sealed class EnsembleTableNetwork(TableTrainerOptions options, ColumnPipeline pipeline) : TableNetwork(options, pipeline)
{
    private const int UsualMembers = 8, UsualUnits = 128, NumberUnits = 8, Frequencies = 16, CategoryUnits = 8;

    /// <summary>How sharply numbers can be bent at first, and how far categories lie apart.</summary>
    private const double Sigma = 0.1, CategorySpread = 0.3;

    private const double WeightDecay = 0.01;

    /// <summary>How many networks there are.</summary>
    public required int Members { get; init; }

    /// <summary>The ensemble for so many rows.</summary>
    public static EnsembleTableNetwork For(TableTrainerOptions options, ColumnPipeline pipeline, int rows) => new(options, pipeline)
    {
        Members = options.Members ?? UsualMembers,
        Layers = options.Layers ?? [UsualUnits, UsualUnits],
        BatchSize = options.BatchSize ?? (rows switch { < 1_000 => 32, < 3_000 => 64, < 10_000 => 128, < 50_000 => 256, _ => 512 }),
        Epochs = options.Epochs ?? 120,
        Patience = options.Patience ?? 16,
        Dropout = options.Dropout ?? 0.25,
        WeightPenalty = options.L2 ?? 0,
        LearningRate = options.LearningRate ?? 0.001,
    };

    /// <inheritdoc/>
    public override string Architecture => Invariant($"{Members} × {string.Join('-', (int[])[Inputs, .. Layers, Head.Outputs])}");

    /// <inheritdoc/>
    public override string Numbers => Invariant($"numbers become ranks and are embedded in {NumberUnits} outputs each");

    /// <inheritdoc/>
    public override string Categories => Invariant($"categories are embedded in {CategoryUnits} outputs each");

    /// <inheritdoc/>
    public override IReadOnlyList<string> Sentences =>
    [
        Invariant($"network: {Architecture}, an ensemble of {Members} networks trained as one, whose mean is the prediction; {ActivationName} in the hidden ")
        + Invariant($"layers; to reduce overfitting: weight decay {WeightDecay}") + Also("L2 penalty", WeightPenalty) + Also("dropout", Dropout),
    ];

    /// <inheritdoc/>
    public override string? Calibration => DoesCalibrate
        ? "calibration: probabilities are made as sure as they are right on rows that a network left out (temperature scaling)" : null;

    private bool DoesCalibrate => Head.Task != LearningTask.Regression && Options.Calibrate;

    /// <inheritdoc/>
    public override string OptimizerName => NewOptimizer().GetType().Name;

    private FeatureLayout Layout => Pipeline.Layout;

    /// <summary>What each network sees.</summary>
    private int Inputs => (NumberUnits * Layout.Numbers) + Layout.Others + (CategoryUnits * Layout.Codes);

    /// <inheritdoc/>
    public override Model NewModel()
    {
        (Node input, Node members) = Build();
        return Mean(input, members);
    }

    /// <inheritdoc/>
    public override FittedNetwork Fit(TablePlan plan, CancellationToken cancellation)
    {
        if (!plan.CrossFits) { return base.Fit(plan, cancellation); }
        Table rows = plan.Table.Take(plan.LearnedRows);
        FeatureMatrix features = plan.Pipeline.Transform(rows);
        Tensor x = Tensor.Create(features.Values, [features.Rows, features.Columns]);
        float[] y = plan.Pipeline.EncodeTarget(rows);
        float[]? weightOfClass = plan.WeightOfClass(Scores.Constant(plan.Pipeline.Target, y));
        MemberFolds folds = new(Head.Task == LearningTask.Regression ? null : rows[plan.Schema.Target], plan.Equal.Take(plan.LearnedRows), Members, plan.Seed);
        (Node input, Node answers) = Build();
        Model members = new(input, answers) { Seed = Options.Seed }, mean = Mean(input, answers);
        members.Compile(NewOptimizer(), [new OutputGoal(Head.Loss) { WeightedMetrics = [Head.Metric] }]);
        float[]? weights = weightOfClass is null ? null : [.. y.Select(code => weightOfClass[(int)code])];
        (History history, int best) = (plan.WatchedTraining with { ClassWeight = null }).Run(
            members, folds.Training(x, y, weights), folds.Validation(x, y), cancellation);
        double temperature = 1;
        if (DoesCalibrate && history.Epochs.Count > 0)
        {
            temperature = MemberTemperature.Fit(members.Predict(x), folds, y, weights);
            if (temperature != 1) { MemberTemperature.Apply(LastLayerOf(mean), temperature); }
        }

        if (history.Epochs.Count > 0) { Correct(mean, () => folds.Answers(members.Predict(x), y)); }

        return new(mean, history, best, new(() => folds.Answers(members.Predict(x), y))) { Temperature = temperature };
    }

    private Model Mean(Node input, Node members)
    {
        Model model = new(input, new GlobalAveragePooling1D().Apply(members)) { Seed = Options.Seed };
        model.Compile(NewOptimizer(), new MemberLoss(Head.Loss), [Head.Metric]);
        return model;
    }

    /// <summary>The layers up to the predictions of all members.</summary>
    private (Node Input, Node Members) Build()
    {
        Node input = new Input([Pipeline.FeatureNames.Count]), x = Embedded(input);
        Regularizer? penalty = WeightPenalty > 0 ? new L2(WeightPenalty) : null;
        if (Layers.Count == 0) { x = new RepeatVector(Members).Apply(x); }
        else
        {
            // All members see the same numbers, so their first layers are one.
            x = new Dense(Members * Layers[0], Activation) { KernelInitializer = Initializer.HeUniform, KernelRegularizer = penalty }.Apply(x);
            x = Dropped(new Reshape([Members, Layers[0]]).Apply(x));
            foreach (int units in Layers.Skip(1))
            {
                x = Dropped(new MemberDense(units, Activation) { KernelInitializer = Initializer.HeUniform, KernelRegularizer = penalty }.Apply(x));
            }
        }

        return (input, new MemberDense(Head.Outputs, Head.Activation).Apply(x));
    }

    private Optimizer NewOptimizer()
    {
        if (Options.Optimizer is not null) { return Options.NewOptimizer(LearningRate); }
        AdamW optimizer = new(LearningRate, weightDecay: WeightDecay);
        optimizer.ExcludeFromWeightDecay("bias", "frequency");
        return optimizer;
    }

    private Node Dropped(Node x) => Dropout > 0 ? new Dropout(Dropout).Apply(x) : x;

    /// <summary>All columns of a row as numbers for the first layer.</summary>
    private Node Embedded(Node input)
    {
        List<Node> parts = [];
        if (Layout.Numbers > 0)
        {
            parts.Add(new Flatten().Apply(new PeriodicEmbedding(NumberUnits, Frequencies, Sigma).Apply(Part(input, 0, Layout.Numbers))));
        }

        if (Layout.Others > 0) { parts.Add(Part(input, Layout.Numbers, Layout.Others)); }
        if (Layout.Codes > 0)
        {
            Embedding vectors = new(Layout.Categories, CategoryUnits) { EmbeddingsInitializer = new RandomNormal(0, CategorySpread) };
            parts.Add(new Flatten().Apply(vectors.Apply(Part(input, Layout.Numbers + Layout.Others, Layout.Codes))));
        }

        return parts.Count == 1 ? parts[0] : new Concatenate().Apply(parts);
    }

    /// <summary>Some columns that lie beside each other, by layers that Keras has.</summary>
    private static Node Part(Node input, int start, int count)
    {
        int all = input.RowShape[0];
        if (count == all) { return input; }
        Node column = new Cropping1D((start, all - start - count)).Apply(new Reshape([all, 1]).Apply(input));
        return new Reshape([count]).Apply(column);
    }
}
