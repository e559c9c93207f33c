using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// A step of long short-term memory whose products are convolutions (Shi et al., 2015; without peepholes, as in Keras): i, f, o = σ(x ∗ W + h ∗ U + b), c = f ·
/// c + i · tanh(…), h = o · tanh(c). Weights: kernel (sizes, channels, 4 · filters), recurrent_kernel (sizes, filters, 4 · filters), bias (4 · filters), with
/// the gates in the order i, f, c, o. States: h, c, each (batch, positions, filters).
/// </summary>
/// <remarks>The convolution of the input has strides, padding and dilation; that of the state keeps its extents: steps of 1, zeros beyond
/// the edges, no dilation.</remarks>
internal sealed class ConvLSTMCell : GatedCell
{
    private int _channels;

    /// <summary>A cell over so many axes.</summary>
    public ConvLSTMCell(int axes, int filters, Extents kernelSize, Activation? activation, Activation? recurrentActivation, bool useBias)
        : base(SettingRange.AtLeast(1, filters, nameof(filters)), 4, activation, useBias)
    {
        _ = kernelSize.For(axes);
        (Axes, KernelSize, RecurrentActivation) = (axes, kernelSize, recurrentActivation ?? Activation.Sigmoid);
    }

    /// <summary>A cell of its settings.</summary>
    public ConvLSTMCell(int axes, IConfig<ConvLSTMCell> c) : base("filters", 4, c)
    {
        (Axes, KernelSize) = (axes, c.Size("kernel_size", l => l.KernelSize, axes));
        RecurrentActivation = c.Activation("recurrent_activation", l => l.RecurrentActivation, Activation.Sigmoid);
        Strides = c.Size("strides", l => l.Strides, axes);
        Padding = c.Padding(l => l.Padding);
        DilationRate = c.Size("dilation_rate", l => l.DilationRate, axes);
        UnitForgetBias = c.Flag("unit_forget_bias", l => l.UnitForgetBias, true);
    }

    /// <summary>The number of spatial axes.</summary>
    public int Axes { get; }

    /// <summary>The extents of a filter.</summary>
    public Extents KernelSize { get; }

    /// <summary>The function of the gates.</summary>
    public Activation RecurrentActivation { get; }

    /// <summary>Steps from one position to the next.</summary>
    public Extents Strides { get; set => field = BeforeBuilt(value); } = 1;

    /// <summary>What lies beyond the edges of the input.</summary>
    public Padding Padding
    {
        get;
        set => field = BeforeBuilt(value) == Padding.Valid || value == Padding.Same
            ? value
            : throw new ArgumentException($"ConvLSTM knows the paddings valid and same, but got {value}.", nameof(value));
    } = Padding.Valid;

    /// <summary>Steps from one tap of an input filter to the next.</summary>
    public Extents DilationRate { get; set => field = BeforeBuilt(value); } = 1;

    /// <summary>Whether the forget gate's bias starts at 1.</summary>
    public bool UnitForgetBias { get; set => field = BeforeBuilt(value); } = true;

    private protected override (Initializer Start, Shape Shape) BiasStart => (UnitForgetBias ? new ForgetBias(BiasInitializer) : BiasInitializer, [4 * Units]);

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (input.Rank != Axes + 2)
        {
            throw new ShapeException($"{this} expects steps of {Axes + 2} axes (batch, {Axes} spatial, channels), but got {input}.");
        }

        if (Strides.For(Axes).Max() > 1 && DilationRate.For(Axes).Max() > 1)
        {
            throw new ArgumentException($"{this} has strides {Strides} and dilation {DilationRate}: one of them must be 1.");
        }

        _channels = input[^1];
        int[] size = KernelSize.For(Axes);
        AddWeights([.. size, _channels, 4 * Units], [.. size, Units, 4 * Units]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> StateShapes(Shape step)
    {
        Tensor positions = Trace.OnSymbols(() => Convolved(Trace.Symbol(0, [1, .. step.Dimensions[1..]], DType.Float32), 0));
        return [positions.Shape[1..], positions.Shape[1..]];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Prepare(Tensor x, bool training)
    {
        Shape step = x.Shape[1..];
        if (step.Rank != Axes + 2 || step[^1] != _channels)
        {
            throw new ShapeException($"{this} expects steps (batch, {Axes} spatial, {_channels} channels), but got shape {x.Shape} (time, batch, …).");
        }

        return [.. Enumerable.Range(0, 4).Select(gate =>
        {
            Tensor seen = training && Dropout > 0 ? x * Kept(Dropout, step, $"dropout_{gate}", x.DType) : x;
            Tensor y = Convolved(seen.Reshape([checked(x.Shape[0] * x.Shape[1]), .. step.Dimensions[1..]]), gate);
            if (Bias is not null) { y += Gate(Bias.Value, gate); }
            return y.Reshape([x.Shape[0], x.Shape[1], .. y.Shape.Dimensions[1..]]);
        })];
    }

    /// <inheritdoc/>
    public override (Tensor Output, IReadOnlyList<Tensor> States) Step(IReadOnlyList<Tensor> x, IReadOnlyList<Tensor> states, bool training)
    {
        Tensor Sum(int gate)
        {
            Tensor seen = training && RecurrentDropout > 0
                ? states[0] * Kept(RecurrentDropout, states[0].Shape, $"recurrent_dropout_{gate}", states[0].DType)
                : states[0];
            return x[gate] + seen.Convolve(Gate(RecurrentKernel!.Value, gate), Padding.Same);
        }

        (Tensor input, Tensor forget, Tensor output) =
            (RecurrentActivation.Apply(Sum(0)), RecurrentActivation.Apply(Sum(1)), RecurrentActivation.Apply(Sum(3)));
        Tensor c = forget * states[1] + input * Activation.Apply(Sum(2));
        Tensor h = output * Activation.Apply(c);
        return (h, [h, c]);
    }

    private Tensor Convolved(Tensor x, int gate) => x.Convolve(Gate(Kernel!.Value, gate), Padding, Strides.For(Axes), DilationRate.For(Axes));

    /// <summary>Keras' name: conv_lstm_cell.</summary>
    public override string DefaultName => "conv_lstm_cell";

    /// <inheritdoc/>
    public override string ToString() => $"ConvLSTMCell({Units}, {KernelSize})";
}
