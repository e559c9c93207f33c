using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Gives each token of a vocabulary a number: what <see cref="StringLookup"/> and <see cref="IntegerLookup"/> have in common.</summary>
/// <remarks>
/// The numbers are Keras': with <see cref="OutputMode.Int"/> 0 for the mask token if there is one; then those for unknown tokens; then the vocabulary in order.
/// In other modes masked tokens are left out of the rows, and the numbers begin with those for unknown ones.
/// </remarks>
/// <typeparam name="T">The type of the tokens.</typeparam>
public abstract class IndexLookup<T> : Layer where T : notnull
{
    private Dictionary<T, int> _positions = [];
    private IReadOnlyList<T> _tokens = [];
    private IReadOnlyList<T>? _given;

    private protected IndexLookup(IReadOnlyList<T>? vocabulary)
    {
        if (vocabulary is null) { return; }
        // Which tokens stand for mask and unknown is only known when all settings are: they may come first, and as often as unknown tokens have numbers.
        Check(vocabulary.Where((token, i) => i == 0 || !token.Equals(vocabulary[i - 1])));
        _given = vocabulary;
    }

    /// <summary>A lookup of its settings, without the tokens.</summary>
    private protected IndexLookup(IConfig<IndexLookup<T>> c)
    {
        c.Refuse("sparse", "idf_weights");
        c.Always("sparse", false);
        c.WriteOnly("idf_weights", null);
        c.WriteOnly("vocabulary_size", c.Instance?.VocabularySize);
        MaxTokens = c.IntOrNull("max_tokens", l => l.MaxTokens);
        NumOovIndices = c.Int("num_oov_indices", l => l.NumOovIndices, 1);
        OutputMode = c.OutputMode(l => l.OutputMode);
        PadToMaxTokens = c.Flag("pad_to_max_tokens", l => l.PadToMaxTokens, false);
    }

    /// <summary>How many numbers there may be, those of mask and unknown tokens included; null for as many as the data need. Range: 1 or more.</summary>
    public int? MaxTokens { get; init => field = SettingRange.AtLeast(1, value); }

    /// <summary>How many numbers unknown tokens share; with 0 an unknown token is an error. Range: 0 or more.</summary>
    public int NumOovIndices { get; init => field = SettingRange.AtLeast(0, value); } = 1;

    /// <summary>What is given out.</summary>
    public OutputMode OutputMode { get; init; }

    /// <summary>Whether rows are as long as <see cref="MaxTokens"/> allows even if the vocabulary is smaller.</summary>
    public bool PadToMaxTokens { get; init; }

    /// <summary>The token of each number, those for mask and unknown included, as Keras' get_vocabulary lists them.</summary>
    public IReadOnlyList<T> Vocabulary => field is { } known && known.Count == VocabularySize ? known : field = [.. Special, .. Tokens];

    /// <summary>How many numbers there are, those of mask and unknown tokens included.</summary>
    public int VocabularySize => FirstToken + Tokens.Count;

    /// <summary>The tokens without those for mask and unknown; empty before they are known.</summary>
    internal IReadOnlyList<T> Tokens
    {
        get
        {
            if (_given is { } given)
            {
                Learn(WithoutSpecial(given, Special, FirstToken));
                _given = null;
            }

            return _tokens;
        }
    }

    /// <summary>The tokens for mask and unknown, by their numbers.</summary>
    private IEnumerable<T> Special => Masks.Take(FirstUnknown).Concat(Enumerable.Repeat(Unknown, Math.Max(0, NumOovIndices)));

    /// <summary>The token that stands for nothing, if there is one.</summary>
    private protected abstract IEnumerable<T> Masks { get; }

    /// <summary>The token given back for the numbers of unknown ones.</summary>
    private protected abstract T Unknown { get; }

    /// <summary>The number of the first token of the vocabulary.</summary>
    private protected int FirstToken => FirstUnknown + NumOovIndices;

    /// <summary>The number of the first unknown token.</summary>
    private protected int FirstUnknown => HasMask && OutputMode == OutputMode.Int ? 1 : 0;

    /// <summary>What stands for a masked token.</summary>
    private protected int MaskIndex => OutputMode == OutputMode.Int ? 0 : CategoryRows.Nothing;

