using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Constraints;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// What separable convolutions have in common: a depthwise convolution that looks around in each channel, then a pointwise one that mixes channels. Nearly as good as a full
/// convolution for a fraction of its weights (Chollet, 2017).
/// </summary>
public abstract class SeparableLayer : SpatialLayer
{
    private Parameter? _depthwise, _pointwise, _bias;

    /// <summary>A separable convolution over so many axes.</summary>
    private protected SeparableLayer(int axes, int filters, Extents kernelSize, Activation? activation, bool useBias)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filters, 1);
        _ = kernelSize.For(axes);
        (Axes, Filters, KernelSize, Activation, UseBias) = (axes, filters, kernelSize, activation, useBias);
    }

    /// <summary>A separable convolution of its settings.</summary>
    private protected SeparableLayer(int axes, IConfig<SeparableLayer> c) : this(
        axes, c.Int("filters", l => l.Filters), c.Size("kernel_size", l => l.KernelSize, axes),
        c.Activation("activation", l => l.Activation), c.Flag("use_bias", l => l.UseBias, true))
    {
        c.Refuse("lora_rank");
        c.Always("activity_regularizer", null);
        DepthMultiplier = c.Int("depth_multiplier", l => l.DepthMultiplier, 1);
        Strides = c.Size("strides", l => l.Strides, axes);
        Padding = c.Padding(l => l.Padding);
        DataFormat = c.DataFormat(l => l.DataFormat);
        DilationRate = c.Size("dilation_rate", l => l.DilationRate, axes);
        DepthwiseInitializer = c.Initializer("depthwise_initializer", l => l.DepthwiseInitializer, Initializer.GlorotUniform);
        DepthwiseRegularizer = c.Regularizer("depthwise_regularizer", l => l.DepthwiseRegularizer);
        DepthwiseConstraint = c.Constraint("depthwise_constraint", l => l.DepthwiseConstraint);
        PointwiseInitializer = c.Initializer("pointwise_initializer", l => l.PointwiseInitializer, Initializer.GlorotUniform);
        PointwiseRegularizer = c.Regularizer("pointwise_regularizer", l => l.PointwiseRegularizer);
        PointwiseConstraint = c.Constraint("pointwise_constraint", l => l.PointwiseConstraint);
        BiasInitializer = c.Initializer("bias_initializer", l => l.BiasInitializer, Initializer.Zeros);
        BiasRegularizer = c.Regularizer("bias_regularizer", l => l.BiasRegularizer);
        BiasConstraint = c.Constraint("bias_constraint", l => l.BiasConstraint);
    }

    /// <summary>The number of spatial axes.</summary>
    public int Axes { get; }

    /// <summary>Channels of the result.</summary>
    public int Filters { get; }

    /// <summary>The extents of a depthwise filter.</summary>
    public Extents KernelSize { get; }

    /// <summary>The function applied to the result; null for none.</summary>
    public Activation? Activation { get; }

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias { get; }

    /// <summary>Depthwise filters of each channel.</summary>
    public int DepthMultiplier { get; init; } = 1;

    /// <summary>Steps from one position to the next.</summary>
    public Extents Strides { get; init; } = 1;

    /// <summary>What lies beyond the edges: nothing by default.</summary>
    public Padding Padding { get; init; } = Padding.Valid;

    /// <summary>Steps from one tap of a filter to the next.</summary>
    public Extents DilationRate { get; init; } = 1;

    /// <summary>The starting values of the depthwise filters.</summary>
    public Initializer DepthwiseInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>The starting values of the pointwise filters.</summary>
    public Initializer PointwiseInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>The starting values of the bias.</summary>
    public Initializer BiasInitializer { get; init; } = Initializer.Zeros;

    /// <summary>The penalty on the depthwise filters.</summary>
    public Regularizer? DepthwiseRegularizer { get; init; }

    /// <summary>The penalty on the pointwise filters.</summary>
    public Regularizer? PointwiseRegularizer { get; init; }

    /// <summary>The penalty on the bias.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>What the depthwise filters must satisfy after each step.</summary>
    public Constraint? DepthwiseConstraint { get; init; }

    /// <summary>What the pointwise filters must satisfy after each step.</summary>
    public Constraint? PointwiseConstraint { get; init; }

    /// <summary>What the bias must satisfy after each step.</summary>
    public Constraint? BiasConstraint { get; init; }

    /// <inheritdoc/>
    private protected override void BuildLast(Shape input)
    {
        if (input.Rank != Axes + 2) { throw new ShapeException($"{this} expects inputs of {Axes + 2} axes, the last for channels, but got shape {input}."); }
        _depthwise = AddParameter("depthwise_kernel", [.. KernelSize.For(Axes), input[^1], DepthMultiplier], DepthwiseInitializer, regularizer: DepthwiseRegularizer, constraint: DepthwiseConstraint);
        Shape points = [.. Enumerable.Repeat(1, Axes), input[^1] * DepthMultiplier, Filters];
        _pointwise = AddParameter("pointwise_kernel", points, PointwiseInitializer, regularizer: PointwiseRegularizer, constraint: PointwiseConstraint);
        if (UseBias) { _bias = AddParameter("bias", [Filters], BiasInitializer, regularizer: BiasRegularizer, constraint: BiasConstraint); }
    }

    /// <inheritdoc/>
    private protected override Tensor ForwardLast(Tensor x, bool training)
    {
        Tensor y = DepthwiseLayer.Depthwise(this, x, _depthwise!.Value, Padding, Strides.For(Axes), DilationRate.For(Axes)).Convolve(_pointwise!.Value);
        if (_bias is not null) { y += _bias.Value; }
        return Activation is null ? y : Activation.Apply(y);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name}({Filters}, {KernelSize})";
}
