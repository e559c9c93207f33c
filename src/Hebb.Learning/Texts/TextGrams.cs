using Hebb.Data.Text;
using Hebb.Datasets;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Learning.Texts;

/// <summary>
/// A logistic or softmax regression on which words a text has, or which one, two and three characters follow each other in it: what a network must beat. A text
/// becomes the numbers of what it has, each once; the model adds up a row of weights for each.
/// </summary>
internal sealed class TextGrams
{
    private const int MostGrams = 50_000, LeastCount = 2, Nothing = 0, Always = 1;

    private readonly int _longest;
    private readonly Dictionary<(int, int, int), int> _numbers = [];
    private readonly int _length;

    /// <summary>Learns what training texts have.</summary>
    /// <param name="texts">Their tokens' numbers.</param>
    /// <param name="kind">Words are looked at one by one, characters up to three in a row.</param>
    public TextGrams(IReadOnlyList<int[]> texts, TokenKind kind)
    {
        _longest = kind == TokenKind.Word ? 1 : 3;
        Dictionary<(int, int, int), int> counts = [];
        foreach (int[] text in texts)
        {
            foreach ((int, int, int) gram in Of(text)) { counts[gram] = counts.GetValueOrDefault(gram) + 1; }
        }

        foreach (((int, int, int) gram, _) in counts
            .Where(gram => gram.Value >= LeastCount)
            .OrderByDescending(gram => gram.Value)
            .ThenBy(gram => gram.Key)
            .Take(MostGrams))
        {
            _numbers.Add(gram, _numbers.Count + 2);
        }

        _length = 1 + texts.Max(text => Of(text).Count(_numbers.ContainsKey));
    }

    /// <summary>What each text has, and its class.</summary>
    public Dataset Examples(IReadOnlyList<int[]> texts, Tensor labels)
    {
        int[][] numbers = [.. texts.Select(text => (int[])[Always, .. Of(text).Where(_numbers.ContainsKey).Select(gram => _numbers[gram])])];
        return Dataset.From(Sequences.Pad(numbers, new() { Length = _length }), labels);
    }

    /// <summary>The regression.</summary>
    public Sequential NewModel(Head head, long seed) => new([
        new Input([_length], DType.Int32), new Embedding(_numbers.Count + 2, head.Outputs) { EmbeddingsInitializer = Initializer.Zeros },
        new GlobalAveragePooling1D(), new Rescaling(_length), new ActivationLayer(head.Activation!)])
    { Seed = seed };

    /// <summary>The different grams of a text; 0 stands before and behind a text of characters.</summary>
    private HashSet<(int, int, int)> Of(int[] text)
    {
        int[] tokens = _longest == 1 ? text : [Nothing, .. text, Nothing];
        HashSet<(int, int, int)> grams = [];
        for (int i = 0; i < tokens.Length; i++)
        {
            for (int n = 1; n <= _longest && i + n <= tokens.Length; n++) { grams.Add((tokens[i], n > 1 ? tokens[i + 1] : -1, n > 2 ? tokens[i + 2] : -1)); }
        }

        return grams;
    }
}
