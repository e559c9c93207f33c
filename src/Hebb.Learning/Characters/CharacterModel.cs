using System.Runtime.InteropServices;
using System.Text.Json;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Text;
using Hebb.Layers;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Learning.Characters;

/// <summary>A network that continues texts, together with the characters it knows.</summary>
public sealed class CharacterModel : TrainedModel
{
    /// <summary>What its pipeline.json says it is.</summary>
    internal const string FormatName = "hebb-characters";

    /// <summary>Characters judged in one go, and seen at once by a recurrent network.</summary>
    private const int JudgedAtOnce = 8192, LongRow = 512;

    private readonly CharacterPipeline _pipeline;

    internal CharacterModel(Model model, CharacterPipeline pipeline)
        : base(model) => _pipeline = pipeline;

    /// <inheritdoc/>
    public override TargetEncoder Target => _pipeline.Target;

    /// <inheritdoc/>
    public override string ExamplesName => "characters";

    /// <inheritdoc/>
    public override string Format => FormatName;

    /// <inheritdoc/>
    public override ModelSchema Schema => new(
        [new("text", InputType.Text) { MayBeMissing = true, Typical = "\n", Form = "the beginning of a text" }], [new(Target)]);

    /// <summary>The characters that the network knows.</summary>
    public Vocabulary Vocabulary => _pipeline.Vocabulary;

    /// <summary>How many characters in a row were learned at once.</summary>
    public int Length => _pipeline.Length;

    /// <summary>Loads what <see cref="TrainedNetwork.Save"/> saved.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataException">The model was trained on something else.</exception>
    public static CharacterModel Load(string folder) => Load<CharacterModel>(folder, FormatName, "the characters of a text", Read);

    /// <summary>Continues a text.</summary>
    /// <param name="count">How many characters.</param>
    /// <param name="prompt">The beginning; if empty, a line begins. Characters that the network does not know count as unknown: see <see
    /// cref="UnknownIn"/>.</param>
    /// <param name="temperature">Probabilities are raised to the power of 1 / temperature before a character is drawn: below 1 surer, above 1 bolder; 0
    /// always takes the most probable one.</param>
    /// <param name="seed">The random seed: the same seed gives the same text.</param>
    /// <returns>The characters after the prompt, one by one as they are drawn.</returns>
    public IEnumerable<string> Generate(int count, string prompt = "", double temperature = 1, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (!(temperature >= 0 && double.IsFinite(temperature)))
        {
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "The temperature is a number of at least 0, usually between 0.5 and 1.");
        }

