namespace Hebb.Tuning;

/// <summary>What a <see cref="LearningRateFinder"/> has seen.</summary>
/// <param name="Curve">Rate and loss, step by step, the rate growing.</param>
/// <param name="Steepest">The rate at which the smoothed loss falls fastest per factor of the rate; null if it never falls.</param>
/// <param name="Divergence">The rate at which the loss burst; null if it did not.</param>
public sealed record LearningRateSearch(IReadOnlyList<LearningRatePoint> Curve, double? Steepest, double? Divergence)
{
    /// <summary>The rate to train with: the steepest, but at most a tenth of where the loss burst; null if the loss neither fell nor burst, so that
    /// nothing can be said.</summary>
    public double? Suggestion => (Steepest, Divergence) switch
    {
        ({ } steepest, { } divergence) => Math.Min(steepest, divergence / 10),
        (null, { } divergence) => divergence / 10,
        _ => Steepest,
    };

    /// <summary>Judges a curve.</summary>
    internal static LearningRateSearch Of(IReadOnlyList<LearningRatePoint> curve, double stopFactor)
    {
        double? steepest = null;
        double best = 0, least = double.PositiveInfinity;
        for (int i = 1; i < curve.Count - 1; i++)
        {
            double slope = (curve[i + 1].Smoothed - curve[i - 1].Smoothed) / Math.Log(curve[i + 1].LearningRate / curve[i - 1].LearningRate);
            if (slope < best) { (best, steepest) = (slope, curve[i].LearningRate); }
        }

        foreach (LearningRatePoint point in curve)
        {
            least = Math.Min(least, point.Smoothed);
            if (IsBurst(point.Smoothed, least, stopFactor)) { return new(curve, steepest, point.LearningRate); }
        }

        return new(curve, steepest, null);
    }

    /// <summary>Whether a loss has left the smallest so far too far behind.</summary>
    internal static bool IsBurst(double loss, double least, double stopFactor) => !double.IsFinite(loss) || loss > least + (stopFactor - 1) * Math.Abs(least);
}
