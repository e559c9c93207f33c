using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Its inputs side by side along an axis: (batch, 3) and (batch, 5) become (batch, 8).</summary>
/// <param name="axis">The axis, counted with the batch as axis 0; −1 is the last.</param>
public sealed class Concatenate(int axis = -1) : Layer
{
    internal static Kind<Concatenate> Kind { get; } = new("Concatenate", c => new(c.Int("axis", l => l.Axis, -1)));

    /// <summary>The axis along which the inputs are joined.</summary>
    public int Axis { get; } = axis != 0
        ? axis
        : throw new ArgumentOutOfRangeException(nameof(axis), axis, "Axis 0 is the batch: rows cannot be joined there. Use −1 for the last axis.");

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs) { }

    /// <inheritdoc/>
    protected override Tensor Forward(IReadOnlyList<Tensor> inputs, bool training)
    {
        if (inputs.Count < 2) { throw new ShapeException($"{this} needs at least two inputs, but got {inputs.Count}: use Apply([a, b])."); }
        for (int i = 1; i < inputs.Count; i++)
        {
            if (inputs[i].DType != inputs[0].DType)
            {
                throw new ShapeException($"{this} joins inputs of one type, but got {inputs[0].DType} and {inputs[i].DType}: Cast one of them.");
            }
        }

        return Tensor.Concatenate(inputs, Axis);
    }

    /// <summary>As in Keras: an input without a mask counts everywhere, the masks are joined like the inputs, and a step counts if one
    /// of its elements does.</summary>
    protected override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs)
    {
        if (inputs.All(input => input.Mask is null)) { return null; }
        return Tensor.Concatenate([.. inputs.Select(Counts)], Axis).Any(-1);
    }

    private static Tensor Counts(Tensor x)
    {
        Tensor mask = x.Mask ?? Tensor.Create<bool>([true], [1]);
        return mask.Rank < x.Rank ? mask.Reshape([.. mask.Shape.Dimensions, .. Enumerable.Repeat(1, x.Rank - mask.Rank)]).BroadcastTo(x.Shape) : mask;
    }

    /// <inheritdoc/>
    public override string ToString() => Axis == -1 ? "Concatenate()" : $"Concatenate({Axis})";
}
