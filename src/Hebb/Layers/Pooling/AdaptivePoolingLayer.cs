using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// A pool whose result has the extents that you ask for, whatever those of the input: part i of n elements in m parts goes from ⌊i·n/m⌋ to
/// ⌈(i+1)·n/m⌉, as in Keras and PyTorch.
/// </summary>
public abstract class AdaptivePoolingLayer : SpatialLayer
{
    /// <summary>Parts that differ in length are cut out one by one.</summary>
    private const int MostParts = 4096;

    /// <summary>A pool over so many axes.</summary>
    private protected AdaptivePoolingLayer(int axes, Extents outputSize)
    {
        _ = outputSize.For(axes);
        (Axes, OutputSize) = (axes, outputSize);
    }

    /// <summary>A pool of its settings.</summary>
    private protected AdaptivePoolingLayer(int axes, IConfig<AdaptivePoolingLayer> c) : this(axes, c.Size("output_size", l => l.OutputSize, axes)) =>
        DataFormat = c.DataFormat(l => l.DataFormat);

    /// <summary>The number of spatial axes.</summary>
    public int Axes { get; }

    /// <summary>The spatial extents of the result.</summary>
    public Extents OutputSize { get; }

    /// <inheritdoc/>
    private protected override Tensor ForwardLast(Tensor x, bool training)
    {
        if (x.Rank != Axes + 2)
        {
            throw new ShapeException($"{this} expects inputs of {Axes + 2} axes (batch, {Axes} spatial, channels), but got shape {x.Shape}.");
        }

        int[] parts = OutputSize.For(Axes);
        for (int axis = 0; axis < Axes; axis++) { x = Pool(x, axis + 1, parts[axis]); }
        return x;
    }

    /// <summary>Makes one element of each part of an axis.</summary>
    private protected abstract Tensor Pool(Tensor x, int axis, int parts);

    /// <summary>The largest element of each part of an axis.</summary>
    private protected Tensor Largest(Tensor x, int axis, int parts)
    {
        long n = x.Shape[axis];
        if (n == parts) { return x; }
        if (parts % n == 0) // the same parts again and again, of one element each
        {
            Tensor each = x.ExpandDims(axis + 1);
            return each.BroadcastTo(each.Shape.With(axis + 1, parts / (int)n)).Reshape(x.Shape.With(axis, parts));
        }

        if (n % parts == 0) // parts side by side
        {
            return x.Reshape([.. x.Shape.Dimensions[..axis], parts, (int)n / parts, .. x.Shape.Dimensions[(axis + 1)..]]).Max(axis + 1);
        }

        if (parts > MostParts)
        {
            throw new ShapeException(
                $"{this} would make {parts:N0} parts of the {n} elements along axis {axis} of {x.Shape}; the most is {MostParts:N0} where one number does not "
                + "divide the other.");
        }

        return Tensor.Concatenate(
            [.. Enumerable.Range(0, parts)
                .Select(i => x.Slice(axis, (int)(i * n / parts)..(int)(((i + 1) * n + parts - 1) / parts)).Max(axis, keepDims: true))],
            axis);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name}({OutputSize})";
}
