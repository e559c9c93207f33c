using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Training;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Optimizers.Schedules;
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
    private const int UsualMembers = 8, UsualUnits = 128, EmbeddedUnits = 8, FewestUnits = 4, Frequencies = 16;

    /// <summary>So many outputs all numbers together are embedded in at most, and all categories, so that wide tables do not take too long.</summary>
    private const int MostEmbedded = 2048;

    /// <summary>How sharply numbers can be bent at first, and how far categories lie apart.</summary>
    private const double UsualSigma = 0.1, CategorySpread = 0.3;

    /// <summary>How many networks there are.</summary>
    public required int Members { get; init; }

    /// <summary>
    /// Whether each member has embeddings of its own. With cross-fitting it must: embeddings that members share have learned from the rows that a member leaves
    /// out, which would then seem to be predicted better than new ones. Without it one embedding of all is quicker.
    /// </summary>
    public required bool HasOwnEmbeddings { get; init; }

    /// <summary>The decay of AdamW on the kernels.</summary>
    public required double Decay { get; init; }

    /// <summary>The learning rate of each step; null if it is constant.</summary>
    public LearningRateSchedule? Schedule { get; private init; }

    /// <summary>The ensemble for so many rows.</summary>
    public static EnsembleTableNetwork For(TableTrainerOptions options, ColumnPipeline pipeline, int rows, bool isCrossFitted)
    {
        EnsembleSchedule usual = EnsembleSchedule.For(rows, pipeline.Target.Task == LearningTask.Regression, options.Quick);
        int batch = options.BatchSize ?? usual.BatchSize, epochs = options.Epochs ?? usual.Epochs;
        double rate = options.LearningRate ?? usual.LearningRate;
        long steps = (long)epochs * ((rows + batch - 1) / batch);
        return new(options, pipeline)
        {
            Members = options.Members ?? UsualMembers,
            HasOwnEmbeddings = isCrossFitted,
            Layers = options.Layers ?? [UsualUnits, UsualUnits],
            BatchSize = batch,
            Epochs = epochs,
            Patience = options.Patience ?? usual.Patience ?? epochs,
            Dropout = options.Dropout ?? usual.Dropout,
            WeightPenalty = options.L2 ?? 0,
            LearningRate = rate,
            Schedule = usual.RiseShare is { } rise ? new OneCycle(rate, Math.Max(2, steps), rise) : null,
            Decay = options.WeightDecay ?? usual.WeightDecay,
        };
    }

    /// <inheritdoc/>
    public override string Architecture => Invariant($"{Members} × {string.Join('-', (int[])[Inputs, .. Layers, Head.Outputs])}");

    /// <inheritdoc/>
    public override string Numbers => NumberUnits is { } units ? Invariant($"numbers become ranks and are embedded in {units} outputs each")
        : "numbers become ranks, so many that they are not embedded";

    /// <inheritdoc/>
    public override string Categories => Invariant($"categories are embedded in {CategoryUnits} outputs each");

    /// <inheritdoc/>
    public override IReadOnlyList<string> Sentences =>
    [
        Invariant($"network: {Architecture}, an ensemble of {Members} networks trained as one, whose mean is the prediction; {ActivationName} in the hidden ")
        + Invariant($"layers; to reduce overfitting: weight decay {Decay}") + Also("L2 penalty", WeightPenalty) + Also("dropout", Dropout),
    ];

    /// <inheritdoc/>
    public override string? Calibration => DoesCalibrate
        ? "calibration: probabilities are made as sure as they are right on rows that a network left out (temperature scaling)" : null;

    private bool DoesCalibrate => Head.Task != LearningTask.Regression && Options.Calibrate;

    /// <inheritdoc/>
    public override string OptimizerName => NewOptimizer().GetType().Name;

    /// <inheritdoc/>
    public override string Rate => Schedule is null ? base.Rate : Invariant($"learning rate rising to {LearningRate} and falling to 0 (one cycle)");

    private FeatureLayout Layout => Pipeline.Layout;

    /// <summary>
    /// In how many outputs each number is embedded; null for so many numbers that each would have too few to say where it lies: then they stay as they are.
    /// </summary>
    private int? NumberUnits => Layout.Numbers <= MostEmbedded / FewestUnits ? Math.Min(EmbeddedUnits, MostEmbedded / Math.Max(1, Layout.Numbers)) : null;

    /// <summary>In how many outputs each category is embedded.</summary>
    private int CategoryUnits => Math.Clamp(MostEmbedded / Math.Max(1, Layout.Codes), 1, EmbeddedUnits);

    /// <summary>What each network sees.</summary>
    private int Inputs => ((NumberUnits ?? 1) * Layout.Numbers) + Layout.Others + (CategoryUnits * Layout.Codes);

    /// <inheritdoc/>
    public override Model NewModel()
    {
        (Node input, Node members) = Build();
        return Mean(input, members);
    }

    /// <inheritdoc/>
    public override FittedTable Fit(TablePlan plan, CancellationToken cancellation)
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
            if (temperature != 1) { TemperatureScaling.Apply(LastLayerOf(mean), temperature); }
        }

        if (history.Epochs.Count > 0) { Correct(mean, () => folds.Answers(members.Predict(x), y)); }

        return new(new TableModel(mean, plan.Pipeline), history, best, new(() => folds.Answers(members.Predict(x), y)))
        {
            Name = Name,
            Temperature = temperature,
        };
    }

    private Model Mean(Node input, Node members)
    {
        Model model = new(input, new GlobalAveragePooling1D().Apply(members)) { Seed = Options.Seed };
        model.Compile(NewOptimizer(), Members == 1 ? Head.Loss : new MemberLoss(Head.Loss), [Head.Metric]);
        return model;
    }

    /// <summary>The layers up to the predictions of all members.</summary>
    private (Node Input, Node Members) Build()
    {
        Node input = new Input([Pipeline.FeatureNames.Count]), x = Embedded(input);
        Regularizer? penalty = WeightPenalty > 0 ? new L2(WeightPenalty) : null;
        IEnumerable<int> layers = Layers;
        if (!HasOwnEmbeddings && Layers.Count == 0) { x = new RepeatVector(Members).Apply(x); }
        else if (!HasOwnEmbeddings)
        {
            // All members see the same numbers, so their first layers are one.
            x = new Dense(Members * Layers[0], Activation) { KernelInitializer = Initializer.HeUniform, KernelRegularizer = penalty }.Apply(x);
            x = Dropped(new Reshape([Members, Layers[0]]).Apply(x));
            layers = Layers.Skip(1);
        }

        foreach (int units in layers)
        {
            x = Dropped(new MemberDense(units, Activation) { KernelInitializer = Initializer.HeUniform, KernelRegularizer = penalty }.Apply(x));
        }

        return (input, new MemberDense(Head.Outputs, Head.Activation).Apply(x));
    }

    private Optimizer NewOptimizer()
    {
        LearningRateSchedule rate = Schedule ?? LearningRate;
        if (Options.Optimizer is not null) { return Options.NewOptimizer(rate); }
        AdamW optimizer = new(rate, weightDecay: Decay);
        optimizer.ExcludeFromWeightDecay("bias", "frequency");
        return optimizer;
    }

    private Node Dropped(Node x) => Dropout > 0 ? new Dropout(Dropout).Apply(x) : x;

    /// <summary>All columns of a row as numbers for the first layer; where members have their own embeddings for each of them: (members, numbers).</summary>
    private Node Embedded(Node input)
    {
        List<Node> parts = [];
        int numbers = Layout.Numbers, plain = numbers;
        if (NumberUnits is { } units && numbers > 0)
        {
            Node x = Part(input, 0, numbers);
            if (HasOwnEmbeddings) { x = new Reshape([Members * numbers]).Apply(Repeated(x)); }
            x = new PeriodicEmbedding(units, Frequencies, Options.Sigma ?? UsualSigma).Apply(x);
            parts.Add(HasOwnEmbeddings ? new Reshape([Members, numbers * units]).Apply(x) : new Flatten().Apply(x));
            plain = 0;
        }

        if (plain + Layout.Others > 0) { parts.Add(Repeated(Part(input, numbers - plain, plain + Layout.Others))); }
        if (Layout.Codes > 0)
        {
            Embedding vectors = new(Layout.Categories, HasOwnEmbeddings ? Members * CategoryUnits : CategoryUnits)
            {
                EmbeddingsInitializer = new RandomNormal(0, CategorySpread),
            };
            Node x = vectors.Apply(Part(input, numbers + Layout.Others, Layout.Codes));
            parts.Add(HasOwnEmbeddings ? ByMember(x) : new Flatten().Apply(x));
        }

        return parts.Count == 1 ? parts[0] : new Concatenate().Apply(parts);

        Node Repeated(Node x) => HasOwnEmbeddings ? new RepeatVector(Members).Apply(x) : x;
    }

    /// <summary>The outputs of each category, one member's behind the other's, as those of each member.</summary>
    private Node ByMember(Node x)
    {
        x = new Permute([2, 1, 3]).Apply(new Reshape([Layout.Codes, Members, CategoryUnits]).Apply(x));
        return new Reshape([Members, Layout.Codes * CategoryUnits]).Apply(x);
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
