using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>The mean intersection over union of all classes, from class numbers.</summary>
/// <param name="NumClasses">The number of classes.</param>
public sealed record MeanIoU(int NumClasses) : IoU(NumClasses)
{
    /// <inheritdoc/>
    public override string Name => "mean_io_u";
}

/// <summary>Intersection over union of classes, from one-hot targets and scores.</summary>
public record OneHotIoU : IoU
{
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
    /// <inheritdoc/>
    public override string Name => "one_hot_mean_io_u";
}

/// <summary>Intersection over union of no and yes: scores of at least the threshold are class 1.</summary>
public sealed record BinaryIoU() : IoU(2)
{
    /// <inheritdoc/>
    public override string Name => "binary_io_u";

    /// <inheritdoc/>
    private protected override (Tensor Truth, Tensor Said) Answers(Tensor yTrue, Tensor yPred) =>
        (NoYes(Targets.Match(Name, yTrue, yPred) > 0.5), NoYes(yPred >= Threshold));
}
