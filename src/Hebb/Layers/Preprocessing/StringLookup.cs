using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Numbers for texts: categories such as countries, or words.</summary>
/// <remarks>
/// Tensors hold no texts. <see cref="Apply(ReadOnlySpan{string})"/> goes from texts to what <see cref="OutputMode"/> says and is used on data before
/// they enter a model. Inside a model the layer takes the numbers that <see cref="IndicesOf(ReadOnlySpan{string})"/> gives, and encodes them; so the
/// vocabulary is saved with the model.
/// </remarks>
/// <example>
/// <code>
/// StringLookup country = new() { OutputMode = OutputMode.OneHot };
/// country.Adapt(["France", "Spain", "France"]);
/// Tensor rows = country.Apply(["Spain", "Atlantis"]);   // [[0, 0, 1], [1, 0, 0]]: unknown, France, Spain
/// </code>
/// </example>
/// <inheritdoc cref="IndexLookup{T}"/>
public sealed class StringLookup : IndexLookup<string>
{
    internal static LayerKind<StringLookup> Kind { get; } = new("StringLookup", c => new(c)) { Vocabulary = new() };

    /// <summary>A lookup whose vocabulary is given, or learned by <see cref="IndexLookup{T}.Adapt"/>.</summary>
    /// <param name="vocabulary">The tokens in order; those for mask and unknown may come first, as in <see cref="IndexLookup{T}.Vocabulary"/>. Null to learn
    /// them.</param>
    public StringLookup(IReadOnlyList<string>? vocabulary = null) : base(vocabulary) { }

    private StringLookup(IConfig<StringLookup> c) : base(c)
    {
        c.Refuse("invert");
        c.Always("invert", false);
        c.Always("encoding", "utf-8");
        OovToken = c.Text("oov_token", l => l.OovToken, "[UNK]");
        MaskToken = c.TextOrNull("mask_token", l => l.MaskToken);
        IReadOnlyList<string> tokens = c.Texts("vocabulary", l => l.Tokens);
        if (c.Instance is null) { Take(tokens); }
    }

    /// <summary>The text that stands for nothing, and what a missing text (null) is taken for; null for none.</summary>
    public string? MaskToken { get; init; }

    /// <summary>The text given back for the numbers of unknown texts.</summary>
    public string OovToken { get; init; } = "[UNK]";

    private protected override IEnumerable<string> Masks => MaskToken is { } mask ? [mask] : [];

    private protected override string Unknown => OovToken;

    private protected override IComparer<string> Order => StringComparer.Ordinal;

    /// <summary>The texts, one a row, in the form that <see cref="OutputMode"/> says.</summary>
    /// <exception cref="ArgumentException">A text is missing or unknown where there is no number for that.</exception>
    public Tensor Apply(ReadOnlySpan<string> texts) => Apply(IndicesOf(texts));

    /// <summary>Rows of texts in the form that <see cref="OutputMode"/> says.</summary>
    /// <exception cref="ArgumentException">A text is missing or unknown where there is no number for that.</exception>
    public Tensor Apply(string[,] texts) => Apply(IndicesOf(texts));

    /// <summary>The numbers of texts: shape (texts,), Int32. −1 for a masked text that rows leave out.</summary>
    /// <exception cref="ArgumentException">A text is missing or unknown where there is no number for that.</exception>
    public Tensor IndicesOf(ReadOnlySpan<string> texts)
    {
        EnsureBuilt([[texts.Length]]);
        int[] indices = new int[texts.Length];
        for (int i = 0; i < indices.Length; i++) { indices[i] = IndexOf(texts[i], i); }
        return Tensor.Create(indices);
    }

    /// <summary>The numbers of rows of texts.</summary>
    /// <inheritdoc cref="IndicesOf(ReadOnlySpan{string})"/>
    public Tensor IndicesOf(string[,] texts) => IndicesOf([.. texts.Cast<string>()]).Reshape([texts.GetLength(0), texts.GetLength(1)]);

    /// <summary>The texts behind numbers: the way back.</summary>
    /// <param name="indices">Numbers of any shape.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such number.</exception>
    public string[] TextsOf(Tensor indices) => [.. indices.Cast(DType.Int32).ToArray<int>().Select(TextOf)];

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        // One lower and one higher than the table, so that a masked number (−1) is allowed.
        Tensor indices = CategoryRows.Whole(this, x), known = CategoryRows.Checked(indices + 1, Depth + 1) - 1;
        return CategoryRows.Encode(known, OutputMode, Depth);
    }

    private protected override bool IsSpecial(string token) => token == MaskToken || token == OovToken;

    private int IndexOf(string? text, int row)
    {
        if (text is null && MaskToken is null)
        {
            throw new ArgumentException($"The text at position {row} is missing: set MaskToken if missing texts are to count as nothing, or fill them in.");
        }

        if (text is null || text == MaskToken) { return MaskIndex; }
        if (Find(text) is { } index) { return index; }
        if (NumOovIndices == 0)
        {
            throw new ArgumentException(
                $"The text \"{text}\" at position {row} is not in the vocabulary of {Tokens.Count} tokens, and NumOovIndices is 0. "
                + "Set it to 1 to give unknown texts a number.");
        }

        return FirstUnknown + (int)(FarmHash.Fingerprint(text) % (ulong)NumOovIndices);
    }

    private string TextOf(int index) => index switch
    {
        _ when index == MaskIndex && MaskToken is not null => MaskToken,
        _ when index >= 0 && index < VocabularySize => Vocabulary[index],
        _ => throw new ArgumentOutOfRangeException(nameof(index), index, $"The numbers of {this} go from 0 to {VocabularySize - 1}."),
    };
}
