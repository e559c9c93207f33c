using Hebb.Layers;
using Hebb.Models;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Layers;

/// <summary>Golden values: the examples of Keras' documentation and tests.</summary>
public sealed class LookupTests
{
    private static readonly string[] s_letters = ["a", "b", "c", "d"];
    private static readonly string[,] s_texts = { { "a", "c", "d", "d" }, { "d", "z", "b", "z" } };
    private static readonly Tensor s_numbers = Tensor.Create(new[,] { { 12, 1138, 42, 42 }, { 42, 7, 36, 7 } });

    [Fact]
    public void Texts_get_numbers()
    {
        StringLookup layer = new(s_letters);
        Tensor indices = layer.Apply(s_texts);
        Assert.Equal([1, 3, 4, 4, 4, 0, 2, 0], indices.ToArray<int>());
        Assert.Equal<Shape>([2, 4], indices.Shape);
        Assert.Equal(["a", "c", "d", "d", "d", "[UNK]", "b", "[UNK]"], layer.TextsOf(indices));
        Near.Equal([0, 1, 0, 1, 1, 1, 0, 1, 0, 1], new StringLookup(s_letters) { OutputMode = OutputMode.MultiHot }.Apply(s_texts), 0);
        Near.Equal([0, 1, 0, 1, 2, 2, 0, 1, 0, 1], new StringLookup(s_letters) { OutputMode = OutputMode.Count }.Apply(s_texts), 0);
        Near.Equal([0, 1, 0, 1, 0, 0], new StringLookup(["x", "y"]) { OutputMode = OutputMode.OneHot }.Apply(["x", "?"]), 0);
    }

    [Fact]
    public void A_vocabulary_is_learned_by_frequency_and_then_backwards()
    {
        StringLookup layer = new();
        layer.Adapt(["a", "a", "a", "b", "b", "c", "[UNK]"]);
        Assert.Equal(["[UNK]", "a", "b", "c"], layer.Vocabulary);
        Assert.Equal([2, 3, 0], layer.Apply(["b", "c", "d"]).ToArray<int>());
        StringLookup two = new() { MaxTokens = 3 };
        two.Adapt(["x", "y", "z", "x"]);
        Assert.Equal(["[UNK]", "x", "z"], two.Vocabulary);
        Assert.Contains("new layer", Assert.Throws<InvalidOperationException>(() => layer.Adapt(["e"])).Message);

        IntegerLookup numbers = new();
        numbers.Adapt(Tensor.Create(new[,] { { 12, 1138, 42 }, { 42, 1000, 36 } }));
        Assert.Equal([-1, 42, 1138, 1000, 36, 12], numbers.Vocabulary);
        Assert.Equal([5, 2, 1, 1, 3, 4], numbers.Apply(Tensor.Create(new[,] { { 12, 1138, 42 }, { 42, 1000, 36 } })).ToArray<int>());
    }

    [Fact]
    public void Masks_come_first_or_are_left_out()
    {
        StringLookup numbers = new(["x", "y"]) { MaskToken = "" };
        Assert.Equal([0, 1, 2, 3, 0], numbers.Apply(["", "?", "x", "y", null!]).ToArray<int>());
        Assert.Equal(["", "[UNK]", "x"], numbers.TextsOf(Tensor.Create(0, 1, 2)));
        StringLookup rows = new(["x", "y"]) { MaskToken = "", OutputMode = OutputMode.OneHot };
        Near.Equal([0, 0, 0, 0, 0, 1], rows.Apply(["", "y"]), 0);
        IntegerLookup integers = new([7, 9]) { MaskToken = 0, OutputMode = OutputMode.Count };
        Near.Equal([1, 0, 1], integers.Apply(Tensor.Create(new[,] { { 0, 9, 5 } })), 0);
        Assert.Equal([0, 3, 1], new IntegerLookup([7, 9]) { MaskToken = 0 }.Apply(Tensor.Create(0, 9, 5)).ToArray<int>());
        Assert.Contains("position 1", Assert.Throws<ArgumentException>(() => new StringLookup(["x"]).Apply(["x", null!])).Message);
    }

    [Fact]
    public void Unknown_tokens_share_as_many_numbers_as_wanted()
    {
        IntegerLookup two = new([12, 36, 1138, 42]) { NumOovIndices = 2 };
        Assert.Equal([2, 4, 5, 1, 0, 3], two.Apply(Tensor.Create(new[,] { { 12, 1138, 42 }, { 37, 1000, 36 } })).ToArray<int>());
        StringLookup none = new(["x"]) { NumOovIndices = 0 };
        Assert.Equal([0], none.Apply(["x"]).ToArray<int>());
        Assert.Contains("\"w\"", Assert.Throws<ArgumentException>(() => none.Apply(["w"])).Message);
        IntegerLookup strict = new([5, 6]) { NumOovIndices = 0, MaskToken = 1 };
        Assert.Equal([1, 2, 0], strict.Apply(Tensor.Create(5, 6, 1)).ToArray<int>());
        Assert.Throws<ArgumentOutOfRangeException>(() => strict.Apply(Tensor.Create(5, 8)).ToArray<int>());
        // The bins of Hashing, whose FarmHash bins for A to E in three are 1, 0, 1, 1, 2.
        Assert.Equal([1, 0, 1, 1, 2, 3], new StringLookup(["x"]) { NumOovIndices = 3 }.Apply(["A", "B", "C", "D", "E", "x"]).ToArray<int>());
    }

