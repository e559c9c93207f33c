using Hebb.Metrics;
using Hebb.Tensors;
using static Hebb.Tests.Metrics.MetricData;

namespace Hebb.Tests.Metrics;

/// <summary>Golden values: scikit-learn 1.2.1 on the whole data set (eng/golden/metrics.py), while the metrics see it in batches.</summary>
public sealed class FBetaScoreTests
{
    [Fact]
    public void One_score_per_row_is_that_of_the_positive_class()
    {
        Check(0.6666666666666666, 0.6428571428571429, Metric.F1Score, Labels, Scores, Weights);
        Check(0.6666666666666666, 0.6716417910447763, new FBetaScore(0.5), Labels, Scores, Weights);
        Check(0.6666666666666666, 0.6164383561643836, new FBetaScore(2), Labels, Scores, Weights);
        Check(0.8333333333333334, 0.813953488372093, new FBetaScore(0.5) { Threshold = 0.75 }, Labels, Scores, Weights);
    }

    [Fact]
    public void Averages_of_classes_are_golden()
    {
        Check(0.3666666666666666, 0.3433333333333334, Metric.F1Score, Classes, Table, ClassWeights);
        Check(0.3666666666666666, 0.3433333333333334, new F1Score { Average = ScoreAverage.Macro }, OneHot, Table, ClassWeights);
        Check(0.5384615384615384, 0.5076923076923077, new F1Score { Average = ScoreAverage.Micro }, Classes, Table, ClassWeights);
        Check(0.5256410256410255, 0.46205128205128204, new F1Score { Average = ScoreAverage.Weighted }, Classes, Table, ClassWeights);
        Check(0.37598039215686274, 0.3605718149328697, new FBetaScore(2) { Average = ScoreAverage.Macro }, Classes, Table, ClassWeights);
        Check(0.5299773755656109, 0.48346447332248554, new FBetaScore(2) { Average = ScoreAverage.Weighted }, Classes, Table, ClassWeights);
        Check(0.38095238095238093, 0.3539393939393939, new F1Score { Threshold = 0.3 }, OneHot, Table, ClassWeights);
    }

    [Fact]
    public void Each_class_has_its_score()
    {
        Near.Equal([0.6666666666666665, 0.6666666666666666, 0.5, 0.0, 0.0], Parts(Metric.F1Score, Classes, Table), 1e-6);
        Near.Equal([0.4022988505747126, 0.7142857142857143, 0.6862745098039216, 0.0, 0.0], Parts(new FBetaScore(2), Classes, Table, ClassWeights), 1e-6);
    }

    [Fact]
    public void Equal_largest_scores_are_all_a_yes_and_zeros_are_none()
    {
        // Keras 3: [1, 0] against a tie calls both classes; a row of zeros calls none. Class 0: 1 right, 1 missed; class 1: 1 false alarm.
        Tensor y = Tensor.Create(new float[,] { { 1, 0 }, { 1, 0 } }), p = Tensor.Create(new[,] { { 0.5f, 0.5f }, { 0, 0 } });
        Near.Equal([2.0 / 3, 0], Parts(Metric.F1Score, y, p), 1e-9);
    }

    [Fact]
    public void The_example_of_Keras_is_golden()
    {
        // The example in the documentation of keras.metrics.FBetaScore.
        Tensor y = Tensor.Create(new float[,] { { 1, 1, 1 }, { 1, 0, 0 }, { 1, 1, 0 } });
        Tensor p = Tensor.Create(new[,] { { 0.2f, 0.6f, 0.7f }, { 0.2f, 0.6f, 0.6f }, { 0.6f, 0.8f, 0 } });
        Near.Equal([0.3846154, 0.90909094, 0.8333334], Parts(new FBetaScore(2) { Threshold = 0.5 }, y, p), 1e-6);
    }
}
