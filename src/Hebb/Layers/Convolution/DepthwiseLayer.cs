using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Constraints;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// What depthwise convolutions have in common: every channel has its own <see cref="DepthMultiplier"/> filters and sees no other channel: (batch, spatial axes, channels) becomes
/// (batch, positions, channels · multiplier). Few weights and operations (Howard et al., 2017).
/// </summary>
public abstract class DepthwiseLayer : SpatialLayer
{
    private Parameter? _kernel, _bias;

    /// <summary>A depthwise convolution over so many axes.</summary>
    private protected DepthwiseLayer(int axes, Extents kernelSize, Activation? activation, bool useBias)
    {
        _ = kernelSize.For(axes);
        (Axes, KernelSize, Activation, UseBias) = (axes, kernelSize, activation, useBias);
    }

    /// <summary>A depthwise convolution of its settings.</summary>
    private protected DepthwiseLayer(int axes, IConfig<DepthwiseLayer> c) : this(
        axes, c.Size("kernel_size", l => l.KernelSize, axes), c.Activation("activation", l => l.Activation), c.Flag("use_bias", l => l.UseBias, true))
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
        BiasInitializer = c.Initializer("bias_initializer", l => l.BiasInitializer, Initializer.Zeros);
        BiasRegularizer = c.Regularizer("bias_regularizer", l => l.BiasRegularizer);
        BiasConstraint = c.Constraint("bias_constraint", l => l.BiasConstraint);
    }

    /// <summary>The number of spatial axes.</summary>
    public int Axes { get; }

    /// <summary>The extents of a filter.</summary>
    public Extents KernelSize { get; }

    /// <summary>The function applied to the result; null for none.</summary>
    public Activation? Activation { get; }

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias { get; }

    /// <summary>Filters of each channel.</summary>
    public int DepthMultiplier { get; init; } = 1;

    /// <summary>Steps from one position to the next.</summary>
    public Extents Strides { get; init; } = 1;

    /// <summary>What lies beyond the edges: nothing by default.</summary>
    public Padding Padding { get; init; } = Padding.Valid;

    /// <summary>Steps from one tap of a filter to the next.</summary>
    public Extents DilationRate { get; init; } = 1;

    /// <summary>The starting values of the filters.</summary>
    public Initializer DepthwiseInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>The starting values of the bias.</summary>
    public Initializer BiasInitializer { get; init; } = Initializer.Zeros;

    /// <summary>The penalty on the filters.</summary>
    public Regularizer? DepthwiseRegularizer { get; init; }

    /// <summary>The penalty on the bias.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>What the filters must satisfy after each step.</summary>
    public Constraint? DepthwiseConstraint { get; init; }

    /// <summary>What the bias must satisfy after each step.</summary>
    public Constraint? BiasConstraint { get; init; }

    /// <inheritdoc/>
    private protected override void BuildLast(Shape input)
    {
        if (input.Rank != Axes + 2) { throw new ShapeException($"{this} expects inputs of {Axes + 2} axes, the last for channels, but got shape {input}."); }
        _kernel = AddParameter("kernel", [.. KernelSize.For(Axes), input[^1], DepthMultiplier], DepthwiseInitializer, regularizer: DepthwiseRegularizer, constraint: DepthwiseConstraint);
        if (UseBias) { _bias = AddParameter("bias", [input[^1] * DepthMultiplier], BiasInitializer, regularizer: BiasRegularizer, constraint: BiasConstraint); }
    }

    /// <inheritdoc/>
    private protected override Tensor ForwardLast(Tensor x, bool training)
    {
        Tensor y = Depthwise(this, x, _kernel!.Value, Padding, Strides.For(Axes), DilationRate.For(Axes));
        if (_bias is not null) { y += _bias.Value; }
        return Activation is null ? y : Activation.Apply(y);
    }

    /// <summary>The depthwise convolution by filters (sizes, channels, multiplier).</summary>
    internal static Tensor Depthwise(Layer layer, Tensor x, Tensor filters, Padding padding, int[] strides, int[] dilations)
    {
        int channels = filters.Shape[^2];
        if (x.Rank != filters.Rank || x.Shape[^1] != channels) { throw new ShapeException($"{layer} expects {channels} channels on the last of {filters.Rank} axes, but got shape {x.Shape}."); }
        Tensor each = filters.Reshape([.. filters.Shape.Dimensions[..^2], 1, channels * filters.Shape[^1]]);
        return x.Convolve(each, padding, strides, dilations, groups: channels);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name}({KernelSize})";
}
