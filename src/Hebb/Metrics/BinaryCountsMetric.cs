using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>
/// A metric from the four counts of right and wrong yes-or-no answers, over all elements of the predictions: with several classes, each score is such an
/// answer. Targets are 0 and 1, one-hot or class numbers.
/// </summary>
/// <param name="Threshold">What a prediction must exceed to be a yes; by default 0.5.</param>
public abstract record BinaryCountsMetric(double? Threshold = null) : Metric
{
    private const double Half = 0.5;

    /// <summary>What a prediction must exceed to be a yes; null for 0.5. Range: any finite number.</summary>
    public double? Threshold { get; init => field = SettingRange.Finite(value); } = SettingRange.Finite(Threshold);

    private const int Counts = 4;

    /// <summary>Several thresholds instead of one: <see cref="Metric.Parts"/> has a number for each, and the value is that of the first.</summary>
    public IReadOnlyList<double>? Thresholds
    {
        get;
        init => field = value is { Count: 0 } || value?.All(double.IsFinite) == false
            ? throw new ArgumentException("Thresholds are finite numbers: give at least one, or null for 0.5.", nameof(Thresholds))
            : value;
    }

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    /// <summary>Only so many of a row's scores can be a yes.</summary>
    private protected int? Top { get; init; }

    /// <summary>Only this class is judged.</summary>
    private protected int? Class { get; init; }

    /// <summary>The setting "thresholds" is one number, several, or null for the default: this reads one, and writes all.</summary>
    private protected static double? OneThreshold(IConfig<BinaryCountsMetric> c)
    {
        c.WriteOnly("thresholds", c.Instance?.Thresholds is { } several ? new JsonArray([.. several.Select(t => (JsonNode)t)]) : c.Instance?.Threshold);
        return c.Node.Numbers("thresholds") is [var one] ? one : null;
    }

    /// <summary>Several thresholds; null for one or none.</summary>
    private protected static double[]? SeveralThresholds(IConfig<BinaryCountsMetric> c) =>
        c.Node.Has("thresholds") && c.Node.Numbers("thresholds") is { Length: not 1 } several ? several : null;

    /// <summary>As in Keras, steps that a mask leaves out count: give them a weight of 0.</summary>
    private protected sealed override bool UsesMasks => false;

    /// <inheritdoc/>
    internal sealed override bool ReadsProbabilities => Threshold is null && Thresholds is null && Top is null;

    /// <inheritdoc/>
    public sealed override Tensor Sums(Tensor yTrue, Tensor yPred, Tensor weights)
    {
        // The largest scores of predictions without rows are those of the batch, as in Keras.
        int classes = Top is not null && yPred.Rank == 1 ? yPred.Shape[0] : Targets.Classes(yPred.Shape);
        Tensor truth = Targets.Rows(Targets.IsPositive(Name, yTrue, yPred), classes), scores = Targets.Rows(yPred, classes);
        Tensor w = Targets.Rows(Targets.Weights(weights, yPred), classes), zero = Tensor.Scalar(0, yPred.DType);
        Tensor? among = Top is { } k ? AmongLargest(scores, k) : null;
        if (Class is { } one)
        {
            if (one < 0 || one >= classes)
            {
                throw new ShapeException($"{Name} judges class {one}, but the predictions {yPred.Shape} have the classes 0 to {classes - 1}.");
            }

            (truth, scores, w, among) = (Column(truth), Column(scores), Column(w), among is null ? null : Column(among));
            Tensor Column(Tensor x) => x.Slice(1, one..(one + 1));
        }

        return Tensor.Stack([.. EffectiveThresholds().SelectMany(CountsAt)]);

        Tensor[] CountsAt(double? threshold)
        {
            Tensor said = threshold is { } least ? among is null ? scores > least : (scores > least) & among : among!;
            return [Count(truth & said), Count(!truth & said), Count(!truth & !said), Count(truth & !said)];
        }

        Tensor Count(Tensor which) => Tensor.Where(which, w, zero).Sum();
    }

    /// <inheritdoc/>
    public sealed override double Result(ReadOnlySpan<double> totals) => At(totals, 0);

    /// <inheritdoc/>
    public sealed override double[] Parts(ReadOnlySpan<double> totals)
    {
        double[] parts = new double[Thresholds?.Count ?? 0];
        for (int i = 0; i < parts.Length; i++) { parts[i] = At(totals, i); }
        return parts;
    }

    /// <summary>The metric from the weighted counts.</summary>
    protected abstract double Result(double truePositives, double falsePositives, double trueNegatives, double falseNegatives);

    /// <summary>A share of nothing is 0, as in Keras.</summary>
    private protected static double Share(double part, double whole) => whole == 0 ? 0 : part / whole;

    /// <summary>Null stands for no threshold at all.</summary>
    private IEnumerable<double?> EffectiveThresholds() => Thresholds?.Select(threshold => (double?)threshold) ?? [Threshold ?? (Top is null ? Half : null)];

    private double At(ReadOnlySpan<double> totals, int threshold)
    {
        ReadOnlySpan<double> counts = totals.Slice(threshold * Counts, Counts);
        return Result(counts[0], counts[1], counts[2], counts[3]);
    }

    /// <summary>Whether fewer than k scores of a row come before a score: larger ones, and equal ones in front of it.</summary>
    private static Tensor AmongLargest(Tensor scores, int k)
    {
        Tensor index = Tensor.Range(scores.Shape[1]), mine = scores.ExpandDims(2), others = scores.ExpandDims(1);
        Tensor tied = others.EqualTo(mine) & (index.ExpandDims(0) < index.ExpandDims(1)).ExpandDims(0);
        return ((others > mine) | tied).Cast(DType.Float32).Sum(2) < k;
    }
}
