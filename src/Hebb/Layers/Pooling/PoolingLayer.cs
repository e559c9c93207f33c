using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// What all pools have in common: a window that moves over 1 to 3 spatial axes and makes one number of what is under it, channel by channel: smaller maps in
/// which the exact place of a feature matters less. Padding never counts.
/// </summary>
public abstract class PoolingLayer : SpatialLayer
{
    private readonly Extents? _strides;

    /// <summary>A pool over so many axes.</summary>
    private protected PoolingLayer(int axes, Extents poolSize)
    {
        _ = poolSize.For(axes);
        (Axes, PoolSize) = (axes, poolSize);
    }

    /// <summary>A pool of its settings.</summary>
    private protected PoolingLayer(int axes, IConfig<PoolingLayer> c) : this(axes, c.Size("pool_size", l => l.PoolSize, axes))
    {
        if (c.Instance is not null || c.Node.Has("strides")) { Strides = c.Size("strides", l => l.Strides, axes); }
        Padding = c.Padding(l => l.Padding);
        DataFormat = c.DataFormat(l => l.DataFormat);
    }

    /// <summary>The number of spatial axes.</summary>
    public int Axes { get; }

    /// <summary>The extents of the window.</summary>
    public Extents PoolSize { get; }

    /// <summary>Steps from one position to the next: the extents of the window unless set.</summary>
    public Extents Strides
    {
        get => _strides ?? PoolSize;
        init => _strides = value;
    }

    /// <summary>What happens at the edges: with <see cref="Padding.Valid"/> a ragged edge is left out, with <see cref="Padding.Same"/> it is kept.</summary>
    public Padding Padding { get; init; } = Padding.Valid;

    /// <inheritdoc/>
    private protected override Tensor ForwardLast(Tensor x, bool training)
    {
        if (x.Rank != Axes + 2)
        {
            throw new ShapeException($"{this} expects inputs of {Axes + 2} axes (batch, {Axes} spatial, channels), but got shape {x.Shape}.");
        }

        return Pool(x, PoolSize.For(Axes), Strides.For(Axes));
    }

    /// <summary>What is made of the elements under the window.</summary>
    private protected abstract Tensor Pool(Tensor x, int[] size, int[] strides);

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name}({PoolSize})";
}
