using Hebb.Learning.Evaluation;

namespace Hebb.Learning.Tests.Evaluation;

public sealed class RegressionReportTests
{
    [Fact]
    public void Figures_are_those_of_scikit_learn_and_numpy()
    {
        // scikit-learn 1.2.1: mean_absolute_error, mean_squared_error(squared=False), r2_score, median_absolute_error; numpy.quantile.
        RegressionReport report = RegressionReport.Of([3, -0.5, 2, 7, 4.2, 1.1], [2.5, 0, 2, 8, 3.9, 2.3]);
        Assert.Equal(0.5833333333333334, report.MeanAbsoluteError, 12);
        Assert.Equal(0.7106335201775947, report.RootMeanSquaredError, 12);
        Assert.Equal(0.9110393423370523, report.R2, 12);
        Assert.Equal(0.5, report.MedianAbsoluteError, 12);
        double[] quantiles = [.. new[] { 0.05, 0.25, 0.5, 0.95 }.Select(report.ResidualQuantile)];
        Assert.Equal([-1.15, -0.875, -0.25, 0.45], quantiles, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Contains("1 true and 2 predicted", Assert.Throws<ArgumentException>(() => RegressionReport.Of([1], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => RegressionReport.Of([1], [1]).ResidualQuantile(1.1));
    }
}
