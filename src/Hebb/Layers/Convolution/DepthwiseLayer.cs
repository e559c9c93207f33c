using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Constraints;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// What depthwise convolutions have in common: every channel has its own <see cref="DepthMultiplier"/> filters and sees no other channel: (batch, spatial axes,
/// channels) becomes (batch, positions, channels · multiplier). Few weights and operations (Howard et al., 2017).
/// </summary>
public abstract class DepthwiseLayer : FilterLayer
{
    private Parameter? _kernel;

    /// <summary>A depthwise convolution over so many axes.</summary>
    private protected DepthwiseLayer(int axes, Extents kernelSize, Activation? activation, bool useBias) : base(axes, kernelSize, activation, useBias) { }

    /// <summary>A depthwise convolution of its settings.</summary>
    private protected DepthwiseLayer(int axes, IConfig<DepthwiseLayer> c) : base(axes, c)
    {
        DepthMultiplier = c.Int("depth_multiplier", l => l.DepthMultiplier, 1);
        DepthwiseInitializer = c.Initializer("depthwise_initializer", l => l.DepthwiseInitializer, Initializer.GlorotUniform);
        DepthwiseRegularizer = c.Regularizer("depthwise_regularizer", l => l.DepthwiseRegularizer);
        DepthwiseConstraint = c.Constraint("depthwise_constraint", l => l.DepthwiseConstraint);
    }

    /// <summary>Filters of each channel. Range: 1 or more.</summary>
    public int DepthMultiplier { get; init => field = SettingRange.AtLeast(1, value); } = 1;

    /// <summary>The starting values of the filters.</summary>
    public Initializer DepthwiseInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>The penalty on the filters.</summary>
    public Regularizer? DepthwiseRegularizer { get; init; }

    /// <summary>What the filters must satisfy after each step.</summary>
    public Constraint? DepthwiseConstraint { get; init; }

    /// <inheritdoc/>
    private protected override void BuildLast(Shape input)
    {
        if (input.Rank != Axes + 2) { throw new ShapeException($"{this} expects inputs of {Axes + 2} axes, the last for channels, but got shape {input}."); }
        _kernel = AddParameter(
            "kernel",
            [.. KernelSize.For(Axes), input[^1], DepthMultiplier],
            DepthwiseInitializer,
            regularizer: DepthwiseRegularizer,
            constraint: DepthwiseConstraint);
        AddBias(checked(input[^1] * DepthMultiplier));
    }

    /// <inheritdoc/>
    private protected override Tensor ForwardLast(Tensor x, bool training)
    {
        Tensor y = Depthwise(this, x, _kernel!.Value, Padding, Strides.For(Axes), DilationRate.For(Axes));
        return Activated(y);
    }

    /// <summary>The depthwise convolution by filters (sizes, channels, multiplier).</summary>
    internal static Tensor Depthwise(Layer layer, Tensor x, Tensor filters, Padding padding, int[] strides, int[] dilations)
    {
        int channels = filters.Shape[^2];
        if (x.Rank != filters.Rank || x.Shape[^1] != channels)
        {
            throw new ShapeException($"{layer} expects {channels} channels on the last of {filters.Rank} axes, but got shape {x.Shape}.");
        }

        Tensor each = filters.Reshape([.. filters.Shape.Dimensions[..^2], 1, checked(channels * filters.Shape[^1])]);
        return x.Convolve(each, padding, strides, dilations, groups: channels);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name}({KernelSize})";
}
