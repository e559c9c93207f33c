using Hebb.Configuration;

namespace Hebb.Optimizers.Schedules;

/// <summary>
/// One rise and one long fall over a whole training, both along half cosine waves: from max/startDivisor to max, and down to max/(startDivisor·endDivisor).
/// With a high <paramref name="maxLearningRate"/>, from <c>LearningRateFinder</c> say, it trains in few epochs (Smith and Topin, 2018).
/// </summary>
/// <remarks>As PyTorch's OneCycleLR, momentum left alone. Keras has no such schedule: it reads the model of a file with this schedule, but
/// not how it is trained.</remarks>
/// <param name="maxLearningRate">The highest rate.</param>
/// <param name="totalSteps">The steps of the whole training: epochs times batches. The last one, and any further, has the lowest rate.</param>
/// <param name="riseShare">The share of the steps that the rise takes.</param>
/// <param name="startDivisor">How many times smaller than the highest the first rate is.</param>
/// <param name="endDivisor">How many times smaller than the first the last rate is.</param>
public sealed class OneCycle(
    double maxLearningRate, long totalSteps, double riseShare = 0.3, double startDivisor = 25, double endDivisor = 1e4) : LearningRateSchedule
{
    internal static Kind<OneCycle> Kind { get; } = new("OneCycle", c => new(
        c.Number("max_learning_rate", s => s.MaxLearningRate), c.Long("total_steps", s => s.TotalSteps), c.Number("rise_share", s => s.RiseShare),
        c.Number("start_divisor", s => s.StartDivisor), c.Number("end_divisor", s => s.EndDivisor)))
    { Module = "hebb" };

    /// <summary>The highest rate.</summary>
    public double MaxLearningRate { get; } = Rate(maxLearningRate);

    /// <summary>The steps of the whole training.</summary>
    public long TotalSteps { get; } =
        totalSteps >= 2 ? totalSteps : throw new ArgumentOutOfRangeException(nameof(totalSteps), totalSteps, "A rise and a fall take 2 steps or more.");

    /// <summary>The share of the steps that the rise takes.</summary>
    public double RiseShare { get; } = riseShare is > 0 and < 1
        ? riseShare
        : throw new ArgumentOutOfRangeException(nameof(riseShare), riseShare, "A share of the steps lies between 0 and 1.");

    /// <summary>How many times smaller than the highest the first rate is.</summary>
    public double StartDivisor { get; } = Steps(startDivisor);

    /// <summary>How many times smaller than the first the last rate is.</summary>
    public double EndDivisor { get; } = Steps(endDivisor);

    /// <inheritdoc/>
    public override double At(long step)
    {
        double first = MaxLearningRate / StartDivisor, top = Math.Max(0, RiseShare * TotalSteps - 1), last = TotalSteps - 1;
        return step <= top && top > 0 ? Between(first, MaxLearningRate, step / top)
            : Between(MaxLearningRate, first / EndDivisor, (Math.Min(step, last) - top) / (last - top));
    }

    private static double Between(double from, double to, double share) => to + (from - to) / 2 * (1 + Math.Cos(Math.PI * share));
}
