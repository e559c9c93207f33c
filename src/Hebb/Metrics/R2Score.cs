using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>
/// The coefficient of determination, 1 − Σ(y − ŷ)² / Σ(y − ȳ)²: the share of the targets' variance that is explained. 1 is perfect, 0 no better than always
/// predicting the mean. With several outputs, the mean of theirs.
/// </summary>
public sealed record R2Score : Metric
{
    private const int SumsPerOutput = 8;

    /// <inheritdoc/>
    public override string Name => "r2_score";

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    /// <summary>For each output the weights and the weighted sums of y, y² and (y − ŷ)².</summary>
    /// <remarks>
    /// Σy² and (Σy)²/n nearly cancel if y is far from 0: the sums are taken in double, and each is passed on as two floats, the number rounded and what rounding took away.
    /// </remarks>
    /// <inheritdoc/>
    public override Tensor Sums(Tensor yTrue, Tensor yPred, Tensor weights)
    {
        int rows = yPred.Shape[0], outputs = checked((int)yPred.Shape[1..].Size);
        Tensor y = Targets.Match(Name, yTrue, yPred).Reshape([rows, outputs]).Cast(DType.Float64);
        Tensor w = weights.Reshape([rows, 1]).Cast(DType.Float64).BroadcastTo(y.Shape);
        Tensor error = y - yPred.Reshape(y.Shape).Cast(DType.Float64);
        Tensor sums = Tensor.Stack([w.Sum(0), (w * y).Sum(0), (w * y * y).Sum(0), (w * error * error).Sum(0)], axis: -1);
        Tensor rounded = sums.Cast(DType.Float32);
        Tensor rest = (sums - rounded.Cast(DType.Float64)).Cast(DType.Float32);
        return Tensor.Concatenate([rounded, rest], -1).Reshape([outputs * SumsPerOutput]);
    }

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> totals)
    {
        double sum = 0;
        int outputs = totals.Length / SumsPerOutput;
        for (int i = 0; i < outputs; i++)
        {
            ReadOnlySpan<double> s = totals.Slice(i * SumsPerOutput, SumsPerOutput);
            double n = s[0] + s[4], y = s[1] + s[5], squares = s[2] + s[6], errors = s[3] + s[7];
            double spread = n == 0 ? 0 : squares - y * y / n;
            sum += spread > 0 ? 1 - errors / spread : 0;
        }

        return sum / Math.Max(1, outputs);
    }
}
