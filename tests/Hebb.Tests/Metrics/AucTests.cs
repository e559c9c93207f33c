using Hebb.Metrics;
using Hebb.Ops;
using Hebb.Tensors;
using static Hebb.Tests.Metrics.MetricData;

namespace Hebb.Tests.Metrics;

/// <summary>Golden values: Keras' formulas in NumPy, and scikit-learn 1.2.1 where the thresholds tell all scores apart (eng/golden/metrics.py).</summary>
public sealed class AucTests
{
    private static readonly Tensor s_two = Pair(Labels, Tensor.Create(1f, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0));
    private static readonly Tensor s_twoScores = Pair(Scores, Tensor.Create(.7f, .65f, .2f, .3f, .5f, .52f, .9f, .1f, .61f, .4f, .35f, .22f));

    [Theory]
    [InlineData(AucCurve.Roc, AucSummation.Interpolation, 0.8888888888888888, 0.8933333333333334)]
    [InlineData(AucCurve.Roc, AucSummation.Minoring, 0.8888888888888888, 0.8933333333333334)]
    [InlineData(AucCurve.PrecisionRecall, AucSummation.Interpolation, 0.9041059758494064, 0.898802767545359)]
    [InlineData(AucCurve.PrecisionRecall, AucSummation.Minoring, 0.7301587301587301, 0.8211965811965812)]
    [InlineData(AucCurve.PrecisionRecall, AucSummation.Majoring, 0.9107142857142857, 0.9083040935672515)]
    [InlineData(AucCurve.PrecisionRecallGain, AucSummation.Interpolation, 0.7916666666666666, 0.762962962962963)]
    [InlineData(AucCurve.PrecisionRecallGain, AucSummation.Minoring, 0.77, 0.7330884603611877)]
    [InlineData(AucCurve.PrecisionRecallGain, AucSummation.Majoring, 0.8133333333333334, 0.7928374655647383)]
    public void Curves_are_golden(AucCurve curve, AucSummation summation, double plain, double weighted) =>
        Check(plain, weighted, new AUC(curve) { SummationMethod = summation }, Labels, Scores, Weights, 1e-9);

    [Fact]
    public void Thresholds_may_be_given() =>
        Check(0.8472222222222222, 0.8711111111111112, new AUC { Thresholds = [0.75, 0.25, 0.55, 0.5] }, Labels, Scores, Weights, 1e-9);

    [Fact]
    public void Equal_scores_count_half()
    {
        Tensor tied = Tensor.Create([.. Scores.ToDoubles().Select(score => (float)(Math.Round(score * 4) / 4))]);
        Check(0.8888888888888888, 0.8488888888888889, Metric.Auc, Labels, tied, Weights, 1e-9);
        Assert.Equal(0.5, Evaluate(Metric.Auc, Labels, Tensor.Full([12], 0.3)), 1e-9);
    }

    [Fact]
    public void Labels_have_curves_of_their_own()
    {
        Near.Equal([0.888888888888889, 0.8857142857142857], Parts(new AUC { MultiLabel = true }, s_two, s_twoScores), 1e-9);
        Near.Equal([0.8933333333333333, 0.8928571428571428], Parts(new AUC { MultiLabel = true }, s_two, s_twoScores, Weights), 1e-9);
        Check(0.8880952380952382, 0.8932142857142856, new AUC { MultiLabel = true, LabelWeights = [3, 1] }, s_two, s_twoScores, Weights, 1e-9);
        Assert.Equal(0.8846153846153846, Evaluate(Metric.Auc, s_two, s_twoScores), 1e-9);
        Assert.Equal(0.8860869565217392, Evaluate(new AUC { LabelWeights = [3, 1] }, s_two, s_twoScores), 1e-9);
        Assert.Contains("2 columns", Assert.Throws<ShapeException>(() => Evaluate(new AUC { LabelWeights = [1] }, s_two, s_twoScores)).Message);
    }

    [Fact]
    public void Logits_are_put_into_the_unit_interval_and_nothing_else_falls_out_of_it()
    {
        Tensor logits = (Scores / (1 - Scores)).Log();
        Check(0.8888888888888888, 0.8933333333333334, new AUC { FromLogits = true }, Labels, logits, Weights, 1e-9);
        Assert.Equal(1, Evaluate(Metric.Auc, Tensor.Create(0f, 1, 0), Tensor.Create(-3f, 5, 0.5f)), 1e-9); // as Keras: below 0 is 0, above 1 is 1
    }

