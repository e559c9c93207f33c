using Hebb.Metrics;
using Hebb.Ops;
using Hebb.Tensors;
using static Hebb.Tests.Metrics.MetricData;

namespace Hebb.Tests.Metrics;

/// <summary>Golden values: scikit-learn 1.2.1 on the whole data set (eng/golden/metrics.py), while the metrics see it in batches.</summary>
public sealed class ConfusionMatrixMetricTests
{
    [Fact]
    public void Two_classes_are_golden()
    {
        Check(0.6666666666666666, 0.6666666666666666, Metric.BalancedAccuracy, Labels, Scores.Reshape([12, 1]), Weights);
        Check(0.33333333333333337, 0.33333333333333337, Metric.CohenKappa, Labels, Scores, Weights);
        Check(0.3333333333333333, 0.3363363969981562, Metric.MatthewsCorrelation, Labels, Scores, Weights);
    }

    [Fact]
    public void Many_classes_are_golden()
    {
        Check(0.4833333333333333, 0.4740497076023392, Metric.BalancedAccuracy, Classes, Table, ClassWeights);
        Check(0.376, 0.3409378960709759, Metric.CohenKappa, OneHot, Table, ClassWeights);
        Check(0.47058823529411764, 0.4196428571428571, new CohenKappa { Weights = KappaWeights.Linear }, Classes, Table, ClassWeights);
        Check(0.5962732919254659, 0.5373665480427046, new CohenKappa { Weights = KappaWeights.Quadratic }, Classes, Table, ClassWeights);
        Check(0.39172107615038637, 0.36366462910170005, Metric.MatthewsCorrelation, Classes, Table, ClassWeights);
        Near.Equal([0.6, 0.6666666666666666, 0.6666666666666666, 0.0, 0.0], Parts(Metric.BalancedAccuracy, Classes, Table), 1e-6);
    }

    [Fact]
    public void One_class_alone_says_nothing()
    {
        Tensor y = Tensor.Create(1f, 1, 1), p = Tensor.Create(.9f, .8f, .7f);
        Assert.Equal(0, Evaluate(Metric.CohenKappa, y, p));
        Assert.Equal(0, Evaluate(Metric.MatthewsCorrelation, y, p));
        Assert.Equal(1, Evaluate(Metric.BalancedAccuracy, y, p)); // the only class there is, found
    }

    [Fact]
    public void Several_steps_of_a_row_have_its_weight()
    {
        // Two rows of two steps; the second row weighs nothing: one of two steps is right.
        Tensor y = Tensor.Create(new[,] { { 0, 1 }, { 1, 1 } }), p = Tensor.Create([.9f, .1f, .8f, .2f, .9f, .1f, .9f, .1f], [2, 2, 2]);
        Assert.Equal(0.5, Evaluate(Metric.BalancedAccuracy, y, p, [1, 0]), 1e-9);
        Assert.Equal(0.5, Evaluate(Metric.BalancedAccuracy, y, p, [1, 2]), 1e-9);
    }

    [Fact]
    public void Intersections_over_unions_are_golden()
    {
        double[] plain = [0.5, 0.5, 0.3333333333333333, 0.0, 0.0], weighted = [0.30434782608695654, 0.5, 0.4117647058823529, 0.0, 0.0];
        Check(0.26666666666666666, 0.24322250639386186, new OneHotMeanIoU(5), OneHot, Table, ClassWeights);
        Near.Equal(plain, Parts(new OneHotIoU(5), OneHot, Table), 1e-6);
        Near.Equal(weighted, Parts(new OneHotIoU(5), OneHot, Table, ClassWeights), 1e-6);
        Tensor said = Table.ArgMax(-1);
        Near.Equal(weighted, Parts(new MeanIoU(5), Classes, said.Cast(DType.Float32).Reshape([13, 1]), ClassWeights), 1e-6);
        Check(0.25, 0.15217391304347827, new IoU(5) { TargetClassIds = [0, 4] }, Classes, said, ClassWeights);
        Check(0.25, 0.15217391304347827, new IoU(5) { TargetClassIds = [0, 4], SparseYPred = false }, Classes, Table, ClassWeights);
        Near.Equal([0.5238095238095238, 0.47368421052631576], Parts(new BinaryIoU(), Labels, Scores, Weights), 1e-6);
    }

    [Fact]
    public void The_examples_of_Keras_are_golden()
    {
        // The examples in the documentation of keras.metrics.IoU and BinaryIoU.
        Tensor y = Tensor.Create(0, 0, 1, 1), p = Tensor.Create(0, 1, 0, 1);
        Check(0.33333334, 0.33333334, new IoU(2) { TargetClassIds = [0] }, y, p, [.3f, .3f, .3f, .1f]);
        Check(0.33333334, 0.17361112, new BinaryIoU { Threshold = 0.3 }, Tensor.Create(0, 1, 0, 1), Tensor.Create(.1f, .2f, .4f, .7f), [.2f, .3f, .4f, .1f]);
    }

    [Fact]
    public void Classes_that_do_not_occur_or_are_ignored_are_left_out()
    {
        Tensor y = Tensor.Create(0, 0, 1, 255), p = Tensor.Create(0, 1, 1, 2);
        Assert.Equal(0.5, Evaluate(new MeanIoU(4) { IgnoreClass = 255 }, y, p), 1e-9); // 1/2 and 1/2; classes 2 and 3 occur nowhere
        Assert.Throws<ArgumentOutOfRangeException>(() => Evaluate(new MeanIoU(4), y, p));
        Assert.Throws<ArgumentOutOfRangeException>(() => Evaluate(new MeanIoU(4), Tensor.Create(0, 1), Tensor.Create(0.5f, 1)));
        Assert.Contains("OneHotMeanIoU", Assert.Throws<ShapeException>(() => Evaluate(new MeanIoU(5), Classes, Table)).Message);
        Assert.Contains("0 to 2", Assert.Throws<ArgumentException>(() => new IoU(3) { TargetClassIds = [3] }).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new MeanIoU(1));
    }
}