    [Fact]
    public void Integers_get_numbers_and_go_back()
    {
        long[] vocabulary = [12, 36, 1138, 42];
        Near.Equal([0, 1, 0, 1, 1, 1, 0, 1, 0, 1], new IntegerLookup(vocabulary) { OutputMode = OutputMode.MultiHot }.Apply(s_numbers), 0);
        Near.Equal([0, 1, 0, 1, 2, 2, 0, 1, 0, 1], new IntegerLookup(vocabulary) { OutputMode = OutputMode.Count }.Apply(s_numbers), 0);
        Assert.Equal(
            [12L, 1138, 42, 42, -1, 36],
            new IntegerLookup(vocabulary) { Invert = true }.Apply(Tensor.Create(new[,] { { 1, 3, 4 }, { 4, 0, 2 } })).ToArray<long>());
        long large = (1L << 40) + 1; // Float32 could not tell it from its neighbors
        Assert.Equal([1, 0], new IntegerLookup([large]).Apply(Tensor.Create(large, large + 1)).ToArray<int>());
        Assert.Equal<Shape>(
            [2, 9], new IntegerLookup(vocabulary) { OutputMode = OutputMode.Count, MaxTokens = 9, PadToMaxTokens = true }.Apply(s_numbers).Shape);
    }

    [Fact]
    public void Inside_a_model_a_string_lookup_encodes_its_numbers()
    {
        StringLookup layer = new(s_letters) { OutputMode = OutputMode.Count };
        Sequential model = new([new Input([4], DType.Int32), layer]);
        Assert.Equal(layer.Apply(s_texts).ToArray<float>(), model.Predict(layer.IndicesOf(s_texts)).ToArray<float>());
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict(Tensor.Create(new[,] { { 1, 2, 3, 5 } })));
    }

    [Fact]
    public void Vocabularies_that_cannot_be_are_refused()
    {
        Assert.Contains("\"a\"", Assert.Throws<ArgumentException>(() => new StringLookup(["a", "b", "a"])).Message);
        Assert.Throws<ArgumentException>(() => new StringLookup([]));
        Assert.Contains("Adapt", Assert.Throws<InvalidOperationException>(() => new StringLookup().Apply(["a"])).Message);
        Assert.Contains("MaxTokens is 3", Assert.Throws<InvalidOperationException>(() => new StringLookup(s_letters) { MaxTokens = 3 }.Apply(["a"])).Message);
        Assert.Contains(
            "OutputMode",
            Assert.Throws<InvalidOperationException>(() => new IntegerLookup([1]) { Invert = true, OutputMode = OutputMode.Count }.Apply(s_numbers)).Message);
    }

    [Fact]
    public void The_vocabulary_lists_the_token_of_each_number_and_may_be_given_back()
    {
        // Keras' get_vocabulary: the mask token only where it has a number.
        Assert.Equal(["", "[UNK]", "a", "b"], new StringLookup(["a", "b"]) { MaskToken = "" }.Vocabulary);
        Assert.Equal(["[UNK]", "a", "b"], new StringLookup(["a", "b"]) { MaskToken = "", OutputMode = OutputMode.MultiHot }.Vocabulary);
        Assert.Equal([0, -1, -1, 5, 7], new IntegerLookup([5, 7]) { MaskToken = 0, NumOovIndices = 2 }.Vocabulary);
        Assert.Equal(["[UNK]"], new StringLookup().Vocabulary);
        Assert.Equal(["", "[UNK]", "foo", "bar"], new TextVectorization(["foo", "bar"]).Vocabulary);
        Assert.Equal(["[UNK]", "foo"], new TextVectorization(["foo"], [2]) { OutputMode = TextOutputMode.TfIdf }.Vocabulary);

        StringLookup first = new(["a", "b"]) { MaskToken = "", NumOovIndices = 2 };
        StringLookup again = new(first.Vocabulary) { MaskToken = "", NumOovIndices = 2 };
        Assert.Equal(first.Vocabulary, again.Vocabulary);
        string[] texts = ["b", "", "?", "a"];
        Assert.Equal(first.Apply(texts).ToArray<int>(), again.Apply(texts).ToArray<int>());
        Assert.Equal(texts[3], again.Vocabulary[again.Apply(texts).ToArray<int>()[3]]);
        TextVectorization words = new(["foo", "bar"]), back = new(words.Vocabulary);
        Assert.Equal(words.Apply(["bar foo qux"]).ToArray<int>(), back.Apply(["bar foo qux"]).ToArray<int>());
        TextVectorization weighted = new(["[UNK]", "foo"], [9, 2]) { OutputMode = TextOutputMode.TfIdf };
        Assert.Equal([2], weighted.IdfWeights);
    }
}
