using Hebb.Configuration;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// A vector for each position, learned: (batch, steps, features) becomes the vectors of its steps in the same shape. Add them to the input, so that attention,
/// which knows no order, knows where a token stands. KerasHub's layer of this name.
/// </summary>
/// <remarks>
/// What comes out are the positions' vectors alone, the same for every row, and nothing of the input but its shape: as in KerasHub, adding them is the user's.
/// <see cref="TokenAndPositionEmbedding"/> does both. Weights: position_embeddings (sequenceLength, features). A sequence longer than that is an error.
/// </remarks>
/// <example>
/// <code>
/// Node tokens = new Embedding(1000, 64).Apply(new Input([20], DType.Int32));
/// Node x = new Add().Apply([tokens, new PositionEmbedding(20).Apply(tokens)]);
/// </code>
/// </example>
public sealed class PositionEmbedding : Layer
{
    internal static Kind<PositionEmbedding> Kind { get; } = new("PositionEmbedding", c => new(c.Int("sequence_length", l => l.SequenceLength))
    {
        Initializer = c.Initializer("initializer", l => l.Initializer, Initializers.Initializer.GlorotUniform),
    })
    {
        Module = "keras_hub",
    };

    private Parameter? _embeddings;

    /// <summary>Vectors for so many positions.</summary>
    /// <param name="sequenceLength">The length of the longest sequence.</param>
    public PositionEmbedding(int sequenceLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequenceLength, 1);
        SequenceLength = sequenceLength;
    }

    /// <summary>The length of the longest sequence.</summary>
    public int SequenceLength { get; }

    /// <summary>The starting values of the vectors.</summary>
    public Initializer Initializer { get; init; } = Initializer.GlorotUniform;

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        PositionShape.Check(this, input);
        _embeddings = AddParameter("position_embeddings", [SequenceLength, input[^1]], Initializer);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        PositionShape.Check(this, x.Shape);
        int steps = x.Shape[^2];
        return steps <= SequenceLength
            ? _embeddings!.Value.Slice(0, ..steps).BroadcastTo(x.Shape)
            : throw new ShapeException(
                $"{this} has vectors for {SequenceLength} positions, but got {steps} steps in shape {x.Shape}: "
                + $"cut the sequences, or make the layer with sequenceLength: {steps}.");
    }

    /// <inheritdoc/>
    public override string ToString() => $"PositionEmbedding({SequenceLength})";
}
