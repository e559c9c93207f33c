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
    private protected static Tensor Largest(Tensor x, int axis, int parts)
    {
        long n = x.Shape[axis];
        if (n == parts) { return x; }
        if (n % parts == 0) // parts side by side
        {
            return x.Reshape([.. x.Shape.Dimensions[..axis], parts, (int)n / parts, .. x.Shape.Dimensions[(axis + 1)..]]).Max(axis + 1);
        }

        // The shortest part has ⌈n/parts⌉ elements, and no part twice as many: each is what so many elements from its start on, and before its end, cover.
        int length = (int)((n + parts - 1) / parts);
        int[] order = [axis, .. Enumerable.Range(0, x.Rank).Where(other => other != axis)];
        Tensor rows = x.Transpose(order);
        Tensor From(Func<long, long> first) => rows.Gather(Tensor.Written([parts, length], DType.Int32, storage =>
        {
            Span<int> indices = storage.Span<int>();
            for (int i = 0; i < indices.Length; i++) { indices[i] = (int)(first(i / length) + i % length); }
        })).Max(1);
        Tensor largest = From(i => i * n / parts).Maximum(From(i => ((i + 1) * n + parts - 1) / parts - length));
        return largest.Transpose([.. Enumerable.Range(0, x.Rank).Select(other => Array.IndexOf(order, other))]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name}({OutputSize})";
}
