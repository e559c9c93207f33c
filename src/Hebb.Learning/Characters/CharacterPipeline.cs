using System.Text.Json;
using Hebb.Data.Preprocessing;
using Hebb.Data.Text;
using Hebb.Learning.Training;

namespace Hebb.Learning.Characters;

/// <summary>How a text becomes the numbers of a network that continues it.</summary>
internal sealed class CharacterPipeline(Vocabulary vocabulary, int length)
{
    /// <summary>Longer rows take more memory than they are worth.</summary>
    public const int MostLength = 4096;

    /// <summary>The characters.</summary>
    public Vocabulary Vocabulary { get; } = vocabulary;

    /// <summary>How many characters in a row were learned at once.</summary>
    public int Length { get; } = length;

    /// <summary>What is predicted: one of the characters.</summary>
    public TargetEncoder Target { get; } = new("the next character", LearningTask.Multiclass, [.. vocabulary.Tokens], numericClasses: false, 0, 1);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static CharacterPipeline Read(JsonField root)
    {
        PipelineFile.CheckVersion(root);
        Vocabulary vocabulary = Vocabulary.ReadTokens(root);
        return vocabulary.Kind == TokenKind.Character && vocabulary.Size >= 4
            ? new(vocabulary, root.Whole("length", 2, MostLength))
            : throw root.Error("'tokens' are not characters, or fewer than two.");
    }

    /// <summary>Saves as JSON.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("length", Length);
        Vocabulary.WriteTokens(json);
    }

    /// <summary>The numbers of a text's characters; lines end with a line feed alone.</summary>
    public static int[] Encode(Vocabulary vocabulary, string text) => vocabulary.Encode(Lines(text));

    /// <summary>A text whose lines end with a line feed alone.</summary>
    public static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
