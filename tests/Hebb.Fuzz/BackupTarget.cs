using System.Text;
using System.Text.Json.Nodes;
using Hebb.Activations;
using Hebb.Callbacks;
using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Formats.Zip;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Fuzz;

/// <summary>
/// A backup of a training with sound checksums and damaged contents: the training continues from it, or is refused and the model stays as it was.
/// </summary>
internal sealed class BackupTarget : FuzzTarget
{
    private const string Text = "training.json", Arrays = "arrays.safetensors";

    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-fuzz-").FullName;
    private readonly (JsonNode Text, byte[] Arrays)[] _sound;

    public BackupTarget() : base("backup", typeof(FileFormatException), typeof(InvalidOperationException)) =>
        _sound = [.. ((FitOptions[])[Options(), Options() with { StepsPerEpoch = 3 }]).Select((options, i) => Made(options, i + 1))];

    public override bool Makes => true; // it trains

    public override byte[] Input(long number)
    {
        Random random = Random(number);
        (JsonNode text, byte[] arrays) = _sound[number % _sound.Length];
        long round = number / _sound.Length;
        int singles = JsonDamage.Singles(text);
        if (round > 0)
        {
            if (round > singles && random.Next(3) == 0) { arrays = Damage.Bytes(arrays, random); }
            else { text = round <= singles ? JsonDamage.Single(text, (int)round - 1) : JsonDamage.Several(text, random); }
        }

        using MemoryStream file = new();
        ZipWriter zip = new(file);
        zip.Add(Text, [Encoding.UTF8.GetBytes(ConfigJson.Text(text))]);
        zip.Add(Arrays, [arrays]);
        zip.Finish();
        return [(byte)(number % _sound.Length), .. file.ToArray()];
    }

    public override Action? Read(byte[] input)
    {
        string folder = Path.Combine(_folder, "read");
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "000000001-000000001.backup"), input[1..]);
        Sequential model = Model();
        float[] before = Weights(model);
        try
        {
            Fit(model, input[0] == 0 ? Options() : Options() with { StepsPerEpoch = 3 }, new BackupAndRestore(folder));
        }
        catch (Exception error) when (Declares(error))
        {
            if (!before.AsSpan().SequenceEqual(Weights(model))) { throw new InvalidDataException("The model has changed.", error); }
            throw;
        }

        return null;
    }

    private (JsonNode Text, byte[] Arrays) Made(FitOptions options, int moment)
    {
        string folder = Path.Combine(_folder, $"made{moment}");
        int batches = 0;
        using CancellationTokenSource stop = new();
        LambdaCallback cancel = new() { BatchEnd = (_, _) => { if (++batches == 4 + moment) { stop.Cancel(); } } };
        Fit(Model(), options with { Callbacks = [cancel] }, new BackupAndRestore(folder) { SaveFrequency = 1 }, stop.Token);
        ZipReader zip = new(ByteSource.Of(File.ReadAllBytes(Directory.GetFiles(folder).Order(StringComparer.Ordinal).Last())), "backup");
        JsonNode text = JsonNode.Parse(zip.Read(Text).Span)!;
        ((JsonArray)text["setup"]!["callbacks"]!).RemoveAt(0); // the one that cancelled
        ((JsonArray)text["callbacks"]!).RemoveAt(0);
        OrderedDictionary<string, StoredArray> arrays = [];
        foreach ((string name, StoredArray array) in Safetensors.Read(zip.Read(Arrays)))
        {
            if (name.StartsWith("callback/", StringComparison.Ordinal))
            {
                string[] parts = name.Split('/');
                int index = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) - 1;
                if (index >= 0) { arrays[string.Join('/', ["callback", $"{index}", .. parts[2..]])] = array; }
            }
            else { arrays[name] = array; }
        }

        using MemoryStream file = new();
        Safetensors.Write(file, arrays);
        return (text, file.ToArray());
    }

    private static FitOptions Options() => new() { Epochs = 3, BatchSize = 8 };

    private static void Fit(Model model, FitOptions options, BackupAndRestore backup, CancellationToken cancellation = default)
    {
        Tensor x = Tensor.Create([.. Enumerable.Range(0, 90).Select(i => MathF.Sin(i))], [30, 3]);
        Tensor y = Tensor.Create([.. Enumerable.Range(0, 30).Select(i => (float)(i % 2))], [30, 1]);
        model.Fit((x, y), options with
        {
            Validation = (x, y),
            Callbacks = [.. options.Callbacks, new EarlyStopping { Patience = 2 }, new ReduceLROnPlateau { Patience = 1 }, backup],
        }, cancellation);
    }

    private static Sequential Model()
    {
        Sequential model = new([new Input([3]), new Dense(4, Activation.Relu), new BatchNormalization(), new Dense(1, Activation.Sigmoid)]) { Seed = 3 };
        model.Compile(new Adam(0.02), Loss.BinaryCrossentropy, [Metric.Auc]);
        return model;
    }

    private static float[] Weights(Model model) => [.. model.GetWeights().SelectMany(weight => weight.ToArray<float>())];
}
