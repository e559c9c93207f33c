using Hebb.Layers;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Data;

/// <summary>A network that continues texts, together with the characters it knows.</summary>
public sealed class CharacterModel : TrainedModel
{
    /// <summary>What its pipeline.json says it is.</summary>
    internal const string Format = "hebb-characters";

    /// <summary>Characters judged in one go, and in one row by a network that goes on for as long as it likes.</summary>
    private const int JudgedAtOnce = 8192, LongRow = 512;

    private readonly CharacterPipeline _pipeline;

    internal CharacterModel(Model model, CharacterPipeline pipeline)
        : base(model) => _pipeline = pipeline;

    /// <inheritdoc/>
    public override TargetEncoder Target => _pipeline.Target;

    /// <inheritdoc/>
    public override string ExamplesName => "characters";

    /// <summary>The characters that the network knows.</summary>
    public Vocabulary Vocabulary => _pipeline.Vocabulary;

    /// <summary>How many characters in a row were learned at once.</summary>
    public int Length => _pipeline.Length;

    /// <summary>Loads what <see cref="TrainedNetwork.Save"/> saved.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataException">The model was trained on something else.</exception>
    public static new CharacterModel Load(string folder) => Load<CharacterModel>(folder, "the characters of a text");

    /// <summary>Continues a text.</summary>
    /// <param name="count">How many characters.</param>
    /// <param name="prompt">The beginning; if empty, a line begins. Characters that the network does not know count as unknown: see <see cref="UnknownIn"/>.</param>
    /// <param name="temperature">Probabilities are raised to the power of 1 / temperature before a character is drawn: below 1 surer, above 1 bolder; 0 always takes the most probable one.</param>
    /// <param name="seed">Equal seeds give equal texts.</param>
    /// <returns>The characters after the prompt, one by one as they are drawn.</returns>
    public IEnumerable<string> Generate(int count, string prompt = "", double temperature = 1, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (!(temperature >= 0 && double.IsFinite(temperature))) { throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "The temperature is a number of at least 0, usually between 0.5 and 1."); }
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
    public IReadOnlyDictionary<string, double> Evaluate(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int[] numbers = CharacterPipeline.Encode(Vocabulary, text);
        return numbers.Length > Length ? Evaluate(numbers) : throw new DataException($"The text has {numbers.Length} characters. Expected more than {Length}.");
    }

    /// <summary>The characters of a row to be judged: as many as were learned, or more of them if the network goes on and the text is as long.</summary>
    internal static int JudgedRow(bool goesOn, int length, int text) => goesOn ? Math.Max(length, Math.Min(LongRow, text - 1)) : length;

    /// <summary>The first character that is judged: half a row is before it.</summary>
    internal static int FirstJudged(int row) => (row / 2) + 1;

    /// <summary>Rows overlap by half, and only their second half is judged, so that every judged character has enough before it.</summary>
    internal IReadOnlyDictionary<string, double> Evaluate(int[] text)
    {
        CharacterScores scores = new();
        int size = Vocabulary.Size, row = JudgedRow(NextCharacter.GoesOn(Model), Length, text.Length), half = row / 2, next = FirstJudged(row);
        Model reader = row == Length ? Model : new Sequential([new Input([row], DType.Int32), .. Model.Sublayers.Where(layer => layer is not Input)]);
        int[] starts = [.. Enumerable.Range(0, int.MaxValue).Select(i => i * (row - half)).TakeWhile(start => start + row < text.Length)];

        // The last row ends with the text.
        if (starts[^1] + row + 1 < text.Length) { starts = [.. starts, text.Length - row - 1]; }
        foreach (int[] rows in starts.Chunk(Math.Max(1, JudgedAtOnce / row)))
        {
            int[] x = new int[rows.Length * row];
            for (int i = 0; i < rows.Length; i++) { text.AsSpan(rows[i], row).CopyTo(x.AsSpan(i * row)); }
            ReadOnlySpan<float> chances = reader.Predict(Tensor.Create(x, [rows.Length, row])).AsSpan<float>();
            for (int i = 0; i < rows.Length; i++)
            {
                for (; next <= rows[i] + row; next++)
                {
                    ReadOnlySpan<float> own = chances.Slice(((i * row) + next - 1 - rows[i]) * size, size);
                    scores.Add(own[text[next]], Largest(own) == text[next]);
                }
            }
        }

        return scores.Figures;
    }

    /// <summary>Reads the pipeline and says how to make the model of it.</summary>
    internal static Func<Model, TrainedModel> Read(JsonField root)
    {
        CharacterPipeline pipeline = CharacterPipeline.Read(root);
        return model => new CharacterModel(model, pipeline);
    }

    /// <inheritdoc/>
    internal override void SavePipeline(string path) => PipelineFile.Write(path, Format, null, _pipeline.Write);

    /// <inheritdoc/>
    internal override Tensor Probe() => Tensor.Zeros([1, Length], DType.Int32);

    /// <inheritdoc/>
    internal override Shape AnswerShape => [1, Length, Vocabulary.Size];

    private IEnumerable<string> Drawn(int count, string prompt, double temperature, int seed)
    {
        SplitMix64 random = new((ulong)seed);
        int[] read = CharacterPipeline.Encode(Vocabulary, prompt.Length > 0 ? prompt : "\n");
        NextCharacter next = NextCharacter.Of(Model, Length, Vocabulary.Size);
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
