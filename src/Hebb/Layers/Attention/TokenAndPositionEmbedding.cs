using Hebb.Configuration;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>A learned vector for each token plus a learned one for its position: numbers (batch, steps) become (batch, steps, embeddingDim).
/// KerasHub's layer of this name.</summary>
/// <param name="vocabularySize">How many tokens there are: the largest number + 1.</param>
/// <param name="sequenceLength">The length of the longest sequence; longer ones are an error.</param>
/// <param name="embeddingDim">The length of the vectors.</param>
public sealed class TokenAndPositionEmbedding(int vocabularySize, int sequenceLength, int embeddingDim) : Layer
{
    internal static Kind<TokenAndPositionEmbedding> Kind { get; } = new("TokenAndPositionEmbedding", c => new(
        c.Int("vocabulary_size", l => l.VocabularySize), c.Int("sequence_length", l => l.SequenceLength), c.Int("embedding_dim", l => l.EmbeddingDim))
    {
        EmbeddingsInitializer = c.Initializer("embeddings_initializer", l => l.EmbeddingsInitializer, Initializer.RandomUniform),
        MaskZero = c.Flag("mask_zero", l => l.MaskZero, false),
    })
    {
        Module = "keras_hub",
    };

    private Embedding? _tokens;
    private PositionEmbedding? _positions;

    /// <summary>How many tokens there are.</summary>
    public int VocabularySize { get; } = SettingRange.AtLeast(1, vocabularySize, nameof(vocabularySize));

    /// <summary>The length of the longest sequence.</summary>
    public int SequenceLength { get; } = SettingRange.AtLeast(1, sequenceLength, nameof(sequenceLength));

    /// <summary>The length of the vectors.</summary>
    public int EmbeddingDim { get; } = SettingRange.AtLeast(1, embeddingDim, nameof(embeddingDim));

    /// <summary>The starting values of all vectors.</summary>
    public Initializer EmbeddingsInitializer { get; init; } = Initializer.RandomUniform;

    /// <summary>Whether 0 stands for nothing. See <see cref="Embedding.MaskZero"/>.</summary>
    public bool MaskZero { get; init; }

    /// <inheritdoc/>
    internal override double? MaskedValue => MaskZero ? 0 : null;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        _tokens = AddPart(
            "token_embedding",
            new Embedding(VocabularySize, EmbeddingDim) { Name = "token_embedding", EmbeddingsInitializer = EmbeddingsInitializer, MaskZero = MaskZero });
        _positions = AddPart("position_embedding", new PositionEmbedding(SequenceLength) { Name = "position_embedding", Initializer = EmbeddingsInitializer });
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        Tensor tokens = _tokens!.Apply(x, training);
        Tensor y = tokens + _positions!.Apply(tokens, training);
        y.Mask = tokens.Mask;
        return y;
    }

    /// <inheritdoc/>
    public override string ToString() => $"TokenAndPositionEmbedding({VocabularySize}, {SequenceLength}, {EmbeddingDim})";
}
