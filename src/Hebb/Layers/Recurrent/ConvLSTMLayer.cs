using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// Long short-term memory over images: each step of the sequence is a line, an image or a volume, and so is the state; the products of LSTM are convolutions
/// (Shi et al., 2015). For what moves: films, weather maps. (batch, time, spatial axes, channels) becomes (batch, positions, filters), or (batch, time,
/// positions, filters) with <see cref="RNN.ReturnSequences"/>.
/// </summary>
/// <remarks>
/// <para>i, f, o = σ(x ∗ W + h ∗ U + b), c = f · c + i · tanh(x ∗ W + h ∗ U + b), h = o · tanh(c). Strides, padding and dilation are those of the input's
/// convolution; that of the state keeps its extents (steps of 1, padding same, no dilation), as in Keras. Weights: kernel (sizes, channels, 4 · filters),
/// recurrent_kernel (sizes, filters, 4 · filters), bias (4 · filters), with the gates in the order i, f, c, o.</para>
/// <para>Masks, first states and last states are those of <see cref="RNN"/>; states are (batch, positions, filters). While training, dropout
/// draws a mask for each gate.</para>
/// </remarks>
public abstract class ConvLSTMLayer : GatedRnn
{
    private readonly ConvLSTMCell _cell;

    private protected ConvLSTMLayer(int axes, int filters, Extents kernelSize, Activation? activation, Activation? recurrentActivation, bool useBias)
        : this(new ConvLSTMCell(axes, filters, kernelSize, activation, recurrentActivation, useBias)) { }

    private ConvLSTMLayer(ConvLSTMCell cell) : base(cell) => _cell = cell;

    /// <summary>A layer of its settings.</summary>
    private protected ConvLSTMLayer(int axes, IConfig<ConvLSTMLayer> c) : this(new ConvLSTMCell(axes, c.Part(l => l._cell)), c) { }

    private ConvLSTMLayer(ConvLSTMCell cell, IConfig<ConvLSTMLayer> c) : base(cell, c) => (_cell, DataFormat) = (cell, c.DataFormat(l => l.DataFormat));

    /// <summary>The number of filters: channels of output and states.</summary>
    public int Filters => _cell.Units;

    /// <summary>The extents of a filter.</summary>
    public Extents KernelSize => _cell.KernelSize;

    /// <summary>Steps of the input's convolution from one position to the next.</summary>
    public Extents Strides { get => _cell.Strides; init => _cell.Strides = value; }

    /// <summary>What lies beyond the edges of the input: nothing by default; <see cref="Padding.Same"/> keeps the extents.</summary>
    public Padding Padding { get => _cell.Padding; init => _cell.Padding = value; }

    /// <summary>Steps of the input's convolution from one tap of a filter to the next.</summary>
    public Extents DilationRate { get => _cell.DilationRate; init => _cell.DilationRate = value; }

    /// <summary>Where the channels of inputs, outputs and states stand: last, or behind batch and time.</summary>
    public DataFormat DataFormat { get; init; }

    /// <summary>The function of the new state; by default tanh.</summary>
    public Activation Activation => _cell.Activation;

    /// <summary>The function of the gates; by default the sigmoid.</summary>
    public Activation RecurrentActivation => _cell.RecurrentActivation;

    /// <summary>Whether the forget gate's bias starts at 1, so that the state is kept at first.</summary>
    public bool UnitForgetBias { get => _cell.UnitForgetBias; init => _cell.UnitForgetBias = value; }

    /// <summary>The number of spatial axes.</summary>
    internal int Axes => _cell.Axes;

    /// <inheritdoc/>
    protected sealed override void Build(IReadOnlyList<Shape> inputs)
    {
        Shape x = inputs[0];
        if (x.Rank != Axes + 3)
        {
            throw new ShapeException($"{this} expects sequences of {Axes + 3} axes (batch, time, {Axes} spatial, channels), but got {x}.");
        }

        base.Build(DataFormat == DataFormat.ChannelsLast ? inputs : [[x[0], x[1], .. x.Dimensions[3..], x[2]]]);
    }

    /// <inheritdoc/>
    protected sealed override IReadOnlyList<Tensor> ForwardAll(IReadOnlyList<Tensor> inputs, bool training)
    {
        if (inputs[0].Rank != Axes + 3)
        {
            throw new ShapeException($"{this} expects sequences of {Axes + 3} axes (batch, time, {Axes} spatial, channels), but got {inputs[0].Shape}.");
        }

        if (DataFormat == DataFormat.ChannelsLast) { return base.ForwardAll(inputs, training); }
        Tensor sequence = ChannelsLast(inputs[0], axis: 2);
        sequence.Mask = inputs[0].Mask;
        IReadOnlyList<Tensor> outputs =
            base.ForwardAll([sequence, .. inputs.Skip(1).Select(input => input.DType == DType.Bool ? input : ChannelsLast(input, axis: 1))], training);
        return [.. outputs.Select((output, i) => ChannelsFirst(output, axis: i == 0 && ReturnSequences ? 2 : 1))];
    }

    private static Tensor ChannelsLast(Tensor x, int axis) =>
        x.Transpose([.. Enumerable.Range(0, axis), .. Enumerable.Range(axis + 1, x.Rank - axis - 1), axis]);

    private static Tensor ChannelsFirst(Tensor x, int axis) =>
        x.Transpose([.. Enumerable.Range(0, axis), x.Rank - 1, .. Enumerable.Range(axis, x.Rank - axis - 1)]);

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name}({Filters}, {KernelSize})";
}
