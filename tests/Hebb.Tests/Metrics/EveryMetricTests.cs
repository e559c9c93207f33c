using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using static Hebb.Tests.Metrics.MetricData;

namespace Hebb.Tests.Metrics;

/// <summary>
/// What holds for all metrics: NaN is never a good score, rows and columns never broadcast, batches do not matter, and a user's own metric is three lines.
/// </summary>
public sealed class EveryMetricTests
{
    /// <summary>Every metric with two classes or two outputs, except those of one column.</summary>
    public static TheoryData<string> Names => [.. All.Select(metric => metric.ToString())];

    private static IReadOnlyList<Metric> All { get; } =
    [
        .. Metric.All, new PrecisionAtRecall(0.5), new RecallAtPrecision(0.5), new SensitivityAtSpecificity(0.5), new SpecificityAtSensitivity(0.5),
            new OneHotIoU(2), new OneHotMeanIoU(2),
        new IoU(2) { SparseYPred = false }, new MeanIoU(2) { SparseYPred = false }, Metric.Mean(new Huber(2)),
            Metric.Mean("mine", (y, p) => (y - p).Abs()), Metric.Sum("sum", (y, p) => (y - p).Abs()),
        new PearsonCorrelation { Axis = -1 }.As("along"), new Recall { TopK = 1 }.As("top"), new AUC { MultiLabel = true }.As("multi"),
    ];

