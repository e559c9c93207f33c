using System.Globalization;
using System.Text.Json;
using Hebb.Data.Preprocessing;
using Hebb.Data.Text;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Learning.Texts;

/// <summary>
/// A text as a bag: which words it has, or which one, two and three characters follow each other in it, wherever they stand. Each has a weight, TF-IDF: with
/// n training texts of which d have it, and t times in this text, (1 + ln t) · (1 + ln((1 + n) / (1 + d))), divided by the root of the sum of all squares.
/// That is scikit-learn's <c>TfidfVectorizer(sublinear_tf=True)</c>.
/// </summary>
internal sealed class TextGrams
{
    private const int LongestOfCharacters = 3, MostInputs = 4096, LeastCount = 2, Nothing = 0, Always = 1;

    /// <summary>What a table of weights may have, and what the inputs of all texts together: memory is bounded, whatever the texts.</summary>
    private const int MostGrams = 50_000, MostWeights = 1 << 20, MostValues = 1 << 26;

    private readonly int[][] _grams;
    private readonly double[] _rarity;
    private readonly Dictionary<(int, int, int), int> _places;
    private readonly int _longest, _inputs;

    private TextGrams(int longest, int[][] grams, double[] rarity, int inputs, int? tokens)
    {
        (_longest, _grams, _rarity, _inputs, Tokens) = (longest, grams, rarity, inputs, tokens);
        _places = grams.Index().ToDictionary(gram => Key(gram.Item), gram => gram.Index);
    }

    /// <summary>How many tokens of a text are looked at; null for all.</summary>
    public int? Tokens { get; }

    /// <summary>How many different words, or runs of characters, are known.</summary>
    public int Count => _grams.Length;

    /// <summary>Learns what training texts have.</summary>
    /// <param name="texts">Their tokens' numbers.</param>
    /// <param name="kind">Words are looked at one by one, characters up to three in a row.</param>
    /// <param name="outputs">The numbers of an answer.</param>
    /// <param name="tokens">How many tokens of a text are looked at; null for all.</param>
    public static TextGrams Fit(IReadOnlyList<int[]> texts, TokenKind kind, int outputs, int? tokens)
    {
        int longest = kind == TokenKind.Word ? 1 : LongestOfCharacters;
        Dictionary<(int, int, int), int> counts = [];
        foreach (int[] text in texts)
        {
            foreach ((int, int, int) gram in Of(text, longest, tokens).Keys) { counts[gram] = counts.GetValueOrDefault(gram) + 1; }
        }

        (int[] Gram, int Texts)[] kept = [.. counts
            .Where(gram => gram.Value >= LeastCount)
            .OrderByDescending(gram => gram.Value)
            .ThenBy(gram => gram.Key)
            .Take(Math.Min(MostGrams, MostWeights / outputs))
            .Select(gram => (((int[])[gram.Key.Item1, gram.Key.Item2, gram.Key.Item3]).Where(token => token >= 0).ToArray(), gram.Value))];
        double[] rarity = [.. kept.Select(gram => 1 + Math.Log((1.0 + texts.Count) / (1 + gram.Texts)))];
        TextGrams all = new(longest, [.. kept.Select(gram => gram.Gram)], rarity, MostInputs, tokens);
        int most = texts.Max(text => all.Row(text).Places.Length);
        return new(longest, all._grams, rarity, Math.Clamp(most, 1, Math.Min(MostInputs, Math.Max(1, MostValues / texts.Count))), tokens);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static TextGrams Read(JsonField root, int vocabulary)
    {
        int longest = root.Whole("longest", 1, LongestOfCharacters);
        int[][] grams = [.. root.DistinctTexts("grams", 0).Select(gram => Parse(gram) is { } tokens && tokens.Length <= longest
            && tokens.All(token => token < vocabulary)
            ? tokens
            : throw root.Error($"'grams' has '{gram}', expected 1 to {longest} numbers of tokens below {vocabulary}."))];
        double[] rarity = root.Numbers("rarity");
        return rarity.Length == grams.Length && rarity.All(value => value >= 1)
            ? new(longest, grams, rarity, root.Whole("inputs", 1, MostInputs), root.Has("tokens") ? root.Whole("tokens", 1, TextPipeline.MostTokens) : null)
            : throw root.Error($"'rarity' needs a number of at least 1 for each of {grams.Length} 'grams'.");
    }

    /// <summary>Saves as the fields of an object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("longest", _longest);
        json.WriteNumber("inputs", _inputs);
        if (Tokens is { } tokens) { json.WriteNumber("tokens", tokens); }
        json.WriteStartArray("grams");
        foreach (int[] gram in _grams) { json.WriteStringValue(string.Join(' ', gram)); }
        json.WriteEndArray();
        json.WriteStartArray("rarity");
        foreach (double value in _rarity) { json.WriteNumberValue(value); }
        json.WriteEndArray();
    }

