using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>eˣ / Σ eˣ along an axis, as a layer (Keras' <c>Softmax</c>; named so because <see cref="Ops.Softmax"/> is the op): scores
/// become probabilities.</summary>
/// <remarks>
/// Input and output have the same shape. Elements that do not count have probability 0: those that a second input of booleans says, or the input's
/// <see cref="Tensor.Mask"/> if it has a boolean for each element. Where nothing counts, all have probability 0, as in Keras.
/// </remarks>
/// <param name="axis">The axis of the classes.</param>
public sealed class SoftmaxLayer(int axis = -1) : Layer
{
    internal static LayerKind<SoftmaxLayer> Kind { get; } = new("Softmax", c => new(c.Int("axis", l => l.Axis, -1)))
    {
        Call = new() { Mask = "mask", TakesInputsApart = true },
    };

    /// <summary>A score of which e to it is 0 beside any other.</summary>
    private const double Hidden = -1e30;

    /// <summary>The axis of the classes.</summary>
    public int Axis { get; } = axis;

    /// <inheritdoc/>
    public override string DefaultName => "softmax";

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs) { }

    /// <inheritdoc/>
    protected override Tensor Forward(IReadOnlyList<Tensor> inputs, bool training)
    {
        if (inputs.Count > 2 || inputs.Count == 2 && (inputs[1].DType != DType.Bool || inputs[1].Shape != inputs[0].Shape))
        {
            throw new ShapeException(
                $"{this} takes scores and perhaps booleans of the same shape, but "
                + $"got {string.Join(", ", inputs.Select(input => $"{input.Shape} {input.DType}"))}.");
        }

        Tensor x = inputs[0];
        Tensor? counts = inputs.Count == 2 ? inputs[1] : x.Mask?.Shape == x.Shape ? x.Mask : null;
        return counts is null
            ? x.Softmax(Axis)
            : Tensor.Where(counts, Tensor.Where(counts, x, Tensor.Scalar(Hidden, x.DType)).Softmax(Axis), Tensor.Scalar(0, x.DType));
    }

    /// <inheritdoc/>
    public override string ToString() => $"Softmax({Axis})";
}
