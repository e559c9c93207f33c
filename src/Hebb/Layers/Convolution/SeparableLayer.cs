using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Constraints;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// What separable convolutions have in common: a depthwise convolution that looks around in each channel, then a pointwise one that mixes channels. Nearly as
/// good as a full convolution for a fraction of its weights (Chollet, 2017).
/// </summary>
public abstract class SeparableLayer : FilterLayer
{
    private Parameter? _depthwise, _pointwise;

    /// <summary>A separable convolution over so many axes.</summary>
    private protected SeparableLayer(int axes, int filters, Extents kernelSize, Activation? activation, bool useBias)
        : base(axes, kernelSize, activation, useBias) =>
        Filters = Count(filters);

    /// <summary>A separable convolution of its settings.</summary>
    private protected SeparableLayer(int axes, IConfig<SeparableLayer> c) : base(axes, c)
    {
        Filters = Count(c.Int("filters", l => l.Filters));
        DepthMultiplier = c.Int("depth_multiplier", l => l.DepthMultiplier, 1);
        DepthwiseInitializer = c.Initializer("depthwise_initializer", l => l.DepthwiseInitializer, Initializer.GlorotUniform);
        DepthwiseRegularizer = c.Regularizer("depthwise_regularizer", l => l.DepthwiseRegularizer);
        DepthwiseConstraint = c.Constraint("depthwise_constraint", l => l.DepthwiseConstraint);
        PointwiseInitializer = c.Initializer("pointwise_initializer", l => l.PointwiseInitializer, Initializer.GlorotUniform);
        PointwiseRegularizer = c.Regularizer("pointwise_regularizer", l => l.PointwiseRegularizer);
        PointwiseConstraint = c.Constraint("pointwise_constraint", l => l.PointwiseConstraint);
    }

    /// <summary>Channels of the result.</summary>
    public int Filters { get; }

    /// <summary>Depthwise filters of each channel. Range: 1 or more.</summary>
    public int DepthMultiplier { get; init => field = SettingRange.AtLeast(1, value); } = 1;

    /// <summary>The starting values of the depthwise filters.</summary>
    public Initializer DepthwiseInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>The starting values of the pointwise filters.</summary>
    public Initializer PointwiseInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>The penalty on the depthwise filters.</summary>
    public Regularizer? DepthwiseRegularizer { get; init; }

    /// <summary>The penalty on the pointwise filters.</summary>
    public Regularizer? PointwiseRegularizer { get; init; }

    /// <summary>What the depthwise filters must satisfy after each step.</summary>
    public Constraint? DepthwiseConstraint { get; init; }

    /// <summary>What the pointwise filters must satisfy after each step.</summary>
    public Constraint? PointwiseConstraint { get; init; }

    /// <inheritdoc/>
    private protected override void BuildLast(Shape input)
    {
        if (input.Rank != Axes + 2) { throw new ShapeException($"{this} expects inputs of {Axes + 2} axes, the last for channels, but got shape {input}."); }
        _depthwise = AddParameter(
            "depthwise_kernel",
            [.. KernelSize.For(Axes), input[^1], DepthMultiplier],
            DepthwiseInitializer,
            regularizer: DepthwiseRegularizer,
            constraint: DepthwiseConstraint);
        Shape points = [.. Enumerable.Repeat(1, Axes), checked(input[^1] * DepthMultiplier), Filters];
        _pointwise = AddParameter("pointwise_kernel", points, PointwiseInitializer, regularizer: PointwiseRegularizer, constraint: PointwiseConstraint);
        AddBias(Filters);
    }

    /// <inheritdoc/>
    private protected override Tensor ForwardLast(Tensor x, bool training)
    {
        Tensor y = DepthwiseLayer.Depthwise(this, x, _depthwise!.Value, Padding, Strides.For(Axes), DilationRate.For(Axes)).Convolve(_pointwise!.Value);
        return Activated(y);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name}({Filters}, {KernelSize})";
}
