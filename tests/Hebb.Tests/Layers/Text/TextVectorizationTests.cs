using Hebb.Layers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

/// <summary>Golden values: what Keras' documentation and rules state, and formulas.</summary>
public sealed class TextVectorizationTests
{
    private static readonly string[] s_texts = ["foo bar", "bar baz", "baz bada boom"];

    [Fact]
    public void Texts_become_the_numbers_of_Keras()
    {
        TextVectorization layer = new() { MaxTokens = 5000, OutputSequenceLength = 4 };
        layer.Adapt(s_texts);
        Assert.Equal(["", "[UNK]", "baz", "bar", "foo", "boom", "bada"], layer.Vocabulary);
        Tensor y = layer.Apply(["foo qux bar", "qux baz"]);
        Assert.Equal([2, 4], y.Shape.ToArray());
        Assert.Equal([4, 1, 3, 0, 1, 2, 0, 0], y.ToArray<int>());
        Assert.Equal(7, layer.VocabularySize);
        Assert.Equal([5, 6, 2, 3], layer.Apply(["boom bada baz bar foo"]).ToArray<int>()); // cut
    }

    [Fact]
    public void Without_a_length_the_longest_text_gives_it()
    {
        TextVectorization layer = new(["earth", "wind", "and", "fire"]);
        Assert.Equal([2, 4, 3, 5, 0, 0], layer.Apply(["Earth, and\twind!", " FIRE\n"]).ToArray<int>());
        Assert.Equal([0], layer.Apply([""]).ToArray<int>());
        Assert.Equal([1, 1], layer.Apply(["ÄRGER earth's"]).ToArray<int>()); // only A to Z are made small; the apostrophe goes
    }

    [Theory]
    [InlineData(TextStandardization.LowerAndStripPunctuation, "its 50 äÄ")]
    [InlineData(TextStandardization.Lower, "it's [50%] ä-Ä")]
    [InlineData(TextStandardization.StripPunctuation, "Its 50 äÄ")]
    [InlineData(TextStandardization.None, "It's [50%] ä-Ä")]
    public void Texts_are_standardized(TextStandardization how, string expected) =>
        Assert.Equal([expected], new TextVectorization(["a"]) { Standardize = how, Split = TextSplit.None }.TokensOf("It's [50%] ä-Ä"));

    [Fact]
    public void Texts_are_split_and_neighbors_joined()
    {
        Assert.Equal(["a", "😀", " ", "b"], new TextVectorization(["a"]) { Split = TextSplit.Character }.TokensOf("a😀 B"));
        Assert.Equal(["a", "b", "c", "a b", "b c"], new TextVectorization(["a"]) { Ngrams = [1, 2] }.TokensOf("a b  c"));
        Assert.Equal(["a b c"], new TextVectorization(["a"]) { Ngrams = [3] }.TokensOf("a b c"));
        Assert.Empty(new TextVectorization(["a"]) { Ngrams = [3] }.TokensOf("a b"));
    }

    [Fact]
    public void Tokens_are_counted()
    {
        string[] texts = ["baz foo baz qux", ""];
        TextVectorization Adapted(TextOutputMode mode, bool pad = false)
        {
            TextVectorization layer = new() { OutputMode = mode, PadToMaxTokens = pad, MaxTokens = 8 };
            layer.Adapt(s_texts);
            return layer;
        }

        Near.Equal([1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0], Adapted(TextOutputMode.MultiHot).Apply(texts), 0);
        Near.Equal([1, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0], Adapted(TextOutputMode.Count).Apply(texts), 0);
        double twice = Math.Log(1 + 3 / 3.0), once = Math.Log(1 + 3 / 2.0), mean = (2 * twice + 3 * once) / 5;
        Near.Equal([mean, 2 * twice, 0, once, 0, 0, 0, 0, 0, 0, 0, 0], Adapted(TextOutputMode.TfIdf).Apply(texts), 1e-6);
        Near.Equal([mean, 2 * twice, 0, once, 0, 0, 0, 0, .. new double[8]], Adapted(TextOutputMode.TfIdf, pad: true).Apply(texts), 1e-6);
    }

    [Fact]
    public void Mistakes_are_explained()
    {
        Message<InvalidOperationException>("no vocabulary", () => new TextVectorization().Apply(["a"]));
        Message<InvalidOperationException>(
            "no weights for TextOutputMode.TfIdf", () => new TextVectorization(["a"]) { OutputMode = TextOutputMode.TfIdf }.Apply(["a"]));
        Message<InvalidOperationException>(
            "goes with TextOutputMode.Int only",
            () => new TextVectorization(["a"]) { OutputMode = TextOutputMode.Count, OutputSequenceLength = 3 }.Apply(["a"]));
        Message<ArgumentException>("1 tokens and 2 weights", () => new TextVectorization(["a"], [1, 2]));
        Message<ArgumentException>("missing (null)", () => new TextVectorization(["a"]).Apply([null!]));
        Message<ArgumentException>("counted from 1", () => new TextVectorization { Ngrams = [0] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextVectorization(["a"]).Apply(Tensor.Create(new[,] { { 3 } })).ToDoubles());
    }

    [Fact]
    public void Crossings_fall_into_the_bins_of_TensorFlow()
    {
        Tensor letters = HashedCrossing.Fingerprints(["A", "B", "A", "B", "A"]), numbers = Tensor.Create(101, 101, 101, 102, 102);
        Assert.Equal([1, 4, 1, 1, 3], new HashedCrossing(5).Apply([letters, numbers]).ToArray<int>());
        Near.Equal([0, 1, 0, 0, 0, 0, 0, 0, 0, 1], new HashedCrossing(5, OutputMode.OneHot).Apply([letters.Slice(0, ..2), numbers.Slice(0, ..2)]), 0);
        Message<ArgumentException>("Int or OneHot", () => new HashedCrossing(5, OutputMode.Count));
        Message<ShapeException>("two or more inputs", () => new HashedCrossing(5).Apply([letters]));
        Message<ShapeException>("two or more inputs", () => new HashedCrossing(5).Apply([letters, numbers.Slice(0, ..2)]));
    }

    private static void Message<T>(string part, Func<object> act) where T : Exception =>
        Assert.Contains(part, Assert.ThrowsAny<T>(act).Message, StringComparison.Ordinal);
}