    /// <summary>What a text has and how much it counts. Of more than there is room for, what counts least is left out.</summary>
    public SparseRow Row(int[] text)
    {
        (int Place, double Value)[] found = [.. Of(text, _longest, Tokens)
            .Where(gram => _places.ContainsKey(gram.Key))
            .Select(gram => (Place: _places[gram.Key], gram.Value))
            .Select(gram => (gram.Place, (1 + Math.Log(gram.Value)) * _rarity[gram.Place]))
            .OrderByDescending(gram => gram.Item2)
            .ThenBy(gram => gram.Place)];
        double norm = Math.Sqrt(found.Sum(gram => gram.Value * gram.Value));
        (int Place, double Value)[] kept = [.. found.Take(_inputs).OrderBy(gram => gram.Place)];
        return new([.. kept.Select(gram => gram.Place)], [.. kept.Select(gram => (float)(gram.Value / norm))]);
    }

    /// <summary>What texts have [texts, inputs] and how much each counts [texts, inputs], for the model of <see cref="NewModel"/>.</summary>
    public Tensor[] Encode(IReadOnlyList<int[]> texts)
    {
        int width = _inputs + 1;
        int[] places = new int[checked(texts.Count * width)];
        float[] values = new float[places.Length];
        for (int text = 0; text < texts.Count; text++)
        {
            SparseRow row = Row(texts[text]);
            (places[text * width], values[text * width]) = (Always, 1);
            for (int i = 0; i < row.Places.Length; i++)
            {
                (places[(text * width) + 1 + i], values[(text * width) + 1 + i]) = (row.Places[i] + Always + 1, row.Values[i]);
            }
        }

        return [Tensor.Create(places, [texts.Count, width]), Tensor.Create(values, [texts.Count, width])];
    }

    /// <summary>An input of one text that holds the last of all grams, because a table may be too small for it.</summary>
    public Tensor[] Probe() => [Tensor.Full([1, _inputs + 1], Count + Always, DType.Int32), Tensor.Zeros([1, _inputs + 1])];

    /// <summary>
    /// The regression as a network. A dense layer on all that is known would be as wide as a vocabulary and nearly all zeros; an embedding holds the same
    /// weights, a row for each word, and the sum over the words that are there is the same product.
    /// </summary>
    /// <param name="head">The output.</param>
    /// <param name="weights">What <see cref="LogisticRegression.Solve"/> found.</param>
    public Model NewModel(Head head, double[] weights)
    {
        Input places = new([_inputs + 1], DType.Int32), values = new([_inputs + 1]);
        Embedding table = new(Count + Always + 1, head.Outputs) { EmbeddingsInitializer = Initializer.Zeros };
        Node sum = new Dot(1).Apply([table.Apply(places), values]);
        Model model = new([places, values], [new ActivationLayer(head.Activation!).Apply(sum)]);

        // Row 0 fills up, row 1 is always there: the constants.
        int constants = weights.Length - head.Outputs;
        model.Parameters[0].SetValues<float>([
            .. new float[head.Outputs], .. weights[constants..].Select(weight => (float)weight), .. weights[..constants].Select(weight => (float)weight)]);
        return model;
    }

    /// <summary>The different grams of a text and how often they are in it; 0 stands before and behind a text of characters.</summary>
    private static Dictionary<(int, int, int), int> Of(int[] text, int longest, int? most)
    {
        int[] read = most < text.Length ? text[..most.Value] : text, tokens = longest == 1 ? read : [Nothing, .. read, Nothing];
        Dictionary<(int, int, int), int> grams = [];
        for (int i = 0; i < tokens.Length; i++)
        {
            for (int n = 1; n <= longest && i + n <= tokens.Length; n++)
            {
                (int, int, int) gram = Key(tokens.AsSpan(i, n));
                grams[gram] = grams.GetValueOrDefault(gram) + 1;
            }
        }

        return grams;
    }

    private static (int, int, int) Key(ReadOnlySpan<int> gram) => (gram[0], gram.Length > 1 ? gram[1] : -1, gram.Length > 2 ? gram[2] : -1);

    private static int[]? Parse(string gram)
    {
        List<int> tokens = [];
        foreach (string part in gram.Split(' '))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int token)) { return null; }
            tokens.Add(token);
        }

        // Numbers are written in one way only, so different texts are different grams.
        return string.Join(' ', tokens) == gram ? [.. tokens] : null;
    }
}