        return Drawn(count, prompt, temperature, seed);
    }

    /// <summary>The different characters of a text that the network does not know.</summary>
    public IReadOnlyList<string> UnknownIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string lines = CharacterPipeline.Lines(text);
        int[] numbers = Vocabulary.Encode(lines);
        return [.. Tokenizer.Tokens(lines, TokenKind.Character).Where((_, i) => numbers[i] == Vocabulary.Unknown).Distinct()];
    }

    /// <summary>How well the next characters of a text are guessed: <c>log_loss</c> in nats per character, <c>perplexity</c> and <c>accuracy</c>.</summary>
    /// <param name="text">A text longer than <see cref="Length"/>; its beginning, at most 256 characters or half of that length, is only read.</param>
    /// <exception cref="DataException">The text is too short.</exception>
    public IReadOnlyDictionary<string, double> Evaluate(string text) => Judge(text).Metrics;

    /// <summary>How well the next characters of a text are guessed, guess by guess.</summary>
    internal Judged Judge(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int[] numbers = CharacterPipeline.Encode(Vocabulary, text);
        return numbers.Length > Length ? Judge(numbers) : throw new DataException($"The text has {numbers.Length} characters. Expected more than {Length}.");
    }

    /// <summary>How many characters a network sees at once: as many as were learned, or more if it is recurrent and takes any number.</summary>
    internal static int Reach(Model network, int length) =>
        network.Sublayers is [Input { RowShape: { Rank: 1, IsKnown: false } }, ..] && network.Sublayers.Any(layer => layer is RNN)
            ? Math.Max(length, LongRow) : length;

    /// <summary>The characters of a row to be judged.</summary>
    internal static int JudgedRow(Model network, int length, int text) => Math.Min(Reach(network, length), text - 1);

    /// <summary>The first character that is judged: half a row is before it.</summary>
    internal static int FirstJudged(int row) => (row / 2) + 1;

    /// <summary>How well the characters of a text are guessed.</summary>
    internal IReadOnlyDictionary<string, double> Evaluate(int[] text) => Judge(text).Metrics;

    /// <summary>How well the characters of a text are guessed, guess by guess.</summary>
    internal Judged Judge(int[] text)
    {
        CharacterScores scores = new();
        Guess(text, (chances, truth) => scores.Add(chances[truth], Largest(chances) == truth));
        return scores.Judged();
    }

    /// <summary>The temperature at which the guesses of a text's characters are as sure as they are right.</summary>
    internal double Temperature(int[] text)
    {
        List<float> probabilities = [];
        List<int> truths = [];
        Guess(text, (chances, truth) =>
        {
            probabilities.AddRange(chances);
            truths.Add(truth);
        });
        return TemperatureScaling.Fit(CollectionsMarshal.AsSpan(probabilities), CollectionsMarshal.AsSpan(truths));
    }

    /// <summary>
    /// Probabilities for the characters of a text, each beside the true one. Rows overlap by half, and only their second half is guessed, so that every
    /// character has enough before it.
    /// </summary>
    private void Guess(int[] text, Action<ReadOnlySpan<float>, int> guessed)
    {
        int size = Vocabulary.Size, row = JudgedRow(Model, Length, text.Length), half = row / 2, next = FirstJudged(row);
        int[] starts = [.. Enumerable.Range(0, int.MaxValue).Select(i => i * (row - half)).TakeWhile(start => start + row < text.Length)];

        // The last row ends with the text.
        if (starts[^1] + row + 1 < text.Length) { starts = [.. starts, text.Length - row - 1]; }
        foreach (int[] rows in starts.Chunk(Math.Max(1, JudgedAtOnce / row)))
        {
            int[] x = new int[rows.Length * row];
            for (int i = 0; i < rows.Length; i++) { text.AsSpan(rows[i], row).CopyTo(x.AsSpan(i * row)); }
            ReadOnlySpan<float> chances = Model.Predict(Tensor.Create(x, [rows.Length, row])).AsSpan<float>();
            for (int i = 0; i < rows.Length; i++)
            {
                for (; next <= rows[i] + row; next++) { guessed(chances.Slice(((i * row) + next - 1 - rows[i]) * size, size), text[next]); }
            }
        }
    }

    /// <summary>Reads the pipeline and says how to make the model of it.</summary>
    internal static Func<Model, TrainedModel> Read(JsonField root)
    {
        CharacterPipeline pipeline = CharacterPipeline.Read(root);
        return model => new CharacterModel(model, pipeline);
    }

    /// <inheritdoc/>
    protected internal override void WritePipeline(Utf8JsonWriter json) => _pipeline.Write(json);

    /// <inheritdoc/>
    protected internal override Tensor Probe() => Tensor.Zeros([1, Length], DType.Int32);

    /// <inheritdoc/>
    protected internal override Shape AnswerShape => [1, Length, Vocabulary.Size];

    private IEnumerable<string> Drawn(int count, string prompt, double temperature, long seed)
    {
        SplitMix64 random = new((ulong)seed);
        int[] read = CharacterPipeline.Encode(Vocabulary, prompt.Length > 0 ? prompt : "\n");
        NextCharacter next = new(Model, Reach(Model, Length), Vocabulary.Size);
        foreach (int number in read[..^1]) { next.Read(number); }
        int last = read[^1];
        for (int i = 0; i < count; i++)
        {
            last = Draw(next.After(last), temperature, random.NextDouble());
            yield return Vocabulary.Tokens[last];
        }
    }

    private static int Largest(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best]) { best = i; }
        }

        return best;
    }

    /// <summary>A character by its probability; never padding or an unknown one.</summary>
    private static int Draw(ReadOnlySpan<float> chances, double temperature, double lot)
    {
        const int First = Vocabulary.Unknown + 1;
        int best = First + Largest(chances[First..]);
        if (temperature == 0) { return best; }
        double[] weights = new double[chances.Length];
        double sum = 0;
        for (int c = First; c < weights.Length; c++) { sum += weights[c] = Math.Pow(chances[c] / chances[best], 1 / temperature); }
        double place = lot * sum;
        for (int c = First; c < weights.Length; c++)
        {
            if ((place -= weights[c]) < 0) { return c; }
        }

        return best;
    }
}
