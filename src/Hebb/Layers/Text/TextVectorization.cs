using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Numbers for texts: splits them into words (or characters), and gives each word of a vocabulary a number.</summary>
/// <remarks>
/// Tensors hold no texts. <see cref="Apply(ReadOnlySpan{string})"/> goes from texts to what <see cref="OutputMode"/> says and is used on data
/// before they enter a model. Inside a model the layer takes the numbers that <see cref="IndicesOf"/> gives, and encodes them; so the vocabulary is
/// saved with the model. The numbers are Keras': with <see cref="TextOutputMode.Int"/> 0 for nothing, 1 for unknown tokens, then the vocabulary in
/// order; in other modes unknown tokens have 0.
/// </remarks>
/// <example>
/// <code>
/// TextVectorization words = new() { OutputSequenceLength = 4 };
/// words.Adapt(["foo bar", "bar baz", "baz bada boom"]);
/// Tensor y = words.Apply(["Foo qux, bar!", "qux baz"]);   // [[4, 1, 3, 0], [1, 2, 0, 0]]
/// </code>
/// </example>
public sealed class TextVectorization : Layer
{
    internal static LayerKind<TextVectorization> Kind { get; } = new("TextVectorization", c =>
    {
        c.Refuse("sparse", "ragged");
        c.WriteOnly("dtype", "string");
        c.Always("sparse", false);
        c.Always("ragged", false);
        c.Always("encoding", "utf-8");
        c.WriteOnly("vocabulary_size", c.Instance?.VocabularySize);
        TextOutputMode mode = c.Choice("output_mode", l => l.OutputMode, ["int", "multi_hot", "count", "tf_idf"]);
        IReadOnlyList<string> all = c.Texts("vocabulary", l => l.Lookup.Tokens);
        if (c.Instance is null) { StringLookup.RequireTokens(all); }
        IReadOnlyList<string> vocabulary = mode == TextOutputMode.Int
            ? StringLookup.WithoutSpecial(all, ["", Unknown], 2)
            : StringLookup.WithoutSpecial(all, [Unknown], 1);
        IReadOnlyList<double>? weights = c.NumbersOrNull("idf_weights", l => l.IdfWeights is { Count: > 0 } known ? known : null);
        if (weights?.Count == all.Count) { weights = [.. weights.Skip(all.Count - vocabulary.Count)]; }
        return new(vocabulary, weights is { Count: > 0 } ? weights : null)
        {
            MaxTokens = c.IntOrNull("max_tokens", l => l.MaxTokens),
            Standardize = c.Choice("standardize", l => l.Standardize, ["lower_and_strip_punctuation", "lower", "strip_punctuation", null]),
            Split = c.Choice("split", l => l.Split, ["whitespace", "character", null]),
            Ngrams = c.Node.Json["ngrams"] is JsonValue ? [.. Enumerable.Range(1, Math.Max(0, c.Node.Int("ngrams")))] : c.IntsOrNull("ngrams", l => l.Ngrams),
            OutputMode = mode,
            OutputSequenceLength = c.IntOrNull("output_sequence_length", l => l.OutputSequenceLength),
            PadToMaxTokens = c.Flag("pad_to_max_tokens", l => l.PadToMaxTokens, false),
        };
    })
    {
        HasTypeOfItsOwn = true,
        Vocabulary = new()
        {
            HasWeights = true,
            RowLength = settings => (settings["output_mode"]?.ToString() ?? "int") == "int" ? settings["output_sequence_length"] : null,
        },
    };

    private const string Unknown = "[UNK]";

    private readonly IReadOnlyList<string>? _given;
    private StringLookup? _lookup;

