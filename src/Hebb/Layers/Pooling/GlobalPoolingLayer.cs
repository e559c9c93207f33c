using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>What all global pools have in common: one number for each channel of an input of any extents.</summary>
public abstract class GlobalPoolingLayer : SpatialLayer
{
    private readonly int _axes;

    /// <summary>A pool over so many axes.</summary>
    private protected GlobalPoolingLayer(int axes) => _axes = axes;

    /// <summary>A pool of its settings.</summary>
    private protected GlobalPoolingLayer(int axes, IConfig<GlobalPoolingLayer> c) : this(axes)
    {
        KeepDims = c.Flag("keepdims", l => l.KeepDims, false);
        DataFormat = c.DataFormat(l => l.DataFormat);
    }

    /// <summary>Whether spatial axes stay, with one place each.</summary>
    public bool KeepDims { get; init; }

    /// <inheritdoc/>
    private protected override Tensor ForwardLast(Tensor x, bool training)
    {
        if (x.Rank != _axes + 2)
        {
            throw new ShapeException($"{this} expects inputs of {_axes + 2} axes (batch, {_axes} spatial, channels), but got shape {x.Shape}.");
        }

        Tensor places = x.Reshape([x.Shape[0], checked((int)x.Shape[1..^1].Size), x.Shape[^1]]);
        if (_axes == 1) { places.Mask = x.Mask; } // the places are steps of time
        Tensor y = Pool(places);
        return KeepDims ? y.Reshape([x.Shape[0], .. Enumerable.Repeat(1, _axes), x.Shape[^1]]) : y;
    }

    /// <summary>What is made of all places: (batch, places, channels) becomes (batch, channels).</summary>
    private protected abstract Tensor Pool(Tensor cells);
}
