using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>A layer that makes several elements of each along spatial axes: (batch, n, channels) becomes (batch, n · size, channels).</summary>
public abstract class UpSamplingLayer : SpatialLayer
{
    private readonly int _axes;

    /// <summary>A layer over so many axes.</summary>
    private protected UpSamplingLayer(int axes, Extents size)
    {
        _ = size.For(axes);
        (_axes, Size) = (axes, size);
    }

    /// <summary>A layer of its settings.</summary>
    private protected UpSamplingLayer(int axes, IConfig<UpSamplingLayer> c) : this(axes, c.Size("size", l => l.Size, axes))
    {
        if (axes == 1) { c.WriteOnly("size", Size.For(1)[0]); } // a number in Keras
        DataFormat = c.DataFormat(l => l.DataFormat, axes);
    }

    /// <summary>How many elements are made of one, along each axis.</summary>
    public Extents Size { get; }

    /// <inheritdoc/>
    private protected override Tensor ForwardLast(Tensor x, bool training)
    {
        if (x.Rank != _axes + 2)
        {
            throw new ShapeException($"{this} expects inputs of {_axes + 2} axes (batch, {_axes} spatial, channels), but got shape {x.Shape}.");
        }

        int[] size = Size.For(_axes);
        for (int axis = 0; axis < _axes; axis++) { x = Enlarge(x, axis + 1, size[axis]); }
        return x;
    }

    /// <summary>Enlarges along an axis: repeats each element.</summary>
    private protected virtual Tensor Enlarge(Tensor x, int axis, int factor)
    {
        Tensor apart = x.ExpandDims(axis + 1);
        return apart.BroadcastTo(apart.Shape.With(axis + 1, factor)).Reshape(x.Shape.With(axis, checked(x.Shape[axis] * factor)));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name}({Size})";
}
