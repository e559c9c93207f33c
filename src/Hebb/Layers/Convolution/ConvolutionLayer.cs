using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Constraints;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// What all convolutions have in common: filters that slide over 1 to 3 spatial axes, a bias for each, an activation. (batch, spatial axes, channels) becomes
/// (batch, positions, filters); with padding p there are ⌊(n + 2p − k)/s⌋ + 1 positions along an axis.
/// </summary>
/// <remarks>A filter looks the same way everywhere: what it has learned to find, it finds at any place, with few weights (LeCun et al., 1989).</remarks>
public abstract class ConvolutionLayer : FilterLayer
{
    private Parameter? _kernel;

    /// <summary>A convolution over so many axes.</summary>
    private protected ConvolutionLayer(int axes, int filters, Extents kernelSize, Activation? activation, bool useBias)
        : base(axes, kernelSize, activation, useBias) =>
        Filters = Count(filters);

    /// <summary>A convolution of its settings.</summary>
    private protected ConvolutionLayer(int axes, IConfig<ConvolutionLayer> c) : base(axes, c)
    {
        Filters = Count(c.Int("filters", l => l.Filters));
        Groups = c.Int("groups", l => l.Groups, 1);
        KernelInitializer = c.Initializer("kernel_initializer", l => l.KernelInitializer, Initializer.GlorotUniform);
        KernelRegularizer = c.Regularizer("kernel_regularizer", l => l.KernelRegularizer);
        KernelConstraint = c.Constraint("kernel_constraint", l => l.KernelConstraint);
    }

    /// <summary>The number of filters: channels of the result.</summary>
    public int Filters { get; }

    /// <summary>Channels and filters fall into this many groups that do not see each other. Range: 1 or more.</summary>
    public int Groups { get; init => field = SettingRange.AtLeast(1, value); } = 1;

    /// <summary>The starting values of the filters.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>The penalty on the filters.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>What the filters must satisfy after each step.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <inheritdoc/>
    private protected override void BuildLast(Shape input)
    {
        RequireAxes(input);
        int channels = input[^1];
        if (channels % Groups != 0 || Filters % Groups != 0)
        {
            throw new ShapeException($"{this} has {Groups} groups, which must divide its {Filters} filters and the {channels} channels of {input}.");
        }

        _kernel = AddParameter(
            "kernel", [.. KernelSize.For(Axes), channels / Groups, Filters], KernelInitializer, regularizer: KernelRegularizer, constraint: KernelConstraint);
        AddBias(Filters);
    }

    /// <inheritdoc/>
    private protected override Tensor ForwardLast(Tensor x, bool training)
    {
        RequireAxes(x.Shape);
        int channels = checked(_kernel!.Shape[^2] * Groups);
        if (x.Shape[^1] != channels)
        {
            throw new ShapeException(
                $"{this} expects {channels} channels on the last axis, but got shape {x.Shape}. Images have shape (batch, height, width, channels).");
        }

        Tensor y = (x.DType.IsFloat ? x : x.Cast(_kernel.DType)).Convolve(_kernel.Value, Padding, Strides.For(Axes), DilationRate.For(Axes), Groups);
        return Activated(y);
    }

    private void RequireAxes(Shape input)
    {
        if (input.Rank == Axes + 2) { return; }
        string hint = input.Rank == Axes + 1 ? " If the data have one channel, Reshape them to have a last axis of 1." : "";
        string axes = Axes switch { 1 => "length", 2 => "height, width", _ => "depth, height, width" };
        throw new ShapeException($"{this} expects inputs of shape (batch, {axes}, channels), but got shape {input}.{hint}");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name}({Filters}, {KernelSize})";
}
