using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>The mean intersection over union of all classes, from class numbers.</summary>
/// <param name="NumClasses">The number of classes.</param>
public sealed record MeanIoU(int NumClasses) : IoU(NumClasses)
{
    internal static new Kind<MeanIoU> Kind { get; } = new(
        "MeanIoU", c => new(c.Int("num_classes", m => m.NumClasses)) { IgnoreClass = ReadIgnored(c), SparseYTrue = ReadTruth(c), SparseYPred = ReadSaid(c) });

    /// <inheritdoc/>
    public override string Name => "mean_io_u";
}

/// <summary>Intersection over union of classes, from one-hot targets and scores.</summary>
public record OneHotIoU : IoU
{
    internal static new Kind<OneHotIoU> Kind { get; } = new(
        "OneHotIoU",
        c => new(c.Int("num_classes", m => m.NumClasses)) { TargetClassIds = ReadIds(c), IgnoreClass = ReadIgnored(c), SparseYPred = ReadSaid(c, false) });

    /// <summary>A metric for so many classes.</summary>
    /// <param name="numClasses">The number of classes, at least 2.</param>
    public OneHotIoU(int numClasses) : base(numClasses) => (SparseYTrue, SparseYPred) = (false, false);

    /// <inheritdoc/>
    public override string Name => "one_hot_io_u";
}

/// <summary>The mean intersection over union of all classes, from one-hot targets and scores.</summary>
/// <param name="NumClasses">The number of classes.</param>
public sealed record OneHotMeanIoU(int NumClasses) : OneHotIoU(NumClasses)
{
    internal static new Kind<OneHotMeanIoU> Kind { get; } =
        new("OneHotMeanIoU", c => new(c.Int("num_classes", m => m.NumClasses)) { IgnoreClass = ReadIgnored(c), SparseYPred = ReadSaid(c, false) });

    /// <inheritdoc/>
    public override string Name => "one_hot_mean_io_u";
}

/// <summary>Intersection over union of no and yes: scores of at least the threshold are class 1.</summary>
public sealed record BinaryIoU() : IoU(2)
{
    internal static new Kind<BinaryIoU> Kind { get; } =
        new("BinaryIoU", c => new() { TargetClassIds = ReadIds(c), Threshold = c.Number("threshold", m => m.Threshold, 0.5) });

    /// <inheritdoc/>
    public override string Name => "binary_io_u";

    /// <inheritdoc/>
    internal override bool ReadsProbabilities => Threshold == 0.5;

    /// <inheritdoc/>
    private protected override (Tensor Truth, Tensor Said) Answers(Tensor yTrue, Tensor yPred) =>
        (NoYes(Targets.Match(Name, yTrue, yPred) > 0.5), NoYes(yPred >= Threshold));
}
