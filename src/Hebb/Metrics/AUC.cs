using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>
/// The area under the ROC or the precision-recall curve: how well scores in [0, 1] put positives above negatives, whatever the threshold. The curve is taken at
/// fixed thresholds, as in Keras, so that batches add up.
/// </summary>
/// <remarks>
/// Where there are no positives, or, unless the curve is of precision and recall, no negatives, there is no curve, and the value is NaN (Keras says 0, which
/// looks like the worst of models). Of several labels, those without a curve are left out of the mean.
/// </remarks>
/// <param name="Curve">Which curve.</param>
/// <param name="NumThresholds">At how many even thresholds from 0 to 1; more are more exact.</param>
public sealed record AUC(AucCurve Curve = AucCurve.Roc, int NumThresholds = 200) : CurveMetric
{
    internal static Kind<AUC> Kind { get; } = new("AUC", c =>
    {
        c.WriteOnly("num_labels", null);
        return new(c.Choice("curve", m => m.Curve, ["ROC", "PR", "PRGAIN"]), ReadNumThresholds(c, m => m.NumThresholds))
        {
            SummationMethod = c.Choice("summation_method", m => m.SummationMethod, ["interpolation", "minoring", "majoring"]),
            Thresholds = c.Instance is { Thresholds: null } ? null : c.NumbersOrNull("thresholds", m => m.Thresholds),
            MultiLabel = c.Flag("multi_label", m => m.MultiLabel, false),
            LabelWeights = c.NumbersOrNull("label_weights", m => m.LabelWeights),
            FromLogits = c.Instance is not { FromLogits: false } && c.Flag("from_logits", m => m.FromLogits, false),
        };
    })
    { Aliases = ["roc_auc"] };

    private const double BelowAll = -1e-7;
    private const double AboveAll = 1 + 1e-7;

    /// <inheritdoc/>
    public override string Name => "auc";

    /// <summary>At how many thresholds, those of <see cref="Thresholds"/> excepted.</summary>
    public int NumThresholds { get; } = NumThresholds >= 2
        ? NumThresholds
        : throw new ArgumentOutOfRangeException(nameof(NumThresholds), NumThresholds, "A curve needs at least two thresholds.");

    /// <summary>How areas between thresholds are added up.</summary>
    public AucSummation SummationMethod { get; init; }

    /// <summary>Thresholds of one's own within [0, 1] in place of even ones; one below and one above all scores are added.</summary>
    public IReadOnlyList<double>? Thresholds
    {
        get;
        init => field = value is null || value.All(level => level is >= 0 and <= 1)
            ? value?.Order().ToArray()
            : throw new ArgumentOutOfRangeException(nameof(Thresholds), "Thresholds lie in [0, 1].");
    }

    /// <summary>
    /// Whether each column of the predictions has a curve of its own: the value is the mean of the areas, and they are <see cref="Metric.Parts"/>.
    /// </summary>
    public bool MultiLabel { get; init; }

    /// <summary>How much each column counts: in the mean of the areas, or in the one curve of all. Null: the same.</summary>
    public IReadOnlyList<double>? LabelWeights
    {
        get;
        init
        {
            foreach (double weight in value ?? []) { SettingRange.NotNegative(weight); }
            field = value;
        }
    }

    /// <summary>Whether predictions are logits z, any number, of which the score is σ(z).</summary>
    public bool FromLogits { get; init; }

    /// <inheritdoc/>
    internal override bool ReadsProbabilities => !FromLogits;

    /// <inheritdoc/>
    private protected override IReadOnlyList<double> Levels => [BelowAll, .. Thresholds ?? Even(NumThresholds)[1..^1], AboveAll];

    /// <inheritdoc/>
    private protected override (Tensor Truth, Tensor Scores, Tensor Weights) Columns(Tensor truth, Tensor scores, Tensor weights)
    {
        int columns = Targets.Classes(scores.Shape);
        if (LabelWeights is { } given && given.Count != columns)
        {
            throw new ShapeException($"{Name} was given {given.Count} label weights, but the predictions {scores.Shape} have {columns} columns.");
        }

        if (FromLogits) { scores = scores.Sigmoid(); }
        if (MultiLabel) { return (Targets.Rows(truth, columns), Targets.Rows(scores, columns), Targets.Rows(weights, columns)); }
        if (LabelWeights is { } w) { weights = weights * Tensor.Create([.. w]).Cast(weights.DType); }
        return base.Columns(truth, scores, weights);
    }

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> totals)
    {
        if (!MultiLabel) { return Area(CountsOf(totals, 0)); }
        double[] areas = Parts(totals);
        double sum = 0, weight = 0;
        for (int i = 0; i < areas.Length; i++)
        {
            double own = double.IsNaN(areas[i]) ? 0 : LabelWeights?[i] ?? 1;
            if (own > 0) { (sum, weight) = (sum + own * areas[i], weight + own); }
        }

        return sum / weight;
    }

    /// <summary>The area of each label, if they have curves of their own.</summary>
    /// <inheritdoc/>
    public override double[] Parts(ReadOnlySpan<double> totals)
    {
        double[] areas = new double[MultiLabel ? totals.Length / LengthOf(1) : 0];
        for (int i = 0; i < areas.Length; i++) { areas[i] = Area(CountsOf(totals, i)); }
        return areas;
    }

    private double Area(CurveCounts counts)
    {
        if (counts.Positives == 0 || counts.Negatives == 0 && Curve != AucCurve.PrecisionRecall) { return double.NaN; }
        double area = 0;
        for (int i = 0; i + 1 < counts.Count; i++)
        {
            if (Curve == AucCurve.PrecisionRecall && SummationMethod == AucSummation.Interpolation) { area += Hyperbola(counts, i); }
            else
            {
                ((double x, double y), (double nextX, double nextY)) = (Point(counts, i), Point(counts, i + 1));
                double height = SummationMethod switch
                {
                    AucSummation.Minoring => Math.Min(y, nextY),
                    AucSummation.Majoring => Math.Max(y, nextY),
                    _ => (y + nextY) / 2,
                };
                area += (x - nextX) * height;
            }
        }

        return area;
    }

    private (double X, double Y) Point(CurveCounts counts, int i)
    {
        if (Curve == AucCurve.Roc) { return (counts.FalseRate(i), counts.Recall(i)); }
        if (Curve == AucCurve.PrecisionRecall) { return (counts.Recall(i), counts.Precision(i)); }
        double found = counts.TruePositives(i), odds = CurveCounts.Share(counts.Positives, counts.Negatives);
        return found == 0 ? (0, 1) : (Math.Max(0, 1 - odds * (counts.Positives - found) / found), 1 - odds * counts.FalsePositives(i) / found);
    }

    /// <summary>
    /// The area between two thresholds: between them true positives grow in proportion to all positives called, which makes precision a hyperbola.
    /// </summary>
    private static double Hyperbola(CurveCounts counts, int i)
    {
        double tp = counts.TruePositives(i), nextTp = counts.TruePositives(i + 1);
        double called = tp + counts.FalsePositives(i), nextCalled = nextTp + counts.FalsePositives(i + 1);
        if (called == nextCalled || counts.Positives == 0) { return 0; }
        double slope = (tp - nextTp) / (called - nextCalled), offset = nextTp - slope * nextCalled;
        double ratio = called > 0 && nextCalled > 0 ? called / nextCalled : 1;
        return slope * (tp - nextTp + offset * Math.Log(ratio)) / counts.Positives;
    }
}
