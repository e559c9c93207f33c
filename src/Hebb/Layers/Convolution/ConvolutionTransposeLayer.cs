using Hebb.Activations;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// What all transposed convolutions have in common: the way back of a convolution, which spreads every element over the extents of a filter and so enlarges the input by the
/// strides: n elements become n·s (<see cref="Padding.Same"/>) or n·s + max(k − s, 0) (<see cref="Padding.Valid"/>), as in Keras.
/// </summary>
public abstract class ConvolutionTransposeLayer : Layer
{
    private Parameter? _kernel, _bias;

    /// <summary>A transposed convolution over so many axes.</summary>
    private protected ConvolutionTransposeLayer(int axes, int filters, Extents kernelSize, Activation? activation, bool useBias)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filters, 1);
        _ = kernelSize.For(axes);
        (Axes, Filters, KernelSize, Activation, UseBias) = (axes, filters, kernelSize, activation, useBias);
    }

    /// <summary>The number of spatial axes.</summary>
    public int Axes { get; }

    /// <summary>The number of filters: channels of the result.</summary>
    public int Filters { get; }

    /// <summary>The extents of a filter.</summary>
    public Extents KernelSize { get; }

    /// <summary>The function applied to the result; null for none.</summary>
    public Activation? Activation { get; }

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias { get; }

    /// <summary>The factors of enlargement.</summary>
    public Extents Strides { get; init; } = 1;

    /// <summary>Padding of the convolution that is walked back: <see cref="Padding.Valid"/> or <see cref="Padding.Same"/>.</summary>
    public Padding Padding { get; init; } = Padding.Valid;

    /// <summary>Steps from one tap of a filter to the next.</summary>
    public Extents DilationRate { get; init; } = 1;

    /// <summary>The starting values of the filters.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>The starting values of the bias.</summary>
    public Initializer BiasInitializer { get; init; } = Initializer.Zeros;

    /// <summary>The penalty on the filters.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>The penalty on the bias.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (input.Rank != Axes + 2) { throw new ShapeException($"{this} expects inputs of {Axes + 2} axes, the last for channels, but got shape {input}."); }
        if (Padding != Padding.Valid && Padding != Padding.Same) { throw new ArgumentException($"{this} takes Padding.Valid or Padding.Same, not {Padding}."); }
        _kernel = AddParameter("kernel", [.. KernelSize.For(Axes), Filters, input[^1]], KernelInitializer, regularizer: KernelRegularizer);
        if (UseBias) { _bias = AddParameter("bias", [Filters], BiasInitializer, regularizer: BiasRegularizer); }
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        if (x.Rank != Axes + 2 || x.Shape[^1] != _kernel!.Shape[^1]) { throw new ShapeException($"{this} expects {_kernel!.Shape[^1]} channels on the last of {Axes + 2} axes, but got shape {x.Shape}."); }
        int[] size = KernelSize.For(Axes), strides = Strides.For(Axes), dilations = DilationRate.For(Axes), extents = new int[Axes];
        for (int axis = 0; axis < Axes; axis++)
        {
            int reach = (size[axis] - 1) * dilations[axis] + 1;
            extents[axis] = x.Shape[axis + 1] * strides[axis] + (Padding == Padding.Same ? 0 : Math.Max(reach - strides[axis], 0));
        }

        Tensor y = x.ConvolveTransposed(_kernel.Value, extents, Padding, strides, dilations);
        if (_bias is not null) { y += _bias.Value; }
        return Activation is null ? y : Activation.Apply(y);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name}({Filters}, {KernelSize})";
}
