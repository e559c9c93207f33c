using Hebb.Data.Text;
using Hebb.Tensors;

namespace Hebb.Data.Tests.Text;

public sealed class VocabularyTests
{
    /// <summary>The example of the Keras documentation of StringLookup: adapt([["a", "c", "d"], ["d", "z", "b"]]).</summary>
    [Fact]
    public void The_order_is_that_of_Keras()
    {
        Vocabulary vocabulary = Vocabulary.Fit(["a c d", "d z b"]);
        Assert.Equal(["", "[UNK]", "d", "z", "c", "b", "a"], vocabulary.Tokens);
        Assert.Equal([6, 1, 2], vocabulary.Encode("a x d"));
    }

    [Fact]
    public void Words_lose_case_and_punctuation()
    {
        Vocabulary vocabulary = Vocabulary.Fit(["Hello, World!  It's\tÉTÉ.", null, "hello"]);
        Assert.Equal(["", "[UNK]", "hello", "été", "world", "its"], vocabulary.Tokens);
        Assert.Equal("hello world [UNK]", vocabulary.Decode([.. vocabulary.Encode("HELLO world -- x"), 0, 0]));
        Assert.Empty(vocabulary.Encode((string?)null));
    }

    [Fact]
    public void Characters_are_tokens_as_they_are()
    {
        Vocabulary vocabulary = Vocabulary.Fit(["aab A", "😀a"], new() { Kind = TokenKind.Character });
        Assert.Equal("a", vocabulary.Tokens[2]);
        Assert.Equal(["", " ", "A", "[UNK]", "a", "b", "😀"], vocabulary.Tokens.Order(StringComparer.Ordinal));
        Assert.Equal("Ab😀", vocabulary.Decode(vocabulary.Encode("Ab😀")));
        Assert.Equal([1], vocabulary.Encode("ü"));
    }

    [Fact]
    public void Rare_tokens_are_left_out()
    {
        string[] texts = ["a a a b b c", "[UNK]"];
        Assert.Equal(["", "[UNK]", "a", "b"], Vocabulary.Fit(texts, new() { MinCount = 2 }).Tokens);
        Assert.Equal(["", "[UNK]", "a"], Vocabulary.Fit(texts, new() { MaxTokens = 3 }).Tokens);
        Assert.Contains(
            "3 or more", Assert.Throws<ArgumentOutOfRangeException>(() => Vocabulary.Fit(texts, new() { MaxTokens = 2 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_become_a_tensor()
    {
        Vocabulary vocabulary = Vocabulary.Fit(["a a a b b c"]);
        Tensor tensor = vocabulary.Encode(["a b c", "c", null], length: 2);
        Assert.Equal([3, 2], tensor.Shape.ToArray());
        Assert.Equal([2, 3, 4, 0, 0, 0], tensor.ToArray<int>());
        Assert.Throws<ArgumentOutOfRangeException>(() => vocabulary.Decode(5));
    }

    [Fact]
    public void It_loads_as_it_was_saved()
    {
        string path = Path.GetTempFileName();
        foreach (TokenKind kind in Enum.GetValues<TokenKind>())
        {
            Vocabulary vocabulary = Vocabulary.Fit(["He said \"ÄÖ\" 😀 \ud800 \u2028", "x\ny"], new() { Kind = kind });
            vocabulary.Save(path);
            Vocabulary back = Vocabulary.Load(path);
            Assert.Equal(kind, back.Kind);
            Assert.Equal(vocabulary.Tokens, back.Tokens);
        }

        string good = File.ReadAllText(path);
        foreach ((string from, string to, string reason) in ((string, string, string)[])[
            ("hebb-vocabulary", "hebb-pipeline", "'format' is 'hebb-pipeline'"), ("\"version\": 1", "\"version\": 2", "'version' is 2"),
            ("Character", "Letter", "expected one of Word, Character"),
            ("\"x\"", "\"y\"", "different texts"),
            ("\"x\"", "3", "not text"),
            ("\"x\"", "\"\"", "an empty text"),
            ("}", "", "not valid JSON")])
        {
            File.WriteAllText(path, good.Replace(from, to, StringComparison.Ordinal));
            string message = Assert.Throws<DataException>(() => Vocabulary.Load(path)).Message;
            Assert.Contains(reason, message, StringComparison.Ordinal);
            Assert.Contains("Vocabulary.Save", message, StringComparison.Ordinal);
        }

        File.Delete(path);
    }
}
