using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Applies a layer to each step of a sequence: shape (batch, time, …) becomes (batch, time, …).</summary>
/// <remarks>
/// The mask (batch, time) of the input is that of the output. A mask that says more, (batch, time, words), is that of the inner layer; if that has none
/// afterwards, a step counts of which a word does. <see cref="BatchNormalization"/> inside works on one step after the other while training, as in Keras: each
/// step has its own moments, and the running ones move with each. An activity regularizer of the layer itself does not count, as in Keras; those of layers
/// inside it count once for each step.
/// </remarks>
public sealed class TimeDistributed : Layer
{
    internal static Kind<TimeDistributed> Kind { get; } = new("TimeDistributed", c => new(c.Layer("layer", l => l.Inner)));

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
        if (Inner.WithSublayers().Any(layer => training && layer.LearnsFromBatches || layer.Penalizes && layer != Inner))
        {
            return OneAfterTheOther(x, training);
        }

        Tensor steps = x.Reshape([checked(x.Shape[0] * x.Shape[1]), .. x.Shape.Dimensions[2..]]);
        if (x.Mask is { Rank: > 2 } mask) { steps.Mask = mask.Reshape([steps.Shape[0], .. mask.Shape.Dimensions[2..]]); }
        Tensor inner = Inner.ApplyUnpenalized(steps, training), y = inner.Reshape([x.Shape[0], x.Shape[1], .. inner.Shape.Dimensions[1..]]);
        y.Mask = inner.Mask?.Reshape([x.Shape[0], x.Shape[1], .. inner.Mask.Shape.Dimensions[1..]]);
        return y;
    }

    private Tensor OneAfterTheOther(Tensor x, bool training)
    {
        List<Tensor> outputs = [];
        for (int i = 0; i < x.Shape[1]; i++)
        {
            Tensor step = x.Slice(1, i..(i + 1)).Squeeze(1);
            step.Mask = x.Mask?.Slice(1, i..(i + 1)).Squeeze(1);
            outputs.Add(Inner.ApplyUnpenalized(step, training));
        }

        Tensor y = Tensor.Stack(outputs, 1);
        y.Mask = outputs[0].Mask is { Rank: > 1 } ? Tensor.Stack([.. outputs.Select(output => output.Mask!)], 1) : null;
        return y;
    }

    /// <inheritdoc/>
    protected override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs)
    {
        Tensor? mask = inputs[0].Mask;
        return mask is { Rank: > 2 } ? mask.Reshape([mask.Shape[0], mask.Shape[1], checked((int)mask.Shape[2..].Size)]).Any(-1) : mask;
    }

    /// <inheritdoc/>
    public override string ToString() => $"TimeDistributed({Inner})";
}
