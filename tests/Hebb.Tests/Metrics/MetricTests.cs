using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Ops;
using Hebb.Tensors;
using static Hebb.Tests.Metrics.MetricData;

namespace Hebb.Tests.Metrics;

/// <summary>Golden values: scikit-learn 1.2 on the whole data set, while the metrics see it in batches. Areas under curves: Keras' formulas in NumPy.</summary>
public sealed class MetricTests
{
    private static readonly float[] s_labels = [0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0];
    private static readonly float[] s_scores = [.1f, .8f, .45f, .3f, .9f, .6f, .2f, .7f, .35f, .52f, .99f, .05f];
    private static readonly float[] s_weights = [1, 2, 1, .5f, 1, 1, 3, 1, 2, 1, .5f, 1];

    [Theory]
    [InlineData("accuracy", 0.6666666666666666, 0.6666666666666666)]
    [InlineData("binary_accuracy", 0.6666666666666666, 0.6666666666666666)]
    [InlineData("precision", 0.6666666666666666, 0.6923076923076923)]
    [InlineData("recall", 0.6666666666666666, 0.6)]
    [InlineData("f1_score", 0.6666666666666666, 0.6428571428571429)]
    [InlineData("true_negatives", 4, 5.5)]
    [InlineData("false_positives", 2, 2)]
    [InlineData("false_negatives", 2, 3)]
    [InlineData("true_positives", 4, 4.5)]
    [InlineData("auc", 0.888888888888889, 0.8933333333333333)]
    public void Binary_metrics_are_golden(string name, double plain, double weighted)
    {
        Metric metric = new Metric[]
        {
            Metric.Accuracy, Metric.BinaryAccuracy, Metric.Precision, Metric.Recall, Metric.F1Score, Metric.TrueNegatives, Metric.FalsePositives,
                Metric.FalseNegatives, Metric.TruePositives, Metric.Auc,
        }.Single(metric => metric.Name == name);
        Tensor y = Tensor.Create(s_labels, [12, 1]), p = Tensor.Create(s_scores, [12, 1]);
        Assert.Equal(plain, Evaluate(metric, y, p), 1e-9);
        Assert.Equal(weighted, Evaluate(metric, y, p, s_weights), 1e-9);
        Assert.Equal(plain, Evaluate(metric, y.Reshape([12]), p), 1e-9);
    }

    [Fact]
    public void The_area_under_precision_and_recall_is_that_of_Keras()
    {
        Tensor y = Tensor.Create(s_labels), p = Tensor.Create(s_scores);
        Assert.Equal(0.9041059758494063, Evaluate(Metric.PrecisionRecallAuc, y, p), 1e-9);
        Assert.Equal(0.898802767545359, Evaluate(Metric.PrecisionRecallAuc, y, p, s_weights), 1e-9);
    }

    [Fact]
    public void Thresholds_count_scores_above_only()
    {
        Tensor y = Tensor.Create(1f, 1f, 0f), p = Tensor.Create(0.5f, 0.7f, 0.7f);
        Assert.Equal(1.0 / 3, Evaluate(Metric.BinaryAccuracy, y, p), 1e-9);
        Assert.Equal(2.0 / 3, Evaluate(new BinaryAccuracy(0.4), y, p), 1e-9);
        Assert.Equal(0.5, Evaluate(new Recall(0.5), y, p), 1e-9);
        Assert.Equal(0, Evaluate(new Precision(0.9), y, p)); // nothing called positive
    }

