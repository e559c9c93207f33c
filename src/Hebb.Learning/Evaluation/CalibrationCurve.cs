namespace Hebb.Learning.Evaluation;

/// <summary>Whether probabilities mean what they say: of the rows given about 70 %, are about 70 % positive?</summary>
public sealed class CalibrationCurve
{
    private CalibrationCurve(IReadOnlyList<CalibrationBin> bins, double brier, int rows) => (Bins, Brier, Rows) = (bins, brier, rows);

    /// <summary>The bins that hold rows, by rising probability.</summary>
    public IReadOnlyList<CalibrationBin> Bins { get; }

    /// <summary>The mean squared distance of the probability from the truth (0 or 1): 0 is perfect, 0.25 is always saying one half.</summary>
    public double Brier { get; }

    /// <summary>The expected calibration error: the mean distance of said from true share, bins weighted by their rows.</summary>
    public double ExpectedError => Bins.Sum(bin => bin.Rows * Math.Abs(bin.Said - bin.True)) / Rows;

    private int Rows { get; }

    /// <summary>The curve of probabilities whose truth is known, in bins of equal width (scikit-learn's <c>calibration_curve</c>).</summary>
    /// <param name="positive">Whether each row is positive.</param>
    /// <param name="probabilities">The probability given to each row.</param>
    /// <param name="bins">The number of bins between 0 and 1.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, there are none, or a probability is not between 0 and 1.</exception>
    public static CalibrationCurve Of(ReadOnlySpan<bool> positive, ReadOnlySpan<float> probabilities, int bins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (positive.Length != probabilities.Length || probabilities.Length == 0)
        {
            throw new ArgumentException(
                $"There are {positive.Length} truths and {probabilities.Length} probabilities. Expected one for each row, and at least one row.",
                nameof(probabilities));
        }

        int[] rows = new int[bins];
        double[] said = new double[bins], hits = new double[bins];
        double squares = 0;
        for (int row = 0; row < probabilities.Length; row++)
        {
            double p = probabilities[row];
            if (!(p is >= 0 and <= 1)) { throw new ArgumentException($"Row {row} has {p}. Expected a probability between 0 and 1.", nameof(probabilities)); }
            double truth = positive[row] ? 1 : 0;
            squares += (p - truth) * (p - truth);

            // As in scikit-learn a probability on the edge of two bins belongs to the lower one.
            int bin = Math.Clamp((int)Math.Ceiling(p * bins) - 1, 0, bins - 1);
            (rows[bin], said[bin], hits[bin]) = (rows[bin] + 1, said[bin] + p, hits[bin] + truth);
        }

        return new(
            [.. Enumerable.Range(0, bins)
                .Where(bin => rows[bin] > 0)
                .Select(bin => new CalibrationBin(said[bin] / rows[bin], hits[bin] / rows[bin], rows[bin]))],
            squares / probabilities.Length,
            probabilities.Length);
    }
}

/// <summary>Rows given about the same probability.</summary>
/// <param name="Said">Their mean probability.</param>
/// <param name="True">The share of them that are positive.</param>
/// <param name="Rows">How many they are.</param>
public readonly record struct CalibrationBin(double Said, double True, int Rows);
