using Hebb.Learning.Evaluation;

namespace Hebb.Learning.Tests.Evaluation;

/// <summary>Expected values: scikit-learn 1.2.1, roc_curve(drop_intermediate=False), precision_recall_curve, average_precision_score,
/// calibration_curve(n_bins=5), brier_score_loss.</summary>
public sealed class CurveTests
{
    internal static readonly bool[] Positive = [false, false, true, true, false, true, false, true, false, false];
    internal static readonly float[] Scored = [0.1f, 0.42f, 0.35f, 0.82f, 0.05f, 0.65f, 0.42f, 0.9f, 0.7f, 0.25f];

    [Fact]
    public void Roc_is_scikit_learns()
    {
        RocCurve roc = RocCurve.Of(Positive, Scored);
        double[] falsePositive = [0, 0, 0, 1 / 6.0, 1 / 6.0, 0.5, 0.5, 4 / 6.0, 5 / 6.0, 1], truePositive = [0, 0.25, 0.5, 0.5, 0.75, 0.75, 1, 1, 1, 1];
        Assert.Equal(falsePositive, roc.Points.Select(point => point.X), Near);
        Assert.Equal(truePositive, roc.Points.Select(point => point.Y), Near);
        Assert.Equal([double.PositiveInfinity, 0.9f, 0.82f, 0.7f, 0.65f, 0.42f, 0.35f, 0.25f, 0.1f, 0.05f], roc.Points.Select(point => point.Threshold));
        Assert.Equal(0.8333333333333333, roc.Area, 12);
    }

    [Fact]
    public void Precision_and_recall_are_scikit_learns()
    {
        PrecisionRecallCurve curve = PrecisionRecallCurve.Of(Positive, Scored);
        double[] precision = [1, 1, 1, 2 / 3.0, 0.75, 0.5, 0.5714285714285714, 0.5, 0.4444444444444444, 0.4],
            recall = [0, 0.25, 0.5, 0.5, 0.75, 0.75, 1, 1, 1, 1];
        Assert.Equal(precision, curve.Points.Select(point => point.Y), Near);
        Assert.Equal(recall, curve.Points.Select(point => point.X), Near);
        Assert.Equal(0.8303571428571428, curve.AveragePrecision, 12);
        Assert.Equal(0.4, curve.PositiveShare);
    }

    [Fact]
    public void Calibration_is_scikit_learns()
    {
        CalibrationCurve curve = CalibrationCurve.Of(Positive, Scored, bins: 5);
        Assert.Equal([0.07500000000000001, 0.3, 0.42, 0.675, 0.86], curve.Bins.Select(bin => bin.Said), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([0, 0.5, 0, 0.5, 1], curve.Bins.Select(bin => bin.True), Near);
        Assert.Equal([2, 2, 2, 2, 2], curve.Bins.Select(bin => bin.Rows));
        Assert.Equal(0.15052, curve.Brier, 6);

        // By the definition: the mean over rows of |said − true| of the row's bin.
        Assert.Equal((0.075 + 0.2 + 0.42 + 0.175 + 0.14) / 5, curve.ExpectedError, 6);
    }

    [Fact]
    public void A_curve_without_one_class_has_no_area()
    {
        Assert.True(double.IsNaN(RocCurve.Of([true, true], [0.1f, 0.2f]).Area));
        Assert.True(double.IsNaN(PrecisionRecallCurve.Of([false, false], [0.1f, 0.2f]).AveragePrecision));
    }

    [Fact]
    public void What_cannot_be_ranked_is_refused()
    {
        Assert.Contains("2 truths and 1 scores", Assert.Throws<ArgumentException>(() => RocCurve.Of([true, false], [0.5f])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "not a number",
            Assert.Throws<ArgumentException>(() => PrecisionRecallCurve.Of([true, false], [0.5f, float.NaN])).Message,
            StringComparison.Ordinal);
        Assert.Contains("between 0 and 1", Assert.Throws<ArgumentException>(() => CalibrationCurve.Of([true], [1.5f])).Message, StringComparison.Ordinal);
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-12;
}
