using System.Text.Encodings.Web;
using System.Text.Json;
using Hebb.Data.Preprocessing;
using Hebb.Formats;
using Hebb.Tensors;

namespace Hebb.Data.Text;

/// <summary>
/// Numbers for words or characters: 0 is padding, 1 stands for every unknown token, then the tokens of the training texts, the most frequent first and, as in
/// Keras, equally frequent ones in descending order.
/// </summary>
public sealed class Vocabulary
{
    /// <summary>The number that fills up short texts.</summary>
    public const int Padding = 0;

    /// <summary>The number of every token that is not in the vocabulary.</summary>
    public const int Unknown = 1;

    /// <summary>How the unknown token is written: <c>[UNK]</c>.</summary>
    public const string UnknownToken = "[UNK]";

    private const string FormatName = "hebb-vocabulary";
    private const int LargestFile = 256 << 20;
    private readonly string[] _tokens;
    private readonly Dictionary<string, int> _numbers;

    private Vocabulary(TokenKind kind, IEnumerable<string> tokens)
    {
        Kind = kind;
        _tokens = ["", UnknownToken, .. tokens];
        _numbers = new(_tokens.Length, StringComparer.Ordinal);
        for (int i = 2; i < _tokens.Length; i++) { _numbers.Add(_tokens[i], i); }
    }

    /// <summary>What texts are cut into.</summary>
    public TokenKind Kind { get; }

    /// <summary>The number of tokens, padding and unknown included: the <c>input_dim</c> of an embedding.</summary>
    public int Size => _tokens.Length;

    /// <summary>The tokens; their positions are their numbers.</summary>
    public IReadOnlyList<string> Tokens => _tokens;

    /// <summary>Learns the tokens of texts.</summary>
    /// <param name="texts">The training texts, and only those; missing ones (null) are left out.</param>
    /// <param name="options">Words or characters, and how many; null for all words.</param>
    /// <exception cref="ArgumentException">Fewer than three tokens are allowed.</exception>
    public static Vocabulary Fit(IEnumerable<string?> texts, VocabularyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        options ??= new();
        Dictionary<string, long> counts = new(StringComparer.Ordinal);
        foreach (string? text in texts)
        {
            if (text is null) { continue; }
            foreach (string token in Tokenizer.Tokens(text, options.Kind)) { counts[token] = counts.GetValueOrDefault(token) + 1; }
        }

        counts.Remove(UnknownToken); // a word that is spelled like it is unknown
        IEnumerable<string> tokens = counts.Where(token => token.Value >= options.MinCount)
            .OrderByDescending(token => token.Value).ThenByDescending(token => token.Key, StringComparer.Ordinal).Select(token => token.Key);
        return new Vocabulary(options.Kind, options.MaxTokens is { } most ? tokens.Take(most - 2) : tokens);
    }

    /// <summary>The numbers of a text's tokens; none for null.</summary>
    public int[] Encode(string? text) => text is null ? [] : [.. Tokenizer.Tokens(text, Kind).Select(token => _numbers.GetValueOrDefault(token, Unknown))];

    /// <summary>The numbers of texts, filled up or cut off at the end to one length, as a tensor [texts, length] of Int32.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="length">Tokens of each row; null for those of the longest text.</param>
    public Tensor Encode(IEnumerable<string?> texts, int? length = null) => Sequences.Pad([.. texts.Select(Encode)], new() { Length = length });

    /// <summary>The text of numbers, without padding; words are joined by spaces.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not in the vocabulary.</exception>
    public string Decode(params ReadOnlySpan<int> numbers)
    {
        List<string> tokens = [];
        foreach (int number in numbers)
        {
            if ((uint)number >= (uint)_tokens.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(numbers), number, $"Tokens go from 0 to {_tokens.Length - 1}.");
            }

            if (number != Padding) { tokens.Add(_tokens[number]); }
        }

        return string.Join(Kind == TokenKind.Word ? " " : "", tokens);
    }

    /// <summary>Saves as JSON, replacing an older file only when the new one is complete.</summary>
    public void Save(string path) => AtomicFile.Write(path, stream =>
    {
        using Utf8JsonWriter json = new(stream, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("format", FormatName);
        json.WriteNumber("version", 1);
        WriteTokens(json);
        json.WriteEndObject();
    });

    /// <summary>Kind and tokens as fields of an object.</summary>
    internal void WriteTokens(Utf8JsonWriter json)
    {
        json.WriteString("kind", $"{Kind}");
        json.WriteStartArray("tokens");
        foreach (string token in _tokens.AsSpan(2)) { json.WriteStringValue(token); }
        json.WriteEndArray();
    }

    /// <summary>Reads what <see cref="WriteTokens"/> wrote.</summary>
    internal static Vocabulary ReadTokens(JsonField root)
    {
        string[] tokens = root.DistinctTexts("tokens", 0);
        if (tokens.Contains("") || tokens.Contains(UnknownToken)) { throw root.Error($"'tokens' has an empty text or {UnknownToken}."); }
        return new Vocabulary(root.Choice<TokenKind>("kind"), tokens);
    }

    /// <summary>Loads a vocabulary that <see cref="Save"/> wrote.</summary>
    /// <exception cref="DataException">The file is no vocabulary or is damaged.</exception>
    public static Vocabulary Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string name = Path.GetFileName(path);
        using FileStream stream = File.OpenRead(path);
        if (stream.Length > LargestFile)
        {
            throw new DataException($"The file has {stream.Length} bytes; a vocabulary of at most {LargestFile} is read.", name);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(stream, new() { MaxDepth = 4, AllowDuplicateProperties = false });
            JsonField root = new(document.RootElement, name, "", "Vocabulary.Save");
            if (root.Text("format") != FormatName) { throw root.Error($"'format' is '{root.Text("format")}', not '{FormatName}'."); }
            _ = root.Whole("version", 1, 1);
            return ReadTokens(root);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException) // the latter: half of a surrogate pair
        {
            throw new DataException($"This is not valid JSON: {wrong.Message} Expected a file written by Vocabulary.Save.", name);
        }
    }
}
