using Hebb.Configuration;
using Hebb.Losses;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>
/// A measure of quality over a whole data set. Each batch contributes a vector of sums, computed inside the compiled step; sums are added up
/// over the batches (in double, on the host), and the result is a function of the totals. So nothing is averaged over batches that must not be.
/// </summary>
/// <remarks>
/// A prediction or target that is not a number makes every metric not a number, whatever its formula: a broken network never gets a good score.
/// A metric of your own is three lines: <see cref="Mean(string, Func{Tensor, Tensor, Tensor}, bool)"/>.
/// </remarks>
public abstract partial record Metric
{
    /// <summary>The kinds of metrics that files can hold. Register those of your own.</summary>
    public static KindTable<Metric> Kinds => MetricKinds.Table;

    /// <summary>Every metric that needs no number of classes or share to be given, with its default settings.</summary>
    public static IReadOnlyList<Metric> All => Kinds.Defaults();

    /// <summary>
    /// The metric of a name as Keras writes it or abbreviates it, with its default settings; case, hyphens and underscores do not matter. The name of a
    /// loss is its mean.
    /// </summary>
    /// <param name="name"><c>"accuracy"</c>, <c>"auc"</c>, <c>"pr_auc"</c>, <c>"f1_score"</c>, <c>"rmse"</c> …</param>
    /// <exception cref="ArgumentException">There is none of that name; the message suggests one and lists those there are.</exception>
    public static Metric Get(string name) => Kinds.Get(name);

    /// <summary>The name in histories and tables, as Keras writes it: <c>"accuracy"</c>. Another one: <see cref="As"/>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether larger is better (accuracy) or smaller (errors).</summary>
    public abstract bool LargerIsBetter { get; }

    /// <summary>The sums of a batch: a Float32 tensor of one axis.</summary>
    /// <param name="yTrue">Targets.</param>
    /// <param name="yPred">Predictions.</param>
    /// <param name="weights">One weight per row, shape <c>(batch)</c>; ones if no weights were given.</param>
    public abstract Tensor Sums(Tensor yTrue, Tensor yPred, Tensor weights);

    /// <summary>The value of the metric, from the sums over all batches.</summary>
    public abstract double Result(ReadOnlySpan<double> totals);

    /// <summary>What the value is made of: a number for each class, output or threshold. Empty if the metric has none.</summary>
    /// <param name="totals">The sums over all batches.</param>
    public virtual double[] Parts(ReadOnlySpan<double> totals) => [];

    /// <summary>The same metric under another name: two of a kind in one model need two names.</summary>
    /// <param name="name">The name in histories and tables: <c>"pr_auc"</c>.</param>
    public Metric As(string name) => name == Name ? this : new RenamedMetric(this is RenamedMetric renamed ? renamed.Metric : this, name);

    /// <summary>The value for these rows, computed now.</summary>
    /// <param name="yTrue">Targets.</param>
    /// <param name="yPred">Predictions.</param>
    /// <param name="weights">One weight per row, or one per step in the shape of the predictions without their last axis; null for ones.</param>
    public double Compute(Tensor yTrue, Tensor yPred, Tensor? weights = null) => ResultOrNaN(SumsOrNaN(yTrue, yPred, weights).ToDoubles());

    /// <summary>Whether predictions are taken as probabilities, by a threshold of 0.5 or the like: those of a loss of logits are made such first.</summary>
    internal virtual bool ReadsProbabilities => false;

    /// <summary>
    /// Whether steps that a <see cref="Tensor.Mask"/> leaves out do not count. Keras' own metrics count them unless they are means over rows.
    /// </summary>
    private protected virtual bool UsesMasks => true;

    /// <summary>Which rows count where weights or a mask are given; null if all do.</summary>
    private protected virtual Tensor? Counting(Tensor yTrue, Tensor yPred) => null;

    /// <summary>Whether rows may not count: <see cref="Counting"/> says which.</summary>
    private protected virtual bool LeavesOut => false;

    /// <summary>
    /// The sums of a batch; NaN if a prediction or target is. If the predictions have a <see cref="Tensor.Mask"/>, each step is a row of its own, and has
    /// weight 0 if it does not count.
    /// </summary>
    internal virtual Tensor SumsOrNaN(Tensor yTrue, Tensor yPred, Tensor? weights)
    {
        Tensor? mask = UsesMasks ? yPred.Mask : null;
        bool weighs = weights is not null || mask is not null;
        weights ??= Tensor.Ones([yPred.Rank == 0 ? 1 : yPred.Shape[0]]);
        if (weighs && LeavesOut || JudgedRows.AreSteps(yPred, mask, weights))
        {
            JudgedRows rows = JudgedRows.Of(yTrue, yPred, mask, weights, LeavesOut ? Math.Max(1, yPred.Rank - 1) : 1);
            (yTrue, yPred, weights) = (rows.YTrue, rows.YPred, rows.Weights!);
            if (weighs && Counting(yTrue, yPred) is { } counts) { weights = Tensor.Where(counts, weights, Tensor.Scalar(0, weights.DType)); }
        }

        return Sums(yTrue, yPred, weights).Cast(DType.Float32) + (NotNumbers(yPred) + NotNumbers(yTrue));
    }

    /// <summary>The value; NaN if one of the totals is.</summary>
    internal double ResultOrNaN(ReadOnlySpan<double> totals) => HasNaN(totals) ? double.NaN : Result(totals);

    /// <summary>The parts; NaN if one of the totals is.</summary>
    internal double[] PartsOrNaN(ReadOnlySpan<double> totals)
    {
        double[] parts = Parts(totals);
        if (HasNaN(totals)) { Array.Fill(parts, double.NaN); }
        return parts;
    }

    private static bool HasNaN(ReadOnlySpan<double> totals)
    {
        foreach (double total in totals)
        {
            if (double.IsNaN(total)) { return true; }
        }

        return false;
    }

    /// <summary>0, or NaN if an element is NaN.</summary>
    private static Tensor NotNumbers(Tensor x) => x.DType.IsFloat
        ? Tensor.Where(x.EqualTo(x), Tensor.Scalar(0, x.DType), Tensor.Scalar(double.NaN, x.DType)).Sum().Cast(DType.Float32)
        : Tensor.Scalar(0);
}