    /// <summary>The length of rows.</summary>
    private protected int Depth => PadToMaxTokens
        ? MaxTokens ?? throw new InvalidOperationException($"{this} has PadToMaxTokens, but no MaxTokens to pad to.")
        : VocabularySize;

    /// <summary>Whether there is a token that stands for nothing.</summary>
    private protected bool HasMask => Masks.Any();

    /// <summary>Learns the vocabulary: the tokens of the data, the most frequent first; of equally frequent ones the last in the alphabet (or the
    /// largest) first, as in Keras.</summary>
    /// <param name="data">The tokens of the training data.</param>
    /// <exception cref="InvalidOperationException">The layer has a vocabulary or has been used already.</exception>
    /// <exception cref="ArgumentException">There are no tokens.</exception>
    public void Adapt(IEnumerable<T> data)
    {
        if (Tokens.Count > 0 || IsBuilt)
        {
            throw new InvalidOperationException($"{this} has a vocabulary already: make a new layer to learn another one.");
        }

        Dictionary<T, long> counts = [];
        foreach (T token in data)
        {
            if (token is not null && !IsSpecial(token)) { counts[token] = counts.GetValueOrDefault(token) + 1; }
        }

        IEnumerable<T> tokens = counts.OrderByDescending(entry => entry.Value).ThenByDescending(entry => entry.Key, Order).Select(entry => entry.Key);
        Learn([.. MaxTokens is { } most ? tokens.Take(Math.Max(0, most - FirstToken)) : tokens]);
    }

    /// <summary>Whether a token stands for a mask or for unknown ones.</summary>
    private protected abstract bool IsSpecial(T token);

    /// <summary>The order of tokens that are equally frequent.</summary>
    private protected abstract IComparer<T> Order { get; }

    /// <summary>The number of a token; null if it is unknown.</summary>
    private protected int? Find(T token) => _positions.TryGetValue(token, out int position) ? FirstToken + position : null;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (Tokens.Count == 0) { throw new InvalidOperationException($"{this} has no vocabulary yet: give it one, or Adapt it to data first."); }
        if (NumOovIndices is < 0 or > CategoryRows.Most)
        {
            throw new InvalidOperationException($"{this} has NumOovIndices {NumOovIndices}; it goes from 0 to {CategoryRows.Most}.");
        }

        if (VocabularySize > MaxTokens)
        {
            throw new InvalidOperationException($"{this} has {VocabularySize} tokens, those for mask and unknown included, but MaxTokens is {MaxTokens}.");
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name}({Tokens.Count} tokens)";

    /// <summary>Takes the vocabulary of a file, which may begin with the tokens for mask and unknown.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    private protected void Take(IReadOnlyList<T> vocabulary)
    {
        RequireTokens(vocabulary);
        Learn(WithoutSpecial(vocabulary, Special, FirstToken));
    }

    /// <summary>Refuses a file without a vocabulary.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    internal static void RequireTokens(IReadOnlyList<T> vocabulary)
    {
        if (vocabulary.Count == 0)
        {
            throw new InvalidOperationException("there is no vocabulary. Keras keeps one that was learned in the assets of a .keras file, "
                + "and nowhere in .h5 and in JSON: save as .keras, or make the layer with vocabulary=layer.get_vocabulary().");
        }

    }

    /// <summary>A vocabulary without the tokens for mask and unknown, with which it may begin.</summary>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="special">These tokens.</param>
    /// <param name="count">How many they are: a file may say any number.</param>
    internal static IReadOnlyList<T> WithoutSpecial(IReadOnlyList<T> vocabulary, IEnumerable<T> special, int count) =>
        vocabulary.Count >= count && vocabulary.Take(count).SequenceEqual(special) ? [.. vocabulary.Skip(count)] : vocabulary;

    private void Learn(IReadOnlyList<T> vocabulary) => (_positions, _tokens) = (Check(vocabulary), [.. vocabulary]);

    private static Dictionary<T, int> Check(IEnumerable<T> vocabulary)
    {
        Dictionary<T, int> positions = [];
        foreach (T token in vocabulary)
        {
            if (!positions.TryAdd(token, positions.Count))
            {
                throw new ArgumentException($"Each token of a vocabulary occurs once, but \"{token}\" occurs again.", nameof(vocabulary));
            }
        }

        return positions.Count > 0
            ? positions
            : throw new ArgumentException("A vocabulary has at least one token, but there are none.", nameof(vocabulary));
    }
}
