using Hebb.Metrics;
using Hebb.Tensors;
using static Hebb.Tests.Metrics.MetricData;

namespace Hebb.Tests.Metrics;

/// <summary>Golden values: scikit-learn 1.2.1 on the whole data set (eng/golden/metrics.py), while the metrics see it in batches.</summary>
public sealed class BinaryCountsMetricTests
{
    [Fact]
    public void Thresholds_are_golden_one_by_one_and_together()
    {
        double[] precisions = [0.75, 0.6923076923076923, 1.0], recalls = [1.0, 0.6, 0.4666666666666667];
        double[] thresholds = [0.25, 0.5, 0.75];
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(precisions[i], Evaluate(new Precision(thresholds[i]), Labels, Scores, Weights), 1e-7);
            Assert.Equal(recalls[i], Evaluate(new Recall(thresholds[i]), Labels, Scores, Weights), 1e-7);
        }

        Near.Equal(precisions, Parts(new Precision { Thresholds = thresholds }, Labels, Scores, Weights), 1e-7);
        Near.Equal(recalls, Parts(new Recall { Thresholds = thresholds }, Labels, Scores, Weights), 1e-7);
        Assert.Equal(recalls[0], Evaluate(new Recall { Thresholds = thresholds }, Labels, Scores, Weights), 1e-7);
        Assert.Empty(Parts(Metric.Precision, Labels, Scores));
        Assert.Throws<ArgumentException>(() => new TruePositives { Thresholds = [] });
    }

    [Fact]
    public void Only_the_k_largest_scores_count()
    {
        Check(0.38461538461538464, 0.3769230769230769, new Precision { TopK = 2 }, Classes, Table, ClassWeights);
        Check(0.7692307692307693, 0.7538461538461538, new Recall { TopK = 2 }, Classes, Table, ClassWeights);
        Assert.Equal(0.6363636363636364, Evaluate(new Precision(0.35) { TopK = 2 }, Classes, Table), 1e-6);
        Assert.Equal(0.5384615384615384, Evaluate(new Recall(0.35) { TopK = 2 }, OneHot, Table), 1e-6);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Recall { TopK = 0 });
    }

    [Fact]
    public void Only_one_class_is_judged()
    {
        Check(0.375, 0.48484848484848486, new Precision { TopK = 2, ClassId = 1 }, Classes, Table, ClassWeights);
        Check(0.6666666666666666, 0.6363636363636364, new Precision(0.35) { ClassId = 2 }, Classes, Table, ClassWeights);
        Check(0.6666666666666666, 0.7777777777777778, new Recall(0.35) { ClassId = 2 }, OneHot, Table, ClassWeights);
        Assert.Equal(0, Evaluate(new Recall { ClassId = 3 }, Classes, Table)); // no rows of this class
        Assert.Contains("0 to 4", Assert.Throws<ShapeException>(() => Evaluate(new Recall { ClassId = 5 }, Classes, Table)).Message);
    }
}
