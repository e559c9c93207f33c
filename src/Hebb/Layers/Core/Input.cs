using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Where data enter a model: <c>Node x = new Input([12])</c> for rows of 12 numbers.</summary>
public sealed class Input : Layer
{
    /// <summary>An input whose rows have this shape.</summary>
    /// <param name="rowShape">The extents without the batch axis; <c>[]</c> if a row is one number.</param>
    /// <param name="type">The type of the elements: integers for class numbers and words.</param>
    public Input(Shape rowShape, DType type = DType.Float32) => Node = new(this, [], rowShape, type);

    /// <summary>The node to apply layers to.</summary>
    public Node Node { get; }

    /// <summary>The extents of a row.</summary>
    public Shape RowShape => Node.RowShape;

    /// <inheritdoc/>
    public override string DefaultName => "input_layer";

    /// <summary>The input as the node it is.</summary>
    public static implicit operator Node(Input input) => input.Node;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        if (inputs.Count != 1 || inputs[0].Rank == 0 || inputs[0][1..] != RowShape)
        {
            throw new ShapeException($"{this} expects shape {Node.WithBatch(RowShape)}, but got {string.Join(", ", inputs)}.");
        }
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training) => x.Rank > 0 && x.Shape[1..] == RowShape
        ? x
        : throw new ShapeException($"{this} expects shape {Node.WithBatch(RowShape)}, but got {x.Shape}.");

    /// <inheritdoc/>
    public override string ToString() => $"Input({RowShape})";
}
