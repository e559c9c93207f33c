using System.Globalization;
using Hebb.Activations;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Data;

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
    public static Model New(SequenceNetwork kind, int length, int size, int text, double? dropout, int seed, bool goesOn = false)
    {
        double share = dropout ?? (text < LongText ? 0.2 : 0.3);
        return kind == SequenceNetwork.Transformer ? Transformer(length, size, text, share, seed) : Recurrent(kind == SequenceNetwork.Lstm, size, Units(text), share, seed, goesOn);
    }

    /// <summary>The kind in words.</summary>
    public static string Describe(SequenceNetwork kind, int text) => string.Create(CultureInfo.InvariantCulture, $"{kind switch
    {
        SequenceNetwork.Transformer => $"{Width(text)} numbers for each character and its place, {Blocks} Transformer blocks with {Heads} heads that see what is before",
        _ => $"{Vector} numbers for each character, two {(kind == SequenceNetwork.Lstm ? "LSTMs" : "GRUs")} of {Units(text)} units, one on the other, attention that looks up what followed after places like this one",
    }}, a softmax at each character");

    /// <summary>The characters of a row that are learned at once where rows go on. Attention needs more of them than gradients do, and a long text gives enough.</summary>
    public static int Row(int text) => text < LongText ? 64 : 256;

    private static Sequential Transformer(int length, int size, int text, double share, int seed) => new(
    [
        new Input([length], DType.Int32), new TokenAndPositionEmbedding(size, length, Width(text)) { EmbeddingsInitializer = Initializer.RandomNormal },
        .. Enumerable.Range(0, Blocks).Select(_ => new TransformerDecoder(4 * Width(text), Heads) { NormalizeFirst = true, Dropout = share }),
        new LayerNormalization(), new Dense(size, Activation.Softmax),
    ])
    { Seed = seed };

    /// <summary>
    /// Two recurrent layers, and attention that may copy: it compares what the network knows with what it knew one character before each earlier character, and where these are alike it finds that
    /// character. So names that the training text has not are guessed once they were read (a pointer, Merity et al., 2016; an induction head, Olsson et al., 2022).
    /// </summary>
    private static Model Recurrent(bool isLstm, int size, int units, double share, int seed, bool goesOn)
    {
        Node text = new Input([null], DType.Int32);
        Node first = Reader().Apply(new Embedding(size, Vector).Apply(text));
        Node knows = Reader().Apply(new Dropout(share * 2 / 3).Apply(first));
        Node knew = new Cropping1D((0, 1)).Apply(new ZeroPadding1D((1, 0)).Apply(knows));
        Node characters = new Embedding(size, size) { EmbeddingsInitializer = Initializer.Identity }.Apply(text);
        Node copied = new Attention { UseScale = true, UseCausalMask = true }.Apply([new Dense(Vector).Apply(knows), characters, new Dense(Vector).Apply(knew)]);
        return new(text, new Dense(size, Activation.Softmax).Apply(new Concatenate().Apply([new Dropout(share).Apply(knows), copied]))) { Seed = seed };

        Layer Reader() => isLstm ? new LSTM(units) { ReturnSequences = true, Stateful = goesOn } : new GRU(units) { ReturnSequences = true, Stateful = goesOn };
    }

    private static int Width(int text) => text < LongText ? 64 : 128;

    private static int Units(int text) => text < LongText ? 128 : 512;
}
