using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Where data enter a model: <c>Node x = new Input([12])</c> for rows of 12 numbers, <c>new Input([null, 8])</c> for any
/// number of steps of 8 numbers.</summary>
public sealed class Input : Layer
{
    /// <summary>An input whose rows have this shape.</summary>
    /// <param name="rowShape">The extents without the batch axis; <c>[]</c> if a row is one number. Open ones are null: they may differ
    /// from batch to batch.</param>
    /// <param name="type">The type of the elements: integers for class numbers and words.</param>
    public Input(RowShape rowShape, DType type = DType.Float32) => Node = new(this, [], rowShape, type);

    /// <summary>The node to apply layers to.</summary>
    public Node Node { get; }

    /// <summary>The extents of a row.</summary>
    public RowShape RowShape => Node.RowShape;

    /// <inheritdoc/>
    public override string DefaultName => "input_layer";

    /// <summary>The input as the node it is.</summary>
    public static implicit operator Node(Input input) => input.Node;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        if (inputs.Count != 1 || !RowShape.FitsBatch(inputs[0]))
        {
            throw Unfit(inputs);
        }
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training) => RowShape.FitsBatch(x.Shape)
        ? x
        : throw Unfit([x.Shape]);

    private ShapeException Unfit(IReadOnlyList<Shape> given) => new($"{this} {Expectation(RowShape, given)}");

    /// <summary>What rows were expected, what was given, and what to do where that is clear; without who expected them.</summary>
    internal static string Expectation(RowShape row, params IReadOnlyList<Shape> given) =>
        $"expects shape {row.WithBatch()}, but "
        + $"got {string.Join(", ", given)}.{(given.Count == 1 && given[0].Rank > 0 && row.IsKnown ? Advice(row.ToShape(), given[0][1..]) : "")}";

    /// <summary>What to do where it is clear what went wrong; empty otherwise.</summary>
    private static string Advice(Shape wanted, Shape given)
    {
        bool isImage = wanted.Rank == 3;
        return given.Rank == wanted.Rank - 1 && wanted[^1] == 1 && given == wanted[..^1] ? " Add the axis of channels: ExpandDims(-1)."
            : isImage && given.Rank == 3 && given[..^1] == wanted[..^1]
                ? $" Images of {Channels(given)} do not fit a network for {Channels(wanted)}: load them the other way, or make the Input for them."
            : isImage && given.Rank == 3 && wanted[^1] == given[0] && given[1..] == wanted[..^1] ? " Channels come last: Transpose(0, 2, 3, 1)."
            : wanted.Rank == 1 && given.Rank == 1 && given != wanted
                ? $" A row has {given[0]} values instead of {wanted[0]}: choose the same columns as the network was made with, or cut or fill up sequences."
            : "";
    }

    private static string Channels(Shape image) => image[^1] switch { 1 => "1 channel (gray)", 3 => "3 channels (color)", int count => $"{count} channels" };

    /// <inheritdoc/>
    public override string ToString() => $"Input({RowShape})";
}
