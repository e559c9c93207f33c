using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Constraints;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// What all transposed convolutions have in common: the way back of a convolution, which spreads every element over the extents of a filter and so enlarges the
/// input by the strides: n elements become n·s (<see cref="Padding.Same"/>) or n·s + max(k − s, 0) (<see cref="Padding.Valid"/>), as in Keras.
/// </summary>
public abstract class ConvolutionTransposeLayer : FilterLayer
{
    private Parameter? _kernel;

    /// <summary>A transposed convolution over so many axes.</summary>
    private protected ConvolutionTransposeLayer(int axes, int filters, Extents kernelSize, Activation? activation, bool useBias)
        : base(axes, kernelSize, activation, useBias) =>
        Filters = Count(filters);

    /// <summary>A transposed convolution of its settings.</summary>
    private protected ConvolutionTransposeLayer(int axes, IConfig<ConvolutionTransposeLayer> c) : base(axes, c)
    {
        Filters = Count(c.Int("filters", l => l.Filters));
        OutputPadding = c.IntsOrNull("output_padding", l => l.OutputPadding is { Count: 1 } all ? [.. Enumerable.Repeat(all[0], axes)] : l.OutputPadding);
        KernelInitializer = c.Initializer("kernel_initializer", l => l.KernelInitializer, Initializer.GlorotUniform);
        KernelRegularizer = c.Regularizer("kernel_regularizer", l => l.KernelRegularizer);
        KernelConstraint = c.Constraint("kernel_constraint", l => l.KernelConstraint);
    }

    /// <summary>The number of filters: channels of the result.</summary>
    public int Filters { get; }

    /// <summary>
    /// More elements behind the last, of the several extents that the convolution leads to the same input from: one number for all axes or one for each,
    /// below the strides; null for Keras' extents. With numbers o there are (n − 1)·s + k + o elements (<see cref="Padding.Valid"/>) or (n − 1)·s + k mod 2
    /// + o (<see cref="Padding.Same"/>).
    /// </summary>
    public IReadOnlyList<int>? OutputPadding { get; init; }

    /// <summary>The starting values of the filters.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>The penalty on the filters.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>What the filters must satisfy after each step.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <inheritdoc/>
    private protected override void BuildLast(Shape input)
    {
        if (input.Rank != Axes + 2) { throw new ShapeException($"{this} expects inputs of {Axes + 2} axes, the last for channels, but got shape {input}."); }
        if (Padding != Padding.Valid && Padding != Padding.Same) { throw new ArgumentException($"{this} takes Padding.Valid or Padding.Same, not {Padding}."); }
        if (OutputPadding is { } more
            && (more.Count != 1 && more.Count != Axes
                || Strides.For(Axes).Where((stride, axis) => more[more.Count == 1 ? 0 : axis] < 0 || more[more.Count == 1 ? 0 : axis] >= stride).Any()))
        {
            throw new ArgumentException(
                $"{this} has OutputPadding ({string.Join(", ", more)}): give one number or one for each of {Axes} axes, from 0 "
                + $"to below the strides {Strides}.");
        }

        _kernel = AddParameter(
            "kernel", [.. KernelSize.For(Axes), Filters, input[^1]], KernelInitializer, regularizer: KernelRegularizer, constraint: KernelConstraint);
        AddBias(Filters);
    }

    /// <inheritdoc/>
    private protected override Tensor ForwardLast(Tensor x, bool training)
    {
        if (x.Rank != Axes + 2 || x.Shape[^1] != _kernel!.Shape[^1])
        {
            throw new ShapeException($"{this} expects {_kernel!.Shape[^1]} channels on the last of {Axes + 2} axes, but got shape {x.Shape}.");
        }

        int[] size = KernelSize.For(Axes), strides = Strides.For(Axes), dilations = DilationRate.For(Axes), extents = new int[Axes];
        for (int axis = 0; axis < Axes; axis++)
        {
            int n = x.Shape[axis + 1], reach = checked((size[axis] - 1) * dilations[axis] + 1);
            extents[axis] = checked(OutputPadding is not null
                ? (n - 1) * strides[axis] + reach
                : n * strides[axis] + (Padding == Padding.Same ? 0 : Math.Max(reach - strides[axis], 0)));
        }

        Tensor y = x.ConvolveTransposed(_kernel.Value, extents, OutputPadding is null ? Padding : Padding.Valid, strides, dilations);
        for (int axis = 0; OutputPadding is not null && axis < Axes; axis++)
        {
            y = Cut(y, axis + 1, (size[axis] - 1) * dilations[axis] + 1, OutputPadding[OutputPadding.Count == 1 ? 0 : axis]);
        }

        return Activated(y);
    }

    /// <summary>Of everything that the filters reach along an axis the part that Keras keeps: with Same the first and last elements are left out,
    /// and zeros come behind.</summary>
    private Tensor Cut(Tensor y, int axis, int reach, int more)
    {
        int all = y.Shape[axis], spread = reach + reach % 2 - 2 + more;
        int before = Padding == Padding.Same ? reach - 1 - Math.Min(spread / 2 + spread % 2, reach - 1) : 0;
        int length = Padding == Padding.Same ? all - reach + reach % 2 + more : all + more;
        return y.Slice(axis, before..Math.Min(before + length, all)).Pad(axis, 0, Math.Max(before + length - all, 0));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name}({Filters}, {KernelSize})";
}