    [Theory, MemberData(nameof(Names))]
    public void NaN_in_is_NaN_out(string name)
    {
        Metric metric = Find(name);
        Tensor y = Truth(metric), good = Tensor.Create(new[,] { { .9f, .1f }, { .2f, .8f }, { .7f, .3f } }),
            bad = Tensor.Create(new[,] { { .9f, .1f }, { float.NaN, .8f }, { .7f, .3f } });
        Assert.True(double.IsFinite(Evaluate(metric, y, good)), "the metric of numbers");
        Assert.True(double.IsNaN(Evaluate(metric, y, bad)), "in a compiled step");
        Assert.True(double.IsNaN(metric.Compute(y, bad)), "at once");
        Assert.All(Parts(metric, y, bad), part => Assert.True(double.IsNaN(part)));
        if (y.DType.IsFloat)
        {
            Tensor unknown = Tensor.Where(bad.EqualTo(bad), y, Tensor.Scalar(double.NaN));
            Assert.True(double.IsNaN(Evaluate(metric, unknown, good)), "of a target");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Batches_of_unequal_size_make_no_difference(string name)
    {
        Metric metric = Find(name);
        Random random = new(5);
        Tensor p = Draw.Floats(random, [13, 2], 0.01, 0.99), y = IsSparse(metric) ? Draw.Integers(random, [13], 2) : Draw.OneHot(random, [13, 2]);
        float[] weights = [.. Enumerable.Range(0, 13).Select(i => i % 4 / 2f)];
        Near.Equal([metric.Compute(y, p, Tensor.Create(weights))], [Evaluate(metric, y, p, weights)], 1e-5);
        Near.Equal(Parts(metric, y, p), Parts(metric, y, p, [.. Enumerable.Repeat(1f, 13)]), 0);
        // Without any weight there is no curve, hence no area; all others have a value.
        bool isArea = (metric is RenamedMetric renamed ? renamed.Metric : metric) is AUC;
        Assert.True(double.IsNaN(Evaluate(metric, y, p, new float[13])) == isArea, "without any weight");
    }

    [Theory, MemberData(nameof(Names))]
    public void Rows_and_columns_never_broadcast(string name)
    {
        Metric metric = Find(name);
        if (IsSparse(metric) || metric is IoU and not BinaryIoU || metric.Name is "along") { return; } // these know how many columns there are
        Tensor y = Labels, column = Labels.Reshape([12, 1]), p = Scores.Reshape([12, 1]);
        Assert.Equal(metric.Compute(column, p), metric.Compute(y, p));
        if (metric.Name is not ("mine" or "sum")) { Assert.Throws<ShapeException>(() => metric.Compute(Tensor.Zeros([12, 3]), p)); }
    }

    [Fact]
    public void Every_metric_is_in_the_table() => Assert.Empty(typeof(Metric).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Metric)) && !type.IsAbstract)
        .Except(All.Concat(All.OfType<RenamedMetric>().Select(renamed => renamed.Metric)).Select(metric => metric.GetType())).Select(type => type.Name));

    [Fact]
    public void Names_differ() => Assert.Equal(Metric.All.Count, Metric.All.Select(metric => metric.Name).Distinct().Count());

    [Fact]
    public void Accuracies_of_the_largest_scores_are_golden()
    {
        // eng/golden/metrics.py
        Check(0.5384615384615384, 0.5076923076923077, Metric.TopK(1), Classes, Table, ClassWeights);
        Check(0.8461538461538461, 0.8769230769230769, Metric.TopK(2), OneHot, Table, ClassWeights);
        Check(0.8461538461538461, 0.8769230769230769, new SparseTopKCategoricalAccuracy(2), Classes, Table, ClassWeights);
        Assert.Throws<ShapeException>(() => Evaluate(new SparseTopKCategoricalAccuracy(2), OneHot, Table));
    }

    [Fact]
    public void The_class_Accuracy_compares_numbers_as_in_Keras()
    {
        // keras.metrics.Accuracy(): [[1], [2], [3], [4]] against [[0], [2], [3], [4]]
        Tensor y = Tensor.Create(new[,] { { 1f }, { 2 }, { 3 }, { 4 } }), p = Tensor.Create(new[,] { { 0f }, { 2 }, { 3 }, { 4 } });
        Assert.Equal(0.75, new Accuracy().Compute(y, p));
        Assert.Equal(0.75, new Accuracy().Compute(y.Reshape([4]), p));
        Assert.IsType<AutoAccuracy>(Metric.Get("accuracy"));
        Assert.IsType<AutoAccuracy>(Metric.Get("acc"));
    }

    [Fact]
    public void Sorted_numbers_of_classes_are_searched_not_ranked()
    {
        // keras.metrics.SparseTopKCategoricalAccuracy(k=2, from_sorted_ids=True)
        Tensor labels = Tensor.Create([.. Enumerable.Range(0, 20).Select(i => i * i % 7 % 3)]);
        Tensor sorted = Tensor.Create([.. Enumerable.Range(0, 60).Select(i => (float)((i / 3 * 5 + 3 * (i % 3)) % 4))], [20, 3]);
        Assert.Equal(0.55, new SparseTopKCategoricalAccuracy(2) { FromSortedIds = true }.Compute(labels, sorted), 1e-6);
    }

    [Fact]
    public void The_largest_scores_without_rows_are_those_of_the_batch()
    {
        // keras.metrics.Precision(top_k=2), Recall(top_k=2)
        Tensor y = Tensor.Create(0f, 1, 1, 0, 1, 0, 1, 0), p = Tensor.Create(.1f, .9f, .3f, .6f, .2f, .4f, .5f, .05f);
        Assert.Equal(0.5, new Precision { TopK = 2 }.Compute(y, p), 1e-6);
        Assert.Equal(0.25, new Recall { TopK = 2 }.Compute(y, p), 1e-6);
    }

    [Fact]
    public void A_label_that_is_not_whole_is_no_class()
    {
        Tensor scores = Tensor.Create(new[,] { { .1f, .9f }, { .9f, .1f } });
        Assert.Equal(0.5, new SparseCategoricalAccuracy().Compute(Tensor.Create(1.5f, 0), scores));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SparseTopKCategoricalAccuracy(1).Compute(Tensor.Create(1.5f, 0), scores));
    }

    [Fact]
    public void A_metric_of_your_own_is_a_function()
    {
        Metric within = Metric.Mean("within_1", (y, p) => ((p - y).Abs() < 1).Cast(DType.Float32), largerIsBetter: true);
        // |p − y|: .2 .5 | .5 1 | .5 .25 | 1 1 | .25 .5 | .25 .5 | 1 1. The mean of each row, weighted 1, 2, .5, 1, 1, 3, 0.
        Check((1 + 0.5 + 1 + 0 + 1 + 1 + 0) / 7, (1 + 2 * 0.5 + 0.5 + 0 + 1 + 3) / 8.5, within, Truths, Predictions, RowWeights);
        Assert.True(within.LargerIsBetter);
        Metric cost = Metric.Sum("cost", (y, p) => (y - p).Relu() * 5);
        Check(5 * (0.15 + 0.25), 5 * 0.4, cost, Tensor.Create(1f, 0, 1), Tensor.Create(new[,] { { .85f }, { .5f }, { .75f } }), [1, 1, 1]);
        Assert.Contains("Mean()", Assert.Throws<ShapeException>(() => Evaluate(Metric.Mean("all", (y, p) => (y - p).Mean()), Truths, Predictions)).Message);
    }

    [Fact]
    public void Two_of_a_kind_need_two_names()
    {
        Sequential model = new([new Dense(1)]);
        Tensor x = Scores.Reshape([12, 1]);
        model.Compile(new SGD(0), Loss.MeanSquaredError, [new Recall(0.2), new Recall(0.8)]);
        Assert.Contains(".As(", Assert.Throws<ArgumentException>(() => model.Evaluate(x, Labels)).Message);
        model.Compile(new SGD(0), Loss.MeanSquaredError, [new Recall(0.2), new Recall(0.8).As("sure")]);
        Assert.Equal(["loss", "recall", "sure"], model.Evaluate(x, Labels).Names);
        Assert.Equal("recall", new Recall(0.8).As("sure").As("recall").Name);
    }

    [Fact]
    public void Parts_come_with_evaluations_and_epochs()
    {
        Dense dense = new(2, useBias: false) { KernelInitializer = Hebb.Initializers.Initializer.Ones };
        Sequential model = new([dense]);
        Tensor x = Tensor.Create(new float[,] { { 1 }, { 2 }, { 4 } }), y = Tensor.Create(new float[,] { { 1, 0 }, { 2, 0 }, { 4, 3 } });
        model.Compile(new SGD(0), Loss.MeanSquaredError, [Metric.R2Score]);
        Evaluation evaluation = model.Evaluate(x, y);
        double second = 1 - (1 + 4 + 1) / 6.0; // Σ(y − ŷ)² = 1 + 4 + 1, Σ(y − 1)² = 1 + 1 + 4
        Near.Equal([1, second], evaluation.Parts("r2_score").ToArray(), 1e-6);
        Assert.Equal((1 + second) / 2, evaluation["r2_score"], 1e-6);
        Assert.Empty(evaluation.Parts("loss"));
        Assert.Contains("r2_score", Assert.Throws<ArgumentException>(() => evaluation.Parts("r2_scor")).Message);
        EpochResult epoch = model.Fit(x, y, new() { Validation = Hebb.Datasets.Dataset.From(x, y) }).Epochs[0];
        Near.Equal([1, second], epoch.Parts("val_r2_score").ToArray(), 1e-6);
        Near.Equal([1, second], epoch.Parts("r2_score").ToArray(), 1e-6);
    }

    [Fact]
    public void A_network_that_breaks_has_no_accuracy()
    {
        Dense dense = new(2) { KernelInitializer = Hebb.Initializers.Initializer.Constant(double.NaN) };
        Sequential model = new([dense]);
        model.Compile(new SGD(0), Loss.SparseCategoricalCrossentropy, [Metric.Accuracy, Metric.F1Score, Metric.Auc]);
        Evaluation evaluation = model.Evaluate(Tensor.Ones([4, 3]), Tensor.Create(0, 0, 0, 0));
        Assert.All(evaluation.Values, value => Assert.True(double.IsNaN(value)));
        Assert.All(evaluation.Parts("f1_score"), value => Assert.True(double.IsNaN(value)));
    }

    [Theory]
    [InlineData("accuracy", "accuracy")]
    [InlineData("ACC", "accuracy")]
    [InlineData("F1Score", "f1_score")]
    [InlineData("pr_auc", "pr_auc")]
    [InlineData("rmse", "root_mean_squared_error")]
    [InlineData("huber", "huber")]
    public void Metrics_have_names(string name, string found) => Assert.Equal(found, Metric.Get(name).Name);

    [Fact]
    public void Losses_and_optimizers_have_names()
    {
        Assert.Equal(Loss.MeanSquaredError, Loss.Get("MSE"));
        Assert.Equal(Loss.KLDivergence, Loss.Get("kullback_leibler_divergence"));
        Assert.All(Loss.All, loss => Assert.Equal(loss, Loss.Get(loss.GetType() == typeof(PerceptronLoss) ? "perceptron" : loss.GetType().Name)));
        Assert.Equal(new RMSprop().LearningRate, Assert.IsType<RMSprop>(Optimizer.Get("RMSprop")).LearningRate);
        Assert.Equal(0.5, Assert.IsType<SGD>(Optimizer.Get("sgd", 0.5)).LearningRate);
        Assert.NotSame(Optimizer.Get("adam"), Optimizer.Get("adam")); // an optimizer has state
    }

    [Fact]
    public void A_misspelled_name_is_an_error_that_helps()
    {
        Assert.Contains("Did you mean \"recall\"?", Assert.Throws<ArgumentException>(() => Metric.Get("recal")).Message);
        Assert.Contains("Did you mean \"mean_squared_error\"?", Assert.Throws<ArgumentException>(() => Loss.Get("mean_square_error")).Message);
        Assert.Contains("Did you mean \"adamw\"?", Assert.Throws<ArgumentException>(() => Optimizer.Get("adamww")).Message);
    }

    private static Metric Find(string name) => All.First(metric => metric.ToString() == name);

    private static bool IsSparse(Metric metric) =>
        metric.Name.StartsWith("sparse", StringComparison.Ordinal) || metric is IoU { SparseYTrue: true } and not BinaryIoU;

    private static Tensor Truth(Metric metric) => IsSparse(metric) ? Tensor.Create(0, 1, 1) : Tensor.Create(new[,] { { 1f, 0 }, { 0, 1 }, { 0, 1 } });
}
