using System.Text.Json;
using Hebb.Data.Preprocessing;
using Hebb.Data.Reading;
using Hebb.Data.Text;
using Hebb.Learning.Training;
using Hebb.Tensors;

namespace Hebb.Learning.Texts;

/// <summary>
/// How a text becomes the inputs of a model: for a network its tokens' numbers, short texts filled up at the beginning, so that the last step is always text;
/// for a bag of words what the text has and how much it counts; for both together one after the other.
/// </summary>
/// <param name="column">The column of texts.</param>
/// <param name="vocabulary">The tokens.</param>
/// <param name="length">How many tokens the network sees; null without a network that reads them in order.</param>
/// <param name="grams">What the bag of words knows; null without one.</param>
/// <param name="target">The classes.</param>
internal sealed class TextPipeline(string column, Vocabulary vocabulary, int? length, TextGrams? grams, TargetEncoder target) : IModelPipeline
{
    /// <summary>More tokens than this do not fit in memory for long texts anyway.</summary>
    public const int MostTokens = 1 << 16;

    private const int Examples = 5;

    /// <summary>The column of texts.</summary>
    public string Column { get; } = column;

    /// <summary>The tokens.</summary>
    public Vocabulary Vocabulary { get; } = vocabulary;

    /// <summary>How many tokens the network sees; null without a network.</summary>
    public int? Length { get; } = length;

    /// <summary>What the bag of words knows; null without one.</summary>
    public TextGrams? Grams { get; } = grams;

    /// <summary>How many tokens of a text count for the answer; null for all.</summary>
    public int? Seen => Grams is null ? Length : Grams.Tokens;

    /// <summary>The classes.</summary>
    public TargetEncoder Target { get; } = target;

    /// <inheritdoc/>
    public TableReading? Reading { get; init; }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static TextPipeline Read(JsonField root)
    {
        PipelineFile.CheckVersion(root);
        TargetEncoder target = TargetJson.Read(root);
        if (target.Task == LearningTask.Regression) { throw root.Error("texts have classes, not numbers to predict."); }
        Vocabulary vocabulary = Vocabulary.ReadTokens(root);
        TextGrams? grams = root.Has("bag") ? TextGrams.Read(root.Object("bag"), vocabulary.Size) : null;
        int? length = grams is null || root.Has("length") ? root.Whole("length", 1, MostTokens) : null;
        return new(root.Text("column"), vocabulary, length, grams, target) { Reading = ReadingJson.Read(root) };
    }

    /// <summary>Saves as JSON.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("column", Column);
        if (Length is { } length) { json.WriteNumber("length", length); }
        Vocabulary.WriteTokens(json);
        if (Grams is null) { return; }
        json.WriteStartObject("bag");
        Grams.Write(json);
        json.WriteEndObject();
    }

    /// <summary>The inputs of the model for texts.</summary>
    public Tensor[] Encode(IReadOnlyList<string?> texts) => Inputs([.. texts.Select(Vocabulary.Encode)]);

    /// <summary>The inputs of the model for the numbers of tokens: all of one length, and what the bag takes.</summary>
    public Tensor[] Inputs(IReadOnlyList<int[]> texts) =>
    [
        .. Length is { } length ? [Sequences.Pad(texts, new() { Length = length, Pad = SequenceSide.Beginning })] : Array.Empty<Tensor>(),
        .. Grams?.Encode(texts) ?? [],
    ];

    /// <summary>Inputs of one text that hold the largest numbers, because a table may be too small for them.</summary>
    public Tensor[] Probe() =>
    [
        .. Length is { } length ? [Tensor.Full([1, length], Vocabulary.Size - 1, DType.Int32)] : Array.Empty<Tensor>(),
        .. Grams?.Probe() ?? [],
    ];

    /// <summary>What is unusual about texts.</summary>
    public TextReport Report(IReadOnlyList<string?> texts)
    {
        int empty = 0, cut = 0;
        long tokens = 0, unknown = 0;
        HashSet<string> strangers = [];
        foreach (string? text in texts)
        {
            int[] numbers = Vocabulary.Encode(text);
            tokens += numbers.Length;
            empty += numbers.Length == 0 ? 1 : 0;
            cut += numbers.Length > Seen ? 1 : 0;
            int absent = numbers.Count(number => number == Vocabulary.Unknown);
            unknown += absent;
            if (absent == 0 || strangers.Count >= Examples) { continue; }
            strangers.UnionWith(Tokenizer.Tokens(text!, Vocabulary.Kind).Where((_, i) => numbers[i] == Vocabulary.Unknown).Take(Examples - strangers.Count));
        }

        return new(texts.Count, empty, cut, tokens, unknown, [.. strangers]);
    }
}