    [Fact]
    public void One_class_alone_has_no_area()
    {
        Tensor scores = Tensor.Create(.1f, .2f, .3f, .4f);
        foreach (AucCurve curve in Enum.GetValues<AucCurve>())
        {
            Assert.True(double.IsNaN(Evaluate(new AUC(curve), Tensor.Zeros([4]), scores)));
            Assert.True(double.IsNaN(Evaluate(new AUC(curve), Tensor.Ones([4]), scores)) == (curve != AucCurve.PrecisionRecall));
            Assert.True(double.IsNaN(Evaluate(new AUC(curve), Tensor.Create(1f, 0, 1, 0), scores, new float[4])), "without any weight");
        }

        Assert.Equal(1, Evaluate(Metric.PrecisionRecallAuc, Tensor.Ones([4]), scores), 1e-6); // every threshold is right
    }

    [Fact]
    public void A_label_of_one_class_is_no_part_of_the_mean()
    {
        // The second column has no positives; the first is sorted perfectly, area 1.
        Tensor y = Tensor.Create(new[,] { { 0f, 0 }, { 1, 0 }, { 0, 0 } }), p = Tensor.Create(new[,] { { .2f, .7f }, { .9f, .1f }, { .3f, .4f } });
        AUC metric = new() { MultiLabel = true };
        Assert.Equal(1, Evaluate(metric, y, p), 1e-6);
        Assert.True(double.IsNaN(Parts(metric, y, p)[1]));
        Assert.True(double.IsNaN(Evaluate(metric, y * 0, p)));
    }

    [Fact]
    public void Bad_settings_are_refused()
    {
        Assert.Contains("two thresholds", Assert.Throws<ArgumentOutOfRangeException>(() => new AUC(NumThresholds: 1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new AUC { Thresholds = [1.5] });
    }

    [Fact]
    public void Operating_points_are_golden()
    {
        Check(0.75, 0.7894736842105263, new PrecisionAtRecall(0.8), Labels, Scores, Weights);
        Check(1, 1, new RecallAtPrecision(0.75), Labels, Scores, Weights);
        Check(0.6666666666666666, 1, new SensitivityAtSpecificity(0.7), Labels, Scores, Weights);
        Check(0.6666666666666667, 0.7333333333333334, new SpecificityAtSensitivity(0.7), Labels, Scores, Weights);
        Assert.Equal(0, Evaluate(new RecallAtPrecision(0.9), Labels, 1 - Scores)); // nowhere that precise
    }

    [Fact]
    public void The_examples_of_Keras_are_golden()
    {
        // The examples in the documentation of keras.metrics.SensitivityAtSpecificity, SpecificityAtSensitivity, PrecisionAtRecall and AUC.
        Tensor y = Tensor.Create(0f, 0, 0, 1, 1), p = Tensor.Create(0, 0.3f, 0.8f, 0.3f, 0.8f);
        Check(0.5, 0.333333, new SensitivityAtSpecificity(0.5), y, p, [1, 1, 2, 2, 1], 1e-5);
        Check(0.66666667, 0.5, new SpecificityAtSensitivity(0.5), y, p, [1, 1, 2, 2, 2]);
        Check(0.5, 0.33333333, new PrecisionAtRecall(0.5), y, p, [2, 2, 2, 1, 1]);
        Check(0.75, 1, new AUC(NumThresholds: 3), Tensor.Create(0f, 0, 1, 1), Tensor.Create(0, 0.5f, 0.3f, 0.9f), [1, 0, 0, 1]);
    }

    [Fact]
    public void An_operating_point_can_be_that_of_one_class()
    {
        Tensor y = Labels.Cast(DType.Int32), p = Pair(1 - Scores, Scores);
        Check(0.75, 0.7894736842105263, new PrecisionAtRecall(0.8) { ClassId = 1 }, y, p, Weights);
        Assert.Throws<ShapeException>(() => Evaluate(new PrecisionAtRecall(0.8) { ClassId = 2 }, y, p));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrecisionAtRecall(1.2));
    }

    private static Tensor Pair(Tensor a, Tensor b) => Tensor.Stack([a, b], 1);
}
