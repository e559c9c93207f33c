using Hebb.Configuration;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// Brings each feature to mean β and standard deviation γ: <c>γ · (x − mean) / √(variance + ε) + β</c>. While training, mean and variance are those
/// of the batch, and running means of them are kept; afterwards the running means are used. Allows higher learning rates and prevents vanishing
/// gradients (Ioffe and Szegedy, 2015).
/// </summary>
/// <remarks>
/// Input and output have the same shape. Weights, each of the axis' extent: gamma, beta, moving_mean, moving_variance. A frozen layer
/// (<see cref="Layer.Trainable"/> false) uses the running means in training too. Steps that do not count (<see cref="Tensor.Mask"/>) are
/// left out of the batch's moments.
/// </remarks>
public sealed class BatchNormalization : AffineNormalization
{
    internal static Kind<BatchNormalization> Kind { get; } = new("BatchNormalization", c => new(c));

    private int _axis;
    private Parameter? _movingMean, _movingVariance;

    /// <summary>A normalization of batches.</summary>
    public BatchNormalization() { }

    private BatchNormalization(IConfig<BatchNormalization> c) : base(c)
    {
        c.Refuse("synchronized", "renorm");
        Axis = c.Setting("axis", l => l.Axis, axis => axis, node => node.Ints("axis") is [int axis] ? axis : -1);
        Momentum = c.Number("momentum", l => l.Momentum, 0.99);
        c.WriteOnly("moving_mean_initializer", Initializer.Kinds.Write(Initializer.Zeros));
        c.WriteOnly("moving_variance_initializer", Initializer.Kinds.Write(Initializer.Ones));
        c.WriteOnly("synchronized", false);
    }

    /// <summary>The axis of the features; each has its own mean and variance over all other axes.</summary>
    public int Axis { get; init; } = -1;

    /// <summary>How much of the running means stays at each step. Range: from 0 to 1.</summary>
    public double Momentum { get; init => field = SettingRange.Share(value); } = 0.99;

    /// <inheritdoc/>
    internal override bool LearnsFromBatches => true;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        _axis = input.Axis(Axis);
        Shape features = [input[_axis]];
        AddGammaAndBeta(features, Scale, Center);
        _movingMean = AddParameter("moving_mean", features, Initializer.Zeros, trainable: false);
        _movingVariance = AddParameter("moving_variance", features, Initializer.Ones, trainable: false);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        Parameter movingMean = _movingMean!, movingVariance = _movingVariance!;
        Shape aligned = Aligned(this, x.Shape, [_axis], movingMean.Shape);
        Tensor mean = movingMean.Value.Reshape(aligned), variance = movingVariance.Value.Reshape(aligned);
        if (training && IsTrained)
        {
            int[] others = [.. Enumerable.Range(0, x.Rank).Where(axis => axis != _axis)];
            (Tensor oldMean, Tensor oldVariance) = (mean, variance);
            (mean, variance) = Moments(x, others);
            movingMean.Assign((oldMean * Momentum + mean.StopGradient() * (1 - Momentum)).Reshape(movingMean.Shape));
            movingVariance.Assign((oldVariance * Momentum + variance.StopGradient() * (1 - Momentum)).Reshape(movingVariance.Shape));
        }

        return ScaleAndShift((x - mean) / (variance + Epsilon).Sqrt(), aligned);
    }

    private static (Tensor Mean, Tensor Variance) Moments(Tensor x, int[] axes)
    {
        if (x.Mask is not { } mask) { return (x.Mean(axes, keepDims: true), x.Variance(axes, keepDims: true)); }
        Tensor counts = mask.Reshape([.. mask.Shape.Dimensions, .. Enumerable.Repeat(1, x.Rank - mask.Rank)]).BroadcastTo(x.Shape),
            zero = Tensor.Scalar(0, x.DType);
        Tensor number = counts.Cast(x.DType).Sum(axes, keepDims: true).Maximum(1);
        Tensor mean = Tensor.Where(counts, x, zero).Sum(axes, keepDims: true) / number;
        return (mean, Tensor.Where(counts, (x - mean).Square(), zero).Sum(axes, keepDims: true) / number);
    }
}
