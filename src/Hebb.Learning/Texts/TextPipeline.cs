using System.Text.Json;
using Hebb.Data.Preprocessing;
using Hebb.Data.Text;
using Hebb.Learning.Training;
using Hebb.Tensors;

namespace Hebb.Learning.Texts;

/// <summary>How a text becomes the numbers of a network: its tokens' numbers, short texts filled up at the beginning, so that the last
/// step is always text.</summary>
internal sealed class TextPipeline(string column, Vocabulary vocabulary, int length, TargetEncoder target) : IModelPipeline
{
    /// <summary>More tokens than this do not fit in memory for long texts anyway.</summary>
    public const int MostTokens = 1 << 16;

    private const int Examples = 5;

    /// <summary>The column of texts.</summary>
    public string Column { get; } = column;

    /// <summary>The tokens.</summary>
    public Vocabulary Vocabulary { get; } = vocabulary;

    /// <summary>How many tokens the network sees.</summary>
    public int Length { get; } = length;

    /// <summary>The classes.</summary>
    public TargetEncoder Target { get; } = target;

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static TextPipeline Read(JsonField root)
    {
        PipelineFile.CheckVersion(root);
        TargetEncoder target = TargetJson.Read(root);
        if (target.Task == LearningTask.Regression) { throw root.Error("texts have classes, not numbers to predict."); }
        return new(root.Text("column"), Vocabulary.ReadTokens(root), root.Whole("length", 1, MostTokens), target);
    }

    /// <summary>Saves as JSON.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("column", Column);
        json.WriteNumber("length", Length);
        Vocabulary.WriteTokens(json);
    }

    /// <summary>Texts as numbers [texts, length].</summary>
    public Tensor Encode(IReadOnlyList<string?> texts) => Pad([.. texts.Select(Vocabulary.Encode)]);

    /// <summary>Numbers of tokens, all of one length.</summary>
    public Tensor Pad(IReadOnlyList<int[]> texts) => Sequences.Pad(texts, new() { Length = Length, Pad = SequenceSide.Beginning });

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
            cut += numbers.Length > Length ? 1 : 0;
            int absent = numbers.Count(number => number == Vocabulary.Unknown);
            unknown += absent;
            if (absent == 0 || strangers.Count >= Examples) { continue; }
            strangers.UnionWith(Tokenizer.Tokens(text!, Vocabulary.Kind).Where((_, i) => numbers[i] == Vocabulary.Unknown).Take(Examples - strangers.Count));
        }

        return new(texts.Count, empty, cut, tokens, unknown, [.. strangers]);
    }
}
