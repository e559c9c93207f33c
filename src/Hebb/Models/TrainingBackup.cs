using System.Text;
using System.Text.Json.Nodes;
using Hebb.Callbacks;
using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Formats.Zip;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Models;

/// <summary>
/// All that a training is at some batch: a zip file (whose checksums tell damage) of <c>training.json</c>, with whole numbers and texts, and
/// <c>arrays.safetensors</c>, with everything that must come back bit for bit.
/// </summary>
internal sealed partial class TrainingBackup
{
    private const string TextMember = "training.json", ArraysMember = "arrays.safetensors";
    private const int Format = 1;

    private static readonly Dictionary<string, string> s_none = [];

    private readonly ConfigNode _text;
    private readonly IReadOnlyDictionary<string, StoredArray> _arrays;

    private TrainingBackup(ConfigNode text, IReadOnlyDictionary<string, StoredArray> arrays) => (_text, _arrays) = (text, arrays);

    /// <summary>Reads a backup.</summary>
    /// <exception cref="FileFormatException">The file is damaged.</exception>
    public static TrainingBackup Read(string path)
    {
        string name = Path.GetFileName(path);
        ZipReader zip = new(FileBytes.Open(path), name);
        string text = Encoding.UTF8.GetString(zip.Read(TextMember).Span);
        ConfigSource source = new(name, "");
        return new(new(ConfigJson.Parse(text, source), source), Safetensors.Read(zip.Open(ArraysMember), name));
    }

    /// <summary>Writes a backup; an older file of this name stays until it is complete.</summary>
    /// <param name="path">The file.</param>
    /// <param name="context">The training.</param>
    /// <param name="epoch">The epochs completed.</param>
    /// <param name="batch">The batches done of the next.</param>
    public static void Write(string path, TrainingContext context, int epoch, int batch) =>
        AtomicFile.Write(path, stream => Write(stream, context, epoch, batch));

    /// <summary>Writes a backup to a stream.</summary>
    public static void Write(Stream stream, TrainingContext context, int epoch, int batch)
    {
        OrderedDictionary<string, StoredArray> arrays = [];
        Model model = context.Model;
        int number = 0;
        foreach (Parameter weight in model.Parameters) { arrays[$"weight/{number++}"] = Raw(weight); }
        JsonObject text = new()
        {
            ["format"] = Format,
            ["setup"] = Setup(context),
            ["epoch"] = epoch,
            ["batch"] = batch,
            ["pass"] = context.Feed.Pass,
            ["taken"] = context.Feed.Taken,
            ["train_steps"] = model.Plan.TrainSteps,
            ["test_steps"] = model.Plan.TestSteps,
            ["rows"] = context.Totals.Rows,
            ["stop_reason"] = context.StopReason,
            ["optimizers"] = new JsonArray([.. model.Plan.Optimizers.Select((optimizer, i) => (JsonNode)Write(optimizer, $"optimizer/{i}", arrays))]),
            ["callbacks"] = new JsonArray([.. context.Callbacks.Select((callback, i) => (JsonNode)Write(callback, $"callback/{i}", arrays))]),
            ["history"] = new JsonArray([.. context.Epochs.Select((result, i) => (JsonNode)Write(result, $"history/{i}", arrays))]),
        };
        double[][] sums = context.Totals.Sums;
        for (int i = 0; i < sums.Length; i++) { arrays[$"totals/{i}"] = Numbers(sums[i]); }

        ZipWriter zip = new(stream);
        zip.Add(TextMember, [Encoding.UTF8.GetBytes(ConfigJson.Text(text))]);
        zip.Add(ArraysMember, Safetensors.Build(arrays));
        zip.Finish();
    }

    /// <summary>What must be the same when training resumes.</summary>
    private static JsonObject Setup(TrainingContext context)
    {
        FitOptions options = context.Options;
        IEnumerable<KeyValuePair<string, string>> command = context.Callbacks.OfType<BackupAndRestore>().SingleOrDefault()?.Setup?.Invoke() ?? s_none;
        return new()
        {
            ["command"] = new JsonObject(command.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
            ["seed"] = context.Model.Seed,
            ["weights"] = new JsonArray([.. context.Model.Parameters.Select(weight => (JsonNode)weight.ToString())]),
            ["optimizers"] =
                new JsonArray([.. context.Model.Plan.Optimizers.Select(optimizer => (JsonNode)$"{optimizer.Name}: {string.Join(", ", optimizer.State)}")]),
            ["columns"] = new JsonArray([.. context.Columns.Select(column => (JsonNode)column)]),
            ["callbacks"] = new JsonArray([.. context.Callbacks.Select(callback => (JsonNode)callback.GetType().Name)]),
            ["rows"] = context.Data.Rows,
            ["batch_size"] = options.BatchSize,
            ["steps_per_epoch"] = options.StepsPerEpoch,
            ["initial_epoch"] = options.InitialEpoch,
            ["shuffle"] = options.Shuffle,
            ["drop_remainder"] = options.DropRemainder,
            ["validation_frequency"] = options.ValidationFrequency,
        };
    }

    private static JsonObject Write(Optimizer optimizer, string name, OrderedDictionary<string, StoredArray> arrays)
    {
        arrays[$"{name}/learning_rate"] = Numbers([optimizer.LearningRate]);
        for (int i = 0; i < optimizer.State.Count; i++) { arrays[$"{name}/{i}"] = Raw(optimizer.State[i]); }
        return new JsonObject { ["iterations"] = optimizer.Iterations };
    }

    private static JsonObject Write(Callback callback, string name, OrderedDictionary<string, StoredArray> arrays)
    {
        CallbackState state = callback.State;
        arrays[name] = Numbers([.. state.Numbers.Values]);
        IReadOnlyList<byte[]>? kept = state.KeptWeights?.Values;
        for (int i = 0; i < kept?.Count; i++) { arrays[$"{name}/{i}"] = StoredArray.Of([kept[i].Length], kept[i]); }
        return new JsonObject { ["state"] = new JsonArray([.. state.Numbers.Keys.Select(key => (JsonNode)key)]), ["keeps_weights"] = kept is not null };
    }

    private static JsonObject Write(EpochResult result, string name, OrderedDictionary<string, StoredArray> arrays)
    {
        arrays[$"{name}/training"] = Numbers([result.Seconds, result.LearningRate, .. result.Training.Values]);
        if (result.Validation is { } validation) { arrays[$"{name}/validation"] = Numbers([.. validation.Values]); }
        return new JsonObject { ["epoch"] = result.Epoch, ["is_validated"] = result.Validation is not null };
    }

    private static StoredArray Numbers(double[] values) => StoredArray.Of([values.Length], values);

    private static StoredArray Raw(Parameter parameter)
    {
        byte[] bytes = parameter.ToBytes();
        return StoredArray.Of([bytes.Length], bytes);
    }
}
