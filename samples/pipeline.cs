#:project ../src/Hebb/Hebb.csproj
// Data that do not lie in memory: lines of text are parsed on several threads while the network learns, in an order of its own in each pass. The result is
// the same
// for any number of threads, and a broken line is named.
// Run: dotnet run samples/pipeline.cs
using System.Globalization;

string[] lines = [.. Enumerable.Range(0, 400).Select(i => Line(i / 20 - 10, i % 20 - 10))];

// snippet: pipeline
Dataset Pipeline(IEnumerable<string> lines, int readers) => Dataset.From(lines)
    .Shuffle(buffer: 1000, seed: 1)          // another order in each pass
    .Map(Parse)                              // (Tensor X, Tensor Y), when an example is read
    .Batch(32)
    .Prefetch(ahead: 4, readers: readers);   // parses and stacks ahead, on threads of its own
// end

int[] numbersOfReaders = [1, 4];
float[][] weights = [.. numbersOfReaders.Select(readers =>
{
    Sequential model = new([new Dense(16, Activation.Tanh), new Dense(1)]) { Seed = 1 };
    model.Compile(new Adam(0.01), Loss.MeanSquaredError);
    History history = model.Fit(Pipeline(lines, readers), new() { Epochs = 30, Validation = Dataset.From(Incoming()).Map(Parse).Batch(50) });
    Console.WriteLine($"{readers} readers: {history.Epochs[^1]}");
    return model.Parameters.SelectMany(weight => weight.ToArray<float>()).ToArray();
})];
bool same = weights[0].SequenceEqual(weights[1]);
Console.WriteLine(same ? "The weights are the same, bit for bit." : "The weights differ!");

try
{
    foreach (var _ in Dataset.From([.. lines[..5], "0.1;oops;3"]).Map(Parse).Read()) { }
    return 1;
}
catch (DatasetException error)
{
    Console.WriteLine(error.Message);
    return same && error.Index == 5 ? 0 : 1;
}

static string Line(int a, int b) => string.Create(CultureInfo.InvariantCulture, $"{a / 10.0};{b / 10.0};{a * b / 100.0}");

static (Tensor X, Tensor Y) Parse(string line)
{
    float[] cells = [.. line.Split(';').Select(cell => float.Parse(cell, CultureInfo.InvariantCulture))];
    return (Tensor.Create(cells[..2]), Tensor.Create(cells[2..]));
}

// Lines that come from elsewhere, one by one.
static async IAsyncEnumerable<string> Incoming()
{
    for (int i = 0; i < 100; i++)
    {
        await Task.Yield();
        yield return Line(i / 10 * 2 - 10, i % 10 * 2 - 9);
    }
}
