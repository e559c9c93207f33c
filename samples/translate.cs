#:project ../src/Hebb/Hebb.csproj
// From one sequence to another of another length: dates as people write them become dates as computers do ("march 3 1997" → "1997-03-03"). An encoder reads, a
// decoder writes character by character; while training it is told what stands before (teacher forcing), afterwards it reads what it wrote itself: greedily, or
// keeping the best few (beam search). Once with LSTMs (Sutskever, Vinyals and Le, 2014), once with the blocks of a Transformer (Vaswani et al., 2017). Run:
// dotnet run -c Release samples/translate.cs
using System.Globalization;

const int Train = 4000, Test = 200, Source = 17, Target = 11; // the target begins with '>'
Vocabulary letters = new(" abcdefghijklmnopqrstuvwxyz0123456789,/-.>");
Random random = new(1);
(string Said, string Meant)[] pairs = [.. Enumerable.Range(0, Train + Test).Select(_ => Dates.Make(random))];
Tensor said = letters.Encode([.. pairs.Select(pair => pair.Said)], Source);
Tensor before = letters.Encode([.. pairs.Select(pair => ">" + pair.Meant[..^1])], Target - 1);
Tensor after = letters.Encode([.. pairs.Select(pair => pair.Meant)], Target - 1);
(Dataset train, Dataset test) = Dataset.From([said, before], [after]).SplitTail((double)Test / (Train + Test));

// snippet: seq2seq
// Encoder and decoder with LSTMs: what the encoder remembers at the end is what the decoder begins with.
static Model Lstms(int letters)
{
    Node read = new Input([Source], DType.Int32), written = new Input([Target - 1], DType.Int32);
    IReadOnlyList<Node> memory = new LSTM(128) { ReturnState = true, GoBackwards = true }.ApplyAll([new Embedding(letters, 32).Apply(read)]);
    Node steps = new LSTM(128) { ReturnSequences = true }.Apply([new Embedding(letters, 32).Apply(written), memory[1], memory[2]]);
    return new Model([read, written], [new Dense(letters, Activation.Softmax).Apply(steps)]) { Seed = 1 };
}

// The same with a Transformer: the decoder looks at all that was read, wherever it stands.
static Model Transformers(int letters)
{
    Node read = new Input([Source], DType.Int32), written = new Input([Target - 1], DType.Int32);
    Node seen = new TransformerEncoder(128, 4) { NormalizeFirst = true }.Apply(new TokenAndPositionEmbedding(letters, Source, 64).Apply(read));
    Node steps = new TransformerDecoder(128, 4) { NormalizeFirst = true }.Apply([new TokenAndPositionEmbedding(letters, Target - 1, 64).Apply(written), seen]);
    return new Model([read, written], [new Dense(letters, Activation.Softmax).Apply(steps)]) { Seed = 1 };
}
// end

bool good = true;
foreach ((string name, Model model, double rate) in new[] { ("LSTMs", Lstms(letters.Count), 0.005), ("Transformer", Transformers(letters.Count), 0.002) })
{
    model.Compile(new Adam(rate), Loss.SparseCategoricalCrossentropy, [Metric.SparseCategoricalAccuracy]);
    History history = model.Fit(train, new() { Epochs = 20, BatchSize = 64 });
    Writer writer = new(model, letters, Source, Target - 1);
    int right = 0, rightBeam = 0;
    foreach ((string text, string meant) in pairs[Train..])
    {
        if (writer.Greedy(text) == meant) { right++; }
        if (writer.Beam(text, width: 3) == meant) { rightBeam++; }
    }

    Console.WriteLine(
        $"{name}: {model.ParameterCount} weights, {history.Epochs.Sum(epoch => epoch.Seconds):F0} s; "
        + $"of {Test} new dates written right: {right} greedily, {rightBeam} with a beam of 3");
    foreach ((string text, _) in pairs[Train..(Train + 3)]) { Console.WriteLine($"  {text,-18} {writer.Greedy(text)}"); }
    good &= right > 0.9 * Test && rightBeam >= right - 2;
}

return good ? 0 : 1;

// snippet: decode
/// <summary>Writes with a model that says, for each letter, how probable it is as the next one.</summary>
internal sealed class Writer(Model model, Vocabulary letters, int source, int target)
{
    /// <summary>Always the most probable letter.</summary>
    public string Greedy(string text)
    {
        string written = ">";
        while (written.Length <= target) { written += letters[Next(text, [written])[0].Best()]; }
        return written[1..];
    }

    /// <summary>Goes on with the most probable beginnings, and so may find a text that is more probable as a whole.</summary>
    public string Beam(string text, int width)
    {
        (string Written, double LogProbability)[] beam = [(">", 0)];
        for (int step = 0; step < target; step++)
        {
            float[][] next = Next(text, [.. beam.Select(one => one.Written)]);
            beam = [.. beam.SelectMany((one, i) => next[i].Select((p, letter) => (one.Written + letters[letter], one.LogProbability + Math.Log(p))))
                .OrderByDescending(one => one.Item2)
                .Take(width)];
        }

        return beam[0].Written[1..];
    }

    /// <summary>The probabilities of the letter after each beginning.</summary>
    private float[][] Next(string text, string[] beginnings)
    {
        Tensor read = letters.Encode([.. beginnings.Select(_ => text)], source), written = letters.Encode(beginnings, target);
        float[] all = model.Predict([read, written])[0].ToArray<float>();
        int at = beginnings[0].Length - 1, size = letters.Count;
        return [.. beginnings.Select((_, i) => all[(((i * target) + at) * size)..(((i * target) + at + 1) * size)])];
    }
}
// end

/// <summary>Numbers for letters; 0 is a space and fills up short texts.</summary>
internal sealed class Vocabulary(string letters)
{
    public int Count => letters.Length;

    public char this[int number] => letters[number];

    public Tensor Encode(string[] texts, int length) =>
        Tensor.Create([.. texts.SelectMany(text => text.PadRight(length).Select(letter => letters.IndexOf(letter)))], [texts.Length, length]);
}

/// <summary>Dates in words and figures.</summary>
internal static class Dates
{
    public static (string Said, string Meant) Make(Random random)
    {
        DateTime date = new DateTime(1950, 1, 1).AddDays(random.Next(365 * 100));
        string month = date.ToString("MMMM", CultureInfo.InvariantCulture).ToLowerInvariant();
        string said = random.Next(5) switch
        {
            0 => $"{month} {date.Day} {date.Year}",
            1 => $"{date.Day} {month} {date.Year}",
            2 => $"{month[..3]} {date.Day}, {date.Year}",
            3 => $"{date.Day}.{date.Month}.{date.Year}",
            _ => $"{date.Month}/{date.Day}/{date.Year}",
        };
        return (said, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }
}

internal static class Probabilities
{
    public static int Best(this float[] probabilities) => Array.IndexOf(probabilities, probabilities.Max());
}
