using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>
/// The coefficient of determination, 1 − Σ(y − ŷ)² / Σ(y − ȳ)²: the share of the targets' variance that is explained. 1 is perfect, 0 no better than always
/// predicting the mean. With several outputs, the mean of theirs.
/// </summary>
/// <remarks>An output whose targets are all the same scores 0.</remarks>
public sealed record R2Score : Metric
{
    internal static Kind<R2Score> Kind { get; } = new("R2Score", c => new()
    {
        VarianceWeighted = c.Text("class_aggregation", m => m.VarianceWeighted ? Weighted : "uniform_average", "uniform_average") == Weighted,
        NumRegressors = c.Int("num_regressors", m => m.NumRegressors, 0),
    })
    { Aliases = ["r2"] };

    private const string Weighted = "variance_weighted_average";
    private const int SumsPerOutput = 5;

    /// <inheritdoc/>
    public override string Name => "r2_score";

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    /// <summary>Whether outputs count by the variance of their targets, instead of all the same.</summary>
    public bool VarianceWeighted { get; init; }

    /// <summary>
    /// The number of inputs k, for the adjusted score 1 − (1 − R²)(n − 1)/(n − k − 1), which does not grow with useless inputs; 0 for the plain one. As in
    /// Keras, n is the number of targets, those of all outputs, whatever their weights; where it is too small the score is not adjusted.
    /// </summary>
    public int NumRegressors
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(NumRegressors), value, "The number of inputs is not negative.");
    }

    /// <summary>For each output the weights, the weighted sums of y, y² and (y − ŷ)², and the number of rows.</summary>
    /// <inheritdoc/>
    public override Tensor Sums(Tensor yTrue, Tensor yPred, Tensor weights)
    {
        Tensor y = PreciseSums.Outputs(Targets.Match(Name, yTrue, yPred)), error = y - PreciseSums.Outputs(yPred);
        Tensor w = weights.Reshape([y.Shape[0], 1]).Cast(DType.Float64).BroadcastTo(y.Shape);
        Tensor rows = Tensor.Scalar(y.Shape[0], DType.Float64).BroadcastTo([y.Shape[1]]);
        return PreciseSums.Pack(Tensor.Stack([w.Sum(0), (w * y).Sum(0), (w * y * y).Sum(0), (w * error * error).Sum(0), rows], axis: -1));
    }

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> totals)
    {
        double[] s = PreciseSums.Unpack(totals), scores = Plain(s);
        double sum = 0, weight = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            double own = VarianceWeighted ? Spread(s, i) : 1;
            (sum, weight) = (sum + own * scores[i], weight + own);
        }

        return Adjusted(weight == 0 ? 0 : sum / weight, s);
    }

    /// <summary>The score of each output.</summary>
    /// <inheritdoc/>
    public override double[] Parts(ReadOnlySpan<double> totals)
    {
        double[] s = PreciseSums.Unpack(totals);
        return [.. Plain(s).Select(score => Adjusted(score, s))];
    }

    private static double[] Plain(double[] s)
    {
        double[] scores = new double[s.Length / SumsPerOutput];
        for (int i = 0; i < scores.Length; i++) { scores[i] = Spread(s, i) is > 0 and var spread ? 1 - s[i * SumsPerOutput + 3] / spread : 0; }
        return scores;
    }

    /// <summary>A score that does not grow with useless inputs.</summary>
    private double Adjusted(double score, double[] s)
    {
        if (NumRegressors == 0) { return score; }
        double targets = 0;
        for (int i = 0; i < s.Length; i += SumsPerOutput) { targets += s[i + 4]; }
        return targets - NumRegressors - 1 is > 0 and var freedom ? 1 - (1 - score) * (targets - 1) / freedom : score;
    }

    private static double Spread(double[] s, int output)
    {
        double n = s[output * SumsPerOutput], y = s[output * SumsPerOutput + 1];
        return n == 0 ? 0 : s[output * SumsPerOutput + 2] - y * y / n;
    }
}
