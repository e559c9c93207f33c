using System.Globalization;
using Hebb.Activations;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Data;

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
    public static Sequential New(SequenceNetwork kind, int length, int size, TokenKind tokens, Head head, double? dropout, int seed)
    {
        double share = dropout ?? 0.3;
        int width = Width(tokens), vector = Vector(kind, tokens);

        // Where all places count alike, the filling of short texts must not.
        Layer vectors = kind == SequenceNetwork.Transformer ? new TokenAndPositionEmbedding(size, length, vector) { MaskZero = true } : new Embedding(size, vector) { MaskZero = kind == SequenceNetwork.Mlp };
        return new Sequential([new Input([length], DType.Int32), vectors, .. Body(kind, length, vector, width, share), head.NewLayer()]) { Seed = seed };
    }

    /// <summary>The kind in words.</summary>
    public static string Describe(SequenceNetwork kind, TokenKind tokens)
    {
        int width = Width(tokens);
        string token = tokens == TokenKind.Word ? "word" : "character";
        return string.Create(CultureInfo.InvariantCulture, $"{Vector(kind, tokens)} numbers for each {token}, then {kind switch
        {
            SequenceNetwork.Gru => $"a GRU of {width} units from each end, and of each unit its largest output",
            SequenceNetwork.Lstm => $"an LSTM of {width} units from each end, and of each unit its largest output",
            SequenceNetwork.Cnn => $"{width} filters over 3 and {width} over 5 {token}s, and of each filter its largest output",
            SequenceNetwork.Transformer => $"as many for its place, two Transformer blocks with {Heads} heads, and the mean of their outputs",
            _ => $"their mean and {width} hidden units",
        }}");
    }

    private static int Width(TokenKind tokens) => tokens == TokenKind.Word ? 64 : 128;

    private static int Vector(SequenceNetwork kind, TokenKind tokens) => kind == SequenceNetwork.Transformer || tokens == TokenKind.Word ? 64 : 32;

    private static IEnumerable<Layer> Body(SequenceNetwork kind, int length, int vector, int width, double dropout) => kind switch
    {
        SequenceNetwork.Gru => [new SpatialDropout1D(dropout / 2), new Bidirectional(new GRU(width) { ReturnSequences = true }, new GRU(width) { ReturnSequences = true, GoBackwards = true }), new GlobalMaxPooling1D(), new Dropout(dropout)],
        SequenceNetwork.Lstm => [new SpatialDropout1D(dropout / 2), new Bidirectional(new LSTM(width) { ReturnSequences = true }, new LSTM(width) { ReturnSequences = true, GoBackwards = true }), new GlobalMaxPooling1D(), new Dropout(dropout)],
        SequenceNetwork.Cnn =>
        [
            new SpatialDropout1D(dropout / 2),
            new Conv1D(width, Math.Min(3, length), Activation.Relu) { Padding = Padding.Same },
            new Conv1D(width, Math.Min(5, length), Activation.Relu) { Padding = Padding.Same },
            new GlobalMaxPooling1D(), new Dropout(dropout),
        ],
        SequenceNetwork.Transformer =>
        [
            new TransformerEncoder(2 * vector, Heads) { Dropout = dropout / 2, NormalizeFirst = true },
            new TransformerEncoder(2 * vector, Heads) { Dropout = dropout / 2, NormalizeFirst = true },
            new LayerNormalization(), new GlobalAveragePooling1D(), new Dropout(dropout),
        ],
        _ => [new GlobalAveragePooling1D(), new Dense(width, Activation.Relu), new Dropout(dropout)],
    };
}
