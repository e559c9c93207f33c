using Hebb.Configuration;
using Hebb.Losses;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>
/// Intersection over union, tp / (tp + fp + fn), of each class, and their mean over the classes that occur. Targets and predictions are class numbers, as
/// maps of
/// pixels have them; for scores there is <see cref="OneHotIoU"/>.
/// </summary>
/// <param name="NumClasses">The number of classes, at least 2.</param>
public record IoU(int NumClasses) : ConfusionMatrixMetric
{
    internal static Kind<IoU> Kind { get; } = new(
        "IoU",
        c => new(c.Int("num_classes", m => m.NumClasses))
        {
            TargetClassIds = ReadIds(c),
            IgnoreClass = ReadIgnored(c),
            SparseYTrue = ReadTruth(c),
            SparseYPred = ReadSaid(c),
        });

    /// <inheritdoc/>
    public override string Name => "io_u";

    /// <summary>The number of classes.</summary>
    public int NumClasses { get; } = NumClasses >= 2
        ? NumClasses
        : throw new ArgumentOutOfRangeException(nameof(NumClasses), NumClasses, "There are at least two classes.");

    /// <summary>The classes whose mean is the value, and whose numbers are <see cref="Metric.Parts"/>; null for all.</summary>
    public IReadOnlyList<int>? TargetClassIds
    {
        get;
        init => field = value is null || value.Count > 0 && value.All(id => id >= 0 && id < NumClasses)
            ? value
            : throw new ArgumentException($"Expected some of the classes 0 to {NumClasses - 1}, but got [{string.Join(", ", value)}].", nameof(TargetClassIds));
    }

    /// <summary>Targets of this number are left out: unknown classes, often −1 or 255.</summary>
    public int? IgnoreClass { get; init; }

    /// <inheritdoc/>
    internal override bool ReadsProbabilities => false;

    /// <summary>Whether targets are class numbers; otherwise the largest of scores along the last axis.</summary>
    public bool SparseYTrue { get; init; } = true;

    /// <summary>Whether predictions are class numbers; otherwise the largest of scores along the last axis.</summary>
    public bool SparseYPred { get; init; } = true;

    /// <summary>As in Keras, steps that a mask leaves out count: give them a weight of 0.</summary>
    private protected sealed override bool UsesMasks => false;

    /// <inheritdoc/>
    private protected override (Tensor Truth, Tensor Said) Answers(Tensor yTrue, Tensor yPred)
    {
        Shape rows = SparseYPred ? yPred.Shape : yPred.Shape[..^1], targets = SparseYTrue ? yTrue.Shape : yTrue.Shape[..^1];
        if (!Targets.Fits(targets, rows) || !SparseYPred && yPred.Shape[^1] != NumClasses || !SparseYTrue && yTrue.Shape[^1] != NumClasses)
        {
            throw new ShapeException(
                $"{Name} of {NumClasses} classes takes {(SparseYTrue ? "class numbers" : "scores")} as targets "
                + $"and {(SparseYPred ? "class numbers" : "scores")} as predictions, "
                + $"but got {yTrue.Shape} and {yPred.Shape}. OneHotMeanIoU takes scores; SparseYTrue and SparseYPred say which is what.");
        }

        Tensor truth = SparseYTrue ? yTrue : yTrue.ArgMax(-1), said = SparseYPred ? yPred : yPred.ArgMax(-1);
        Tensor? counts = IgnoreClass is { } ignored ? truth.NotEqualTo(Tensor.Scalar(ignored, truth.DType)) : null;
        if (counts is not null) { truth = Tensor.Where(counts, truth, Tensor.Scalar(0, truth.DType)); }
        Tensor truthMask = ClassMask.Of(truth.Reshape([checked((int)truth.Size)]), NumClasses);
        if (counts is not null) { truthMask &= counts.Reshape([truthMask.Shape[0], 1]); }
        return (truthMask, ClassMask.Of(said.Reshape([checked((int)said.Size)]), NumClasses));
    }

    /// <inheritdoc/>
    private protected override double Result(in ClassMatrix matrix)
    {
        double sum = 0;
        int present = 0;
        foreach (int id in Ids())
        {
            double union = Union(matrix, id);
            if (union == 0) { continue; }
            sum += matrix[id, id] / union;
            present++;
        }

        return present == 0 ? 0 : sum / present;
    }

    /// <inheritdoc/>
    private protected override double[] Parts(in ClassMatrix matrix)
    {
        List<double> parts = [];
        foreach (int id in Ids()) { parts.Add(Union(matrix, id) is var union && union == 0 ? 0 : matrix[id, id] / union); }
        return [.. parts];
    }

    private IEnumerable<int> Ids() => TargetClassIds ?? Enumerable.Range(0, NumClasses);

    private static double Union(in ClassMatrix matrix, int id) => matrix.Truth(id) + matrix.Said(id) - matrix[id, id];

    /// <summary>All classes are written one by one, as Keras wants them.</summary>
    private protected static IReadOnlyList<int>? ReadIds(IConfig<IoU> c) =>
        c.IntsOrNull("target_class_ids", m => m.TargetClassIds ?? [.. Enumerable.Range(0, m.NumClasses)]);

    private protected static int? ReadIgnored(IConfig<IoU> c) => c.IntOrNull("ignore_class", m => m.IgnoreClass);

    private protected static bool ReadTruth(IConfig<IoU> c) => c.Flag("sparse_y_true", m => m.SparseYTrue, true);

    private protected static bool ReadSaid(IConfig<IoU> c, bool missing = true)
    {
        c.Always("axis", -1);
        return c.Flag("sparse_y_pred", m => m.SparseYPred, missing);
    }
}
