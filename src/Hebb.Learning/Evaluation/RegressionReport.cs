using System.Globalization;
using Hebb.Data.Preprocessing;

namespace Hebb.Learning.Evaluation;

/// <summary>How far predicted numbers are from the true ones. A residual is the truth less the prediction.</summary>
public sealed class RegressionReport
{
    private readonly double[] _sorted;

    private RegressionReport(double[] truth, double[] predicted)
    {
        (Truth, Predicted) = (truth, predicted);
        Residuals = [.. truth.Zip(predicted, (t, p) => t - p)];
        _sorted = [.. Residuals.Order()];
    }

    /// <summary>The true numbers.</summary>
    public IReadOnlyList<double> Truth { get; }

    /// <summary>The predicted numbers.</summary>
    public IReadOnlyList<double> Predicted { get; }

    /// <summary>Truth less prediction: positive where too little was predicted.</summary>
    public IReadOnlyList<double> Residuals { get; }

    /// <summary>The mean absolute error.</summary>
    public double MeanAbsoluteError => Residuals.Average(Math.Abs);

    /// <summary>The root of the mean squared error: large mistakes count more.</summary>
    public double RootMeanSquaredError => Math.Sqrt(Residuals.Average(residual => residual * residual));

    /// <summary>The median absolute error: half of the rows are nearer than this.</summary>
    public double MedianAbsoluteError => Quantile([.. Residuals.Select(Math.Abs).Order()], 0.5);

    /// <summary>The share of the variance that is explained: 1 is perfect, 0 is no better than the mean. NaN if the truth never changes.</summary>
    public double R2
    {
        get
        {
            double mean = Truth.Average();
            return 1 - (Residuals.Sum(residual => residual * residual) / Truth.Sum(truth => (truth - mean) * (truth - mean)));
        }
    }

    /// <summary>The intervals of the predictions; null if they have none.</summary>
    public IntervalReport? Interval { get; private init; }

    /// <summary>The report of predictions.</summary>
    /// <param name="truth">The true numbers.</param>
    /// <param name="predicted">The predicted numbers, in the same order.</param>
    /// <param name="interval">The intervals of the predictions; null if they have none.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, or there are none.</exception>
    public static RegressionReport Of(IReadOnlyList<double> truth, IReadOnlyList<double> predicted, PredictionInterval? interval = null)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(predicted);
        return truth.Count == predicted.Count && truth.Count > 0
            ? new([.. truth], [.. predicted]) { Interval = interval is null ? null : IntervalReport.Of(interval, truth, predicted) }
            : throw new ArgumentException(
                $"There are {truth.Count} true and {predicted.Count} predicted numbers. Expected one prediction for each row, and at least one row.",
                nameof(predicted));
    }

    /// <summary>The residual below which this share of the residuals lies, by linear interpolation.</summary>
    /// <param name="share">Between 0 and 1.</param>
    public double ResidualQuantile(double share) => share is >= 0 and <= 1
        ? Quantile(_sorted, share)
        : throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies between 0 and 1.");

    /// <summary>The figures in a sentence.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"MAE {MeanAbsoluteError:G5}, RMSE {RootMeanSquaredError:G5}, R² {R2:F4}, median error {MedianAbsoluteError:G5}; "
        + $"90 % of the residuals lie between {ResidualQuantile(0.05):G5} and {ResidualQuantile(0.95):G5}")
        + (Interval is null ? "" : $"; {Interval}");

    /// <summary>The quantile of sorted numbers by linear interpolation (NumPy's default).</summary>
    internal static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)Math.Floor(place);
        double next = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return sorted[below] + ((place - below) * (next - sorted[below]));
    }
}
