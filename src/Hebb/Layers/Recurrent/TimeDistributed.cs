using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Applies a layer to each step of a sequence: shape (batch, time, …) becomes (batch, time, …).</summary>
public sealed class TimeDistributed : Layer
{
    /// <summary>A layer for each step.</summary>
    public TimeDistributed(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        Inner = AddPart("layer", layer);
    }

    /// <summary>What is applied to each step.</summary>
    public Layer Inner { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        if (x.Rank < 3) { throw new ShapeException($"{this} expects sequences, shape (batch, time, …), but got {x.Shape}."); }
        Tensor y = Inner.Apply(x.Reshape([x.Shape[0] * x.Shape[1], .. x.Shape.Dimensions[2..]]), training);
        return y.Reshape([x.Shape[0], x.Shape[1], .. y.Shape.Dimensions[1..]]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"TimeDistributed({Inner})";
}
