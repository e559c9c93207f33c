using System.Globalization;
using Hebb.Activations;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Learning.Characters;

/// <summary>Networks that continue texts: at each character a probability for each next one.</summary>
internal static class CharacterNetworks
{
    private const int Heads = 4, Vector = 64, Blocks = 2;

    /// <summary>A longer text has more to teach.</summary>
    private const int LongText = 200_000;

    /// <summary>A network.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="length">Characters in a row; a recurrent network takes any number.</param>
    /// <param name="size">How many characters there are.</param>
    /// <param name="text">The length of the training text.</param>
    /// <param name="dropout">The share of outputs left out; null for the usual.</param>
    /// <param name="seed">The root of the weights.</param>
    /// <param name="goesOn">Whether a row begins with what a recurrent network remembers of the row before: how it is trained.</param>
    public static Sequential New(SequenceNetwork kind, int length, int size, int text, double? dropout, long seed, bool goesOn = false)
    {
        int units = Units(text);
        double share = dropout ?? (text < LongText ? 0.2 : 0.3);
        Dense output = new(size, Activation.Softmax);
        return new Sequential(kind switch
        {
            SequenceNetwork.Transformer =>
            [
                new Input([length], DType.Int32), new TokenAndPositionEmbedding(size, length, Width(text)) { EmbeddingsInitializer = Initializer.RandomNormal },
                .. Enumerable.Range(0, Blocks).Select(_ => new TransformerDecoder(4 * Width(text), Heads) { NormalizeFirst = true, Dropout = share }),
                new LayerNormalization(), output,
            ],
            _ => (IReadOnlyList<Layer>)
            [
                new Input([null], DType.Int32), new Embedding(size, Vector),
                Reader(), new Dropout(share * 2 / 3), Reader(), new Dropout(share), output,
            ],
        })
        { Seed = seed };

        Layer Reader() => kind == SequenceNetwork.Lstm
            ? new LSTM(units) { ReturnSequences = true, Stateful = goesOn }
            : new GRU(units) { ReturnSequences = true, Stateful = goesOn };
    }

    /// <summary>The kind in words.</summary>
    public static string Describe(SequenceNetwork kind, int text) => string.Create(CultureInfo.InvariantCulture, $"{kind switch
    {
        SequenceNetwork.Transformer =>
            $"{Width(text)} numbers for each character and its place, {Blocks} Transformer blocks with {Heads} heads that see what is before",
        _ => $"{Vector} numbers for each character, two {(kind == SequenceNetwork.Lstm ? "LSTMs" : "GRUs")} of {Units(text)} units, one on the other",
    }}, a softmax at each character");

    private static int Width(int text) => text < LongText ? 64 : 128;

    private static int Units(int text) => text < LongText ? 128 : 512;
}
