using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// Brings each feature to mean β and standard deviation γ: <c>γ · (x − mean) / √(variance + ε) + β</c>. While training, mean and variance are those of the batch, and running means of
/// them are kept; afterwards the running means are used. Allows higher learning rates and cures vanishing gradients (Ioffe and Szegedy, 2015).
/// </summary>
/// <remarks>
/// Input and output have the same shape. Weights, each of the axis' extent: gamma, beta, moving_mean, moving_variance. A frozen layer (<see cref="Layer.Trainable"/> false)
/// uses the running means in training too.
/// </remarks>
public sealed class BatchNormalization : Layer
{
    private int _axis;
    private Parameter? _gamma, _beta, _movingMean, _movingVariance;

    /// <summary>The axis of the features; each has its own mean and variance over all other axes.</summary>
    public int Axis { get; init; } = -1;

    /// <summary>How much of the running means stays at each step.</summary>
    public double Momentum { get; init; } = 0.99;

    /// <summary>Added to the variance, so that a constant feature is not divided by 0.</summary>
    public double Epsilon { get; init; } = 1e-3;

    /// <summary>Whether there is a β.</summary>
    public bool Center { get; init; } = true;

    /// <summary>Whether there is a γ. A ReLU behind the layer followed by a linear layer makes it unnecessary.</summary>
    public bool Scale { get; init; } = true;

    /// <summary>The starting values of β.</summary>
    public Initializer BetaInitializer { get; init; } = Initializer.Zeros;

    /// <summary>The starting values of γ.</summary>
    public Initializer GammaInitializer { get; init; } = Initializer.Ones;

    /// <summary>A penalty on β.</summary>
    public Regularizer? BetaRegularizer { get; init; }

    /// <summary>A penalty on γ.</summary>
    public Regularizer? GammaRegularizer { get; init; }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        _axis = input.Axis(Axis);
        Shape features = [input[_axis]];
        if (Scale) { _gamma = AddParameter("gamma", features, GammaInitializer, regularizer: GammaRegularizer); }
        if (Center) { _beta = AddParameter("beta", features, BetaInitializer, regularizer: BetaRegularizer); }
        _movingMean = AddParameter("moving_mean", features, Initializer.Zeros, trainable: false);
        _movingVariance = AddParameter("moving_variance", features, Initializer.Ones, trainable: false);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        Parameter movingMean = _movingMean!, movingVariance = _movingVariance!;
        int features = checked((int)movingMean.Size);
        if (_axis >= x.Rank || x.Shape[_axis] != features)
        {
            throw new ShapeException($"{Name ?? DefaultName} was built for {features} features on axis {_axis}, but got shape {x.Shape}.");
        }

        int[] ones = [.. Enumerable.Repeat(1, x.Rank)];
        ones[_axis] = features;
        Shape aligned = Shape.Create(ones);
        Tensor mean = movingMean.Value.Reshape(aligned), variance = movingVariance.Value.Reshape(aligned);
        if (training && Trainable)
        {
            int[] others = [.. Enumerable.Range(0, x.Rank).Where(axis => axis != _axis)];
            (Tensor oldMean, Tensor oldVariance) = (mean, variance);
            mean = x.Mean(others, keepDims: true);
            variance = x.Variance(others, keepDims: true);
            movingMean.Assign((oldMean * Momentum + mean.StopGradient() * (1 - Momentum)).Reshape(movingMean.Shape));
            movingVariance.Assign((oldVariance * Momentum + variance.StopGradient() * (1 - Momentum)).Reshape(movingVariance.Shape));
        }

        Tensor y = (x - mean) / (variance + Epsilon).Sqrt();
        if (_gamma is not null) { y *= _gamma.Value.Reshape(aligned); }
        return _beta is null ? y : y + _beta.Value.Reshape(aligned);
    }
}
