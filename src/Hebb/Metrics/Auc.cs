using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>The curve under which <see cref="Auc"/> measures the area.</summary>
public enum AucCurve
{
    /// <summary>The true positive rate over the false positive rate. 1/2 is guessing.</summary>
    Roc,
    /// <summary>Precision over recall: tells more when positives are rare.</summary>
    PrecisionRecall,
}

/// <summary>
/// The area under the ROC or the precision-recall curve: how well scores in [0, 1] put positives above negatives, whatever the threshold. The curve is taken at fixed
/// thresholds, as in Keras, so that batches add up.
/// </summary>
/// <param name="Curve">Which curve.</param>
/// <param name="Thresholds">At how many thresholds; more are more exact.</param>
public sealed record Auc(AucCurve Curve = AucCurve.Roc, int Thresholds = 200) : Metric
{
    /// <inheritdoc/>
    public override string Name => "auc";

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    /// <summary>The weights of positives and of negatives above each threshold: two vectors, one behind the other. The lowest threshold is below all scores.</summary>
    /// <inheritdoc/>
    public override Tensor Sums(Tensor yTrue, Tensor yPred, Tensor weights)
    {
        int count = checked((int)yPred.Size);
        Tensor isTrue = Targets.IsPositive(Name, yTrue, yPred), zero = Tensor.Scalar(0, yPred.DType);
        Tensor w = Targets.Weights(weights, yPred);
        Tensor both = Tensor.Stack([Tensor.Where(isTrue, w, zero).Reshape([count]), Tensor.Where(isTrue, zero, w).Reshape([count])]);
        Tensor above = (yPred.Reshape([count, 1]) > ThresholdValues().Cast(yPred.DType)).Cast(yPred.DType);
        return both.MatMul(above).Reshape([2 * Thresholds]);
    }

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> totals)
    {
        ReadOnlySpan<double> tp = totals[..Thresholds], fp = totals[Thresholds..];
        double positives = tp[0], negatives = fp[0], area = 0;
        if (positives == 0 || Curve == AucCurve.Roc && negatives == 0) { return 0; }
        for (int i = 0; i + 1 < Thresholds; i++)
        {
            area += Curve == AucCurve.Roc
                ? (fp[i] - fp[i + 1]) / negatives * (tp[i] + tp[i + 1]) / 2 / positives
                : PrecisionArea(tp[i], fp[i], tp[i + 1], fp[i + 1]) / positives;
        }

        return area;
    }

    /// <summary>
    /// The area between two thresholds, times the positives: between them true positives grow in proportion to all positives called, which makes precision a
    /// hyperbola (Davis and Goadrich, 2006).
    /// </summary>
    private static double PrecisionArea(double tp, double fp, double nextTp, double nextFp)
    {
        double called = tp + fp, nextCalled = nextTp + nextFp;
        if (called == nextCalled) { return 0; }
        double slope = (tp - nextTp) / (called - nextCalled), offset = nextTp - slope * nextCalled;
        double ratio = called > 0 && nextCalled > 0 ? called / nextCalled : 1;
        return slope * (tp - nextTp + offset * Math.Log(ratio));
    }

    private Tensor ThresholdValues()
    {
        float[] values = new float[Thresholds];
        for (int i = 1; i < Thresholds - 1; i++) { values[i] = (float)(i / (Thresholds - 1.0)); }
        values[0] = -1e-7f;
        values[^1] = 1 + 1e-7f;
        return Tensor.Create(values);
    }
}