    [Fact]
    public void Class_metrics_are_golden()
    {
        Tensor labels = Tensor.Create(0, 2, 1, 3, 2);
        Tensor scores =
            Tensor.Create(new[,] { { .5f, .2f, .2f, .1f }, { .3f, .4f, .2f, .1f }, { .1f, .3f, .4f, .2f }, { .25f, .25f, .3f, .2f }, { .1f, .2f, .6f, .1f } });
        Tensor oneHot = labels.ExpandDims(-1).EqualTo(Tensor.Range(4, DType.Int32)).Cast(DType.Float32);
        Assert.Equal(0.4, Evaluate(Metric.Accuracy, labels, scores), 1e-7);
        Assert.Equal(0.4, Evaluate(Metric.Accuracy, labels.Reshape([5, 1]), scores), 1e-7);
        Assert.Equal(0.4, Evaluate(Metric.Accuracy, oneHot, scores), 1e-7);
        Assert.Equal(0.4, Evaluate(Metric.SparseCategoricalAccuracy, labels, scores), 1e-7);
        Assert.Equal(0.4, Evaluate(Metric.CategoricalAccuracy, oneHot, scores), 1e-7);
        Assert.Equal(0.4, Evaluate(Metric.TopK(1), labels, scores), 1e-7);
        Assert.Equal(0.6, Evaluate(Metric.TopK(2), labels, scores), 1e-7);
        Assert.Equal(0.8, Evaluate(Metric.TopK(3), oneHot, scores), 1e-7);
        Assert.Equal(1.1253642867040146, Evaluate(Metric.SparseCategoricalCrossentropy, labels, scores), 1e-6);
        Assert.Equal(4.0 / 7, Evaluate(new F1Score { Threshold = 0.45, Average = ScoreAverage.Micro }, labels, scores), 1e-7);
    }

    [Fact]
    public void Regression_metrics_are_golden()
    {
        Tensor y = Tensor.Create(new[,] { { .5f, 10 }, { -1, 12 }, { 2, 9 }, { 3, 15 } }),
            p = Tensor.Create(new[,] { { .7f, 10.5f }, { -.5f, 11 }, { 1.5f, 9.25f }, { 2, 14 } });
        float[] weights = [1, 2, .5f, 1];
        Assert.Equal(0.4815625, Evaluate(Metric.MeanSquaredError, y, p), 1e-6);
        Assert.Equal(0.5495833333333333, Evaluate(Metric.MeanSquaredError, y, p, weights), 1e-6);
        Assert.Equal(0.6939470440891005, Evaluate(Metric.RootMeanSquaredError, y, p), 1e-6);
        Assert.Equal(0.61875, Evaluate(Metric.MeanAbsoluteError, y, p), 1e-6);
        Assert.Equal(0.675, Evaluate(Metric.MeanAbsoluteError, y, p, weights), 1e-6);
        Assert.Equal(21.388888888888886, Evaluate(Metric.MeanAbsolutePercentageError, y, p), 1e-4);
        Assert.Equal(0.8611309523809524, Evaluate(Metric.R2Score, y, p), 1e-6);
        Assert.Equal(0.8357640794910426, Evaluate(Metric.R2Score, y, p, weights), 1e-6);
    }

    [Fact]
    public void R2_is_exact_far_from_0()
    {
        // Targets around 100 000 with a spread of 1: single precision alone would lose all of it.
        Tensor y = Tensor.Create(99999f, 100000f, 100001f, 100000f), p = Tensor.Create(99999.5f, 100000f, 100000.5f, 100000f);
        Assert.Equal(0.75, Evaluate(Metric.R2Score, y, p), 1e-6);
    }

    [Fact]
    public void A_loss_is_a_metric_under_its_own_name()
    {
        Metric metric = Metric.Mean(new Huber(2));
        Assert.Equal("huber", metric.Name);
        Assert.False(metric.LargerIsBetter);
        Assert.Equal(0.4108576149777827, Evaluate(Metric.BinaryCrossentropy, Tensor.Create(s_labels), Tensor.Create(s_scores)), 1e-6);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Assert.Contains("(3, 2)", Assert.Throws<ShapeException>(() => Evaluate(Metric.BinaryAccuracy, Tensor.Zeros([3, 2]), Tensor.Zeros([3, 1]))).Message);
        Assert.Contains("(3, 2)", Assert.Throws<ShapeException>(() => Evaluate(Metric.Accuracy, Tensor.Zeros([3, 2]), Tensor.Zeros([3, 4]))).Message);
    }
}
