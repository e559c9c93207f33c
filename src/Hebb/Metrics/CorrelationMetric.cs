using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>A correlation of targets and predictions: over the rows of the data set, for each output; or along each row.</summary>
public abstract record CorrelationMetric : Metric
{
    private const int SumsPerOutput = 6;
    private const double Noise = 1e-13; // relative to the mean square, what is left of a variance of 0

    /// <inheritdoc/>
    public sealed override bool LargerIsBetter => true;

    /// <summary>
    /// 0: over the rows of the whole data set, one number for each output, of which the value is the mean. −1, Keras' default: along the last axis of each
    /// row, of which
    /// the value is the mean over rows; for rows that are series or vectors.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The axis is neither 0 nor −1.</exception>
    public int Axis
    {
        get;
        init => field = value is 0 or -1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Axis), value, "The axis is 0 (over the rows of the data set) or -1 (along each row).");
    }

    /// <inheritdoc/>
    public sealed override Tensor Sums(Tensor yTrue, Tensor yPred, Tensor weights)
    {
        Tensor y = Targets.Match(Name, yTrue, yPred);
        if (Axis == 0)
        {
            (Tensor a, Tensor b) = (PreciseSums.Outputs(y), PreciseSums.Outputs(yPred));
            Tensor w = weights.Reshape([a.Shape[0], 1]).Cast(DType.Float64).BroadcastTo(a.Shape);
            return PreciseSums.Pack(Tensor.Stack([w.Sum(0), (w * a).Sum(0), (w * b).Sum(0), (w * a * a).Sum(0), (w * b * b).Sum(0), (w * a * b).Sum(0)], -1));
        }

        if (Targets.Classes(yPred.Shape) == 1)
        {
            throw new ShapeException(
                $"{Name} with Axis = -1 goes along the last axis, but the predictions are {yPred.Shape}: "
                + "one number has no correlation. Axis = 0 goes over rows.");
        }

        Tensor centered = y - y.Mean(-1, keepDims: true), centeredPred = yPred - yPred.Mean(-1, keepDims: true);
        Tensor numbers = Coefficient((centered * centeredPred).Mean(-1), centered.Square().Mean(-1), centeredPred.Square().Mean(-1),
            (y.Mean(-1) - yPred.Mean(-1)).Square());
        Tensor rows = numbers.Rank > 1 ? numbers.Flatten().Mean(-1) : numbers, rowWeights = weights.Reshape(rows.Shape).Cast(rows.DType);
        return Tensor.Stack([(rows * rowWeights).Sum(), rowWeights.Sum()]);
    }

    /// <inheritdoc/>
    public sealed override double Result(ReadOnlySpan<double> totals)
    {
        if (Axis == 0) { return Parts(totals) is { Length: > 0 } parts ? parts.Average() : 0; }
        return totals[1] == 0 ? 0 : totals[0] / totals[1];
    }

    /// <summary>The correlation of each output, if it is over rows.</summary>
    /// <inheritdoc/>
    public sealed override double[] Parts(ReadOnlySpan<double> totals)
    {
        if (Axis != 0) { return []; }
        double[] all = PreciseSums.Unpack(totals), parts = new double[all.Length / SumsPerOutput];
        for (int i = 0; i < parts.Length; i++)
        {
            ReadOnlySpan<double> s = all.AsSpan(i * SumsPerOutput, SumsPerOutput);
            if (s[0] == 0) { continue; }
            double y = s[1] / s[0], p = s[2] / s[0], squareY = s[3] / s[0], squareP = s[4] / s[0];
            parts[i] = Coefficient(s[5] / s[0] - y * p, Variance(squareY, y), Variance(squareP, p), (y - p) * (y - p));
        }

        return parts;
    }

    /// <summary>The coefficient, from covariance, variances and the squared distance of the means; 0 where it says nothing.</summary>
    private protected abstract double Coefficient(double covariance, double varianceY, double varianceP, double distance);

    /// <summary>The same with tensors.</summary>
    private protected abstract Tensor Coefficient(Tensor covariance, Tensor varianceY, Tensor varianceP, Tensor distance);

    /// <summary>The quotient, or 0 where nothing is divided by.</summary>
    private protected static Tensor Share(Tensor part, Tensor whole) =>
        Tensor.Where(whole > 0, part / Tensor.Where(whole > 0, whole, Tensor.Scalar(1, whole.DType)), Tensor.Scalar(0, whole.DType));

    private static double Variance(double square, double mean) => square - mean * mean is var variance && variance > Noise * square ? variance : 0;
}
