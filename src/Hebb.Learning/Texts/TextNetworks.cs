using System.Globalization;
using Hebb.Activations;
using Hebb.Data.Text;
using Hebb.Layers;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Learning.Texts;

/// <summary>Networks for texts: a vector for each token, then one of the kinds, then the output.</summary>
internal static class TextNetworks
{
    private const int Heads = 4;

    /// <summary>A network.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="length">The tokens of a text.</param>
    /// <param name="size">The tokens of the vocabulary.</param>
    /// <param name="tokens">Characters are few, so that their vectors may be short.</param>
    /// <param name="head">The output.</param>
    /// <param name="dropout">The share of outputs left out; null for the usual.</param>
    /// <param name="seed">The root of the weights.</param>
    public static Model New(SequenceNetwork kind, int length, int size, TokenKind tokens, Head head, double? dropout, long seed)
    {
        double share = dropout ?? 0.3;
        int width = Width(tokens), vector = Vector(kind, tokens);

        // Where all places count alike, the filling of short texts must not.
        Layer vectors = kind == SequenceNetwork.Transformer
            ? new TokenAndPositionEmbedding(size, length, vector) { MaskZero = true }
            : new Embedding(size, vector) { MaskZero = kind == SequenceNetwork.Mlp };
        Node text = new Input([length], DType.Int32), found = Found(kind, vectors.Apply(text), vector, width, share);
        return new Model(text, head.NewLayer().Apply(new Dropout(share).Apply(found))) { Seed = seed };
    }

    /// <summary>The kind in words.</summary>
    public static string Describe(SequenceNetwork kind, TokenKind tokens)
    {
        int width = Width(tokens);
        string token = tokens == TokenKind.Word ? "word" : "character";
        return string.Create(CultureInfo.InvariantCulture, $"{Vector(kind, tokens)} numbers for each {token}, then {kind switch
        {
            SequenceNetwork.Gru => $"a bidirectional GRU of {width} units, and of each unit the maximum over the text",
            SequenceNetwork.Lstm => $"a bidirectional LSTM of {width} units, and of each unit the maximum over the text",
            SequenceNetwork.Cnn => $"{width} filters over each of 2, 3, 4 and 5 {token}s, and of each filter the maximum over the text",
            SequenceNetwork.Transformer => $"as many for its place, two Transformer blocks with {Heads} heads, and the mean of their outputs",
            _ => $"their mean and {width} hidden units",
        }}");
    }

    private static int Width(TokenKind tokens) => tokens == TokenKind.Word ? 64 : 128;

    private static int Vector(SequenceNetwork kind, TokenKind tokens) => kind == SequenceNetwork.Transformer || tokens == TokenKind.Word ? 64 : 32;

    /// <summary>What a network finds in the vectors of a text's tokens. The filters are those of Kim, "Convolutional Neural Networks for Sentence
    /// Classification", 2014.</summary>
    private static Node Found(SequenceNetwork kind, Node read, int vector, int width, double dropout)
    {
        return kind switch
        {
            SequenceNetwork.Gru => Largest(
                new Bidirectional(new GRU(width) { ReturnSequences = true }, new GRU(width) { ReturnSequences = true, GoBackwards = true }).Apply(Thinned())),
            SequenceNetwork.Lstm => Largest(
                new Bidirectional(new LSTM(width) { ReturnSequences = true }, new LSTM(width) { ReturnSequences = true, GoBackwards = true }).Apply(Thinned())),
            SequenceNetwork.Cnn => Patterns(Thinned()),
            SequenceNetwork.Transformer => Mean(new LayerNormalization().Apply(Block().Apply(Block().Apply(read)))),
            _ => new Dense(width, Activation.Relu).Apply(Mean(read)),
        };

        Node Thinned() => new SpatialDropout1D(dropout / 2).Apply(read);
        Node Patterns(Node thinned) => new Concatenate()
            .Apply([.. ((int[])[2, 3, 4, 5]).Select(tokens => Largest(new Conv1D(width, tokens, Activation.Relu) { Padding = Padding.Same }.Apply(thinned)))]);
        Node Largest(Node steps) => new GlobalMaxPooling1D().Apply(steps);
        Node Mean(Node steps) => new GlobalAveragePooling1D().Apply(steps);
        TransformerEncoder Block() => new(2 * vector, Heads) { Dropout = dropout / 2, NormalizeFirst = true };
    }
}