    /// <summary>A layer whose vocabulary is given, or learned by <see cref="Adapt"/>.</summary>
    /// <param name="vocabulary">The tokens in order; those for nothing and unknown may come first, as in <see cref="Vocabulary"/>. Null to learn them.</param>
    /// <param name="idfWeights">For <see cref="TextOutputMode.TfIdf"/> the weight of each token.</param>
    /// <exception cref="ArgumentException">There are not as many weights as tokens.</exception>
    public TextVectorization(IReadOnlyList<string>? vocabulary = null, IReadOnlyList<double>? idfWeights = null)
    {
        if (idfWeights is not null && idfWeights.Count != vocabulary?.Count)
        {
            throw new ArgumentException(
                $"Each token of the vocabulary has a weight, but there are {vocabulary?.Count ?? 0} tokens and {idfWeights.Count} weights.",
                nameof(idfWeights));
        }

        // Tokens have weights only where nothing has no number.
        if (idfWeights is not null && vocabulary is [Unknown, ..]) { (vocabulary, idfWeights) = ([.. vocabulary.Skip(1)], [.. idfWeights.Skip(1)]); }
        (_given, IdfWeights) = (vocabulary, idfWeights ?? []);
    }

    /// <summary>How many numbers there may be, those for nothing and unknown included; null for as many as the data need. Range: 1 or more.</summary>
    public int? MaxTokens { get; init => field = SettingRange.AtLeast(1, value); }

    /// <summary>What is done to texts before they are split.</summary>
    public TextStandardization Standardize { get; init; }

    /// <summary>How texts are split.</summary>
    public TextSplit Split { get; init; }

    /// <summary>How many neighbors make a token: [1, 2] for single words and pairs; null for single ones.</summary>
    public IReadOnlyList<int>? Ngrams
    {
        get;
        init =>
            field = value is null || value.Count > 0 && value.All(n => n > 0)
                ? value
                : throw new ArgumentException(
                    $"Neighbors are counted from 1, but got [{string.Join(", ", value)}]. Give null for single tokens.", nameof(value));
    }

    /// <summary>What is given out.</summary>
    public TextOutputMode OutputMode { get; init; }

    /// <summary>With <see cref="TextOutputMode.Int"/> how long rows are: longer texts are cut, shorter ones filled up. Null for the
    /// longest text of each call. Range: 1 or more.</summary>
    public int? OutputSequenceLength { get; init => field = SettingRange.AtLeast(1, value); }

    /// <summary>Whether rows of counts are as long as <see cref="MaxTokens"/> allows even if the vocabulary is smaller.</summary>
    public bool PadToMaxTokens { get; init; }

    /// <summary>The token of each number, as Keras' get_vocabulary lists them: with <see cref="TextOutputMode.Int"/> <c>""</c> for nothing and <c>"[UNK]"</c>
    /// for unknown tokens, then the vocabulary; in other modes without the first.</summary>
    public IReadOnlyList<string> Vocabulary => Lookup.Vocabulary;

    /// <summary>How many numbers there are, those for nothing and unknown included.</summary>
    public int VocabularySize => Lookup.VocabularySize;

    /// <summary>With <see cref="TextOutputMode.TfIdf"/> the weight of each token; empty otherwise.</summary>
    public IReadOnlyList<double> IdfWeights { get; private set; }

    private StringLookup Lookup => _lookup ??= new(_given)
    {
        MaskToken = "",
        MaxTokens = MaxTokens,
        PadToMaxTokens = PadToMaxTokens,
        OutputMode = OutputMode switch
        {
            TextOutputMode.Int => Layers.OutputMode.Int,
            TextOutputMode.MultiHot => Layers.OutputMode.MultiHot,
            _ => Layers.OutputMode.Count,
        },
    };

    /// <summary>Learns the vocabulary: the tokens of the texts, the most frequent first; of equally frequent ones the last in the
    /// alphabet first, as in Keras.</summary>
    /// <param name="texts">The texts of the training data.</param>
    /// <exception cref="InvalidOperationException">The layer has a vocabulary or has been used already.</exception>
    /// <exception cref="ArgumentException">There are no tokens, or a text is missing (null).</exception>
    public void Adapt(IEnumerable<string> texts)
    {
        List<IReadOnlyList<string>> documents = [.. texts.Select(TokensOf)];
        Lookup.Adapt(documents.SelectMany(tokens => tokens));
        if (OutputMode != TextOutputMode.TfIdf) { return; }
        Dictionary<string, int> containing = [];
        foreach (string token in documents.SelectMany(tokens => tokens.Distinct())) { containing[token] = containing.GetValueOrDefault(token) + 1; }
        IdfWeights = [.. Lookup.Tokens.Select(token => Math.Log(1 + documents.Count / (1.0 + containing[token])))];
    }

    /// <summary>The tokens of a text.</summary>
    /// <exception cref="ArgumentException">The text is missing (null).</exception>
    public IReadOnlyList<string> TokensOf(string text) =>
        new Tokenizer(Standardize, Split, Ngrams)
            .Tokens(text ?? throw new ArgumentException("A text is missing (null): give an empty text instead.", nameof(text)));

    /// <summary>The texts, one a row, in the form that <see cref="OutputMode"/> says.</summary>
    /// <exception cref="ArgumentException">A text is missing (null).</exception>
    public Tensor Apply(ReadOnlySpan<string> texts) => Apply(IndicesOf(texts));

    /// <summary>The numbers of the tokens of texts: shape (texts, length), Int32. Rows are filled up with 0, or with −1 where they will be counted.</summary>
    /// <exception cref="ArgumentException">A text is missing (null).</exception>
    public Tensor IndicesOf(ReadOnlySpan<string> texts)
    {
        List<int[]> rows = [];
        foreach (string text in texts) { rows.Add(Lookup.IndicesOf([.. TokensOf(text)]).ToArray<int>()); }
        int length = OutputSequenceLength ?? rows.Select(row => row.Length).Append(1).Max();
        int[,] indices = new int[rows.Count, length];
        for (int row = 0; row < rows.Count; row++)
        {
            for (int i = 0; i < length; i++)
            {
                indices[row, i] = i < rows[row].Length ? rows[row][i] : OutputMode == TextOutputMode.Int ? 0 : CategoryRows.Nothing;
            }
        }

        return Tensor.Create(indices);
    }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (OutputMode != TextOutputMode.Int && OutputSequenceLength is not null)
        {
            throw new InvalidOperationException(
                $"{this} has OutputSequenceLength, which goes with TextOutputMode.Int only: counts have one number for each token.");
        }

        if (OutputMode == TextOutputMode.TfIdf && Lookup.Tokens.Count != IdfWeights.Count)
        {
            throw new InvalidOperationException(
                $"{this} has no weights for TextOutputMode.TfIdf: give idfWeights with the vocabulary, or Adapt the layer to texts.");
        }
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        Tensor rows = Lookup.Apply(x, training);
        if (OutputMode != TextOutputMode.TfIdf) { return rows; }
        return rows * Tensor.Create(TokenWeights);
    }

    /// <summary>The weights of tokens: they stand among the settings as well, but Keras insists on finding them here, and with the lookup inside.</summary>
    internal override IReadOnlyList<(string Path, float[] Values)> CopiesOfSettings => OutputMode == TextOutputMode.TfIdf && IdfWeights.Count > 0
        ? [("vars/idf_weights", TokenWeights), ("_lookup_layer/vars/idf_weights", TokenWeights)]
        : [];

    /// <summary>The weight of each column of the rows: that of unknown tokens is the mean of the others; columns without a token have none.</summary>
    internal float[] TokenWeights
    {
        get
        {
            float[] weights = new float[PadToMaxTokens && MaxTokens is { } most ? most : VocabularySize];
            weights[0] = (float)IdfWeights.Average();
            for (int i = 0; i < IdfWeights.Count; i++) { weights[i + 1] = (float)IdfWeights[i]; }
            return weights;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"TextVectorization({Lookup.Tokens.Count} tokens)";
}
