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
internal sealed class TrainingBackup
{
    private const string TextMember = "training.json", ArraysMember = "arrays.safetensors";
    private const int Format = 1;

    private static readonly Dictionary<string, string> s_none = [];

    private readonly JsonObject _text;
    private readonly IReadOnlyDictionary<string, StoredArray> _arrays;

    private TrainingBackup(JsonObject text, IReadOnlyDictionary<string, StoredArray> arrays) => (_text, _arrays) = (text, arrays);

    /// <summary>Reads a backup.</summary>
    /// <exception cref="FileFormatException">The file is damaged.</exception>
    public static TrainingBackup Read(string path)
    {
        string name = Path.GetFileName(path);
        ZipReader zip = new(FileBytes.Open(path), name);
        string text = Encoding.UTF8.GetString(zip.Read(TextMember).Span);
        return new(ConfigJson.Parse(text, new(name, "")), Safetensors.Read(zip.Open(ArraysMember), name));
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

    /// <summary>Brings a training that is about to begin to where this one was.</summary>
    /// <exception cref="InvalidOperationException">It is another training; the message says what differs, and nothing has changed.</exception>
    public void Restore(TrainingContext context, string path)
    {
        Model model = context.Model;
        int epoch = Number("epoch"), batch = Number("batch"), format = Number("format");
        if (format != Format)
        {
            throw new InvalidOperationException(
                $"{path} has format {format}, but this version of Hebb reads {Format}: "
                + "go on with the version that wrote it, or delete the folder to begin anew.");
        }

        model.Plan.Prepare(context.Data.Peek());
        RequireSame((JsonObject)_text["setup"]!, Setup(context), path);

        IReadOnlyList<Parameter> weights = model.Parameters;
        for (int i = 0; i < weights.Count; i++) { Fill(weights[i], $"weight/{i}"); }
        for (int i = 0; i < model.Plan.Optimizers.Count; i++) { Restore(model.Plan.Optimizers[i], (JsonObject)_text["optimizers"]![i]!, $"optimizer/{i}"); }
        for (int i = 0; i < context.Callbacks.Count; i++) { Restore(context.Callbacks[i], (JsonObject)_text["callbacks"]![i]!, $"callback/{i}", model); }
        (model.Plan.TrainSteps, model.Plan.TestSteps) = ((long)_text["train_steps"]!, (long)_text["test_steps"]!);
        int sums = context.Totals.Sums.Length;
        context.Totals.Restore((long)_text["rows"]!, [.. Enumerable.Range(0, sums).Select(i => _arrays[$"totals/{i}"].ReadDoubles())]);
        if (batch > 0 || context.Options.StepsPerEpoch is not null) { context.Feed.Resume(batch, Number("pass"), Number("taken")); }
        context.Resume(
            ((JsonArray)_text["history"]!).Select((result, i) => ReadEpoch((JsonObject)result!, $"history/{i}", model.Plan.Columns)),
            epoch,
            batch,
            (string?)_text["stop_reason"]);
    }

    /// <summary>What must be the same when training goes on.</summary>
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

    private static void RequireSame(JsonObject was, JsonObject @is, string path)
    {
        foreach (string name in @is.Select(pair => pair.Key).Union(was.Select(pair => pair.Key)))
        {
            // What the caller says has names of the user's own.
            if (@is[name] is JsonObject now)
            {
                RequireSame(was[name] as JsonObject ?? [], now, path);
                continue;
            }

            string before = Text(was), after = Text(@is);
            string Text(JsonObject setup) => setup.ContainsKey(name) ? ConfigJson.Text(setup[name]) : "not given";
            if (before != after)
            {
                throw new InvalidOperationException(
                    $"{path} is the backup of another training: there, {name} is {before}, but here {after}. "
                    + "Give the same model, data, options and callbacks to go on, or delete the folder to begin anew.");
            }
        }
    }

    private static JsonObject Write(Optimizer optimizer, string name, OrderedDictionary<string, StoredArray> arrays)
    {
        arrays[$"{name}/learning_rate"] = Numbers([optimizer.LearningRate]);
        for (int i = 0; i < optimizer.State.Count; i++) { arrays[$"{name}/{i}"] = Raw(optimizer.State[i]); }
        return new JsonObject { ["iterations"] = optimizer.Iterations };
    }

    private void Restore(Optimizer optimizer, JsonObject text, string name)
    {
        optimizer.Iterations = (long)text["iterations"]!;
        double rate = _arrays[$"{name}/learning_rate"].ReadDoubles()[0];
        if (optimizer.LearningRate != rate) { optimizer.LearningRate = rate; }
        for (int i = 0; i < optimizer.State.Count; i++) { Fill(optimizer.State[i], $"{name}/{i}"); }
    }

    private static JsonObject Write(Callback callback, string name, OrderedDictionary<string, StoredArray> arrays)
    {
        CallbackState state = callback.State;
        arrays[name] = Numbers([.. state.Numbers.Values]);
        IReadOnlyList<byte[]>? kept = state.KeptWeights?.Values;
        for (int i = 0; i < kept?.Count; i++) { arrays[$"{name}/{i}"] = StoredArray.Of([kept[i].Length], kept[i]); }
        return new JsonObject { ["state"] = new JsonArray([.. state.Numbers.Keys.Select(key => (JsonNode)key)]), ["keeps_weights"] = kept is not null };
    }

    private void Restore(Callback callback, JsonObject text, string name, Model model)
    {
        double[] values = _arrays[name].ReadDoubles();
        string[] keys = [.. ((JsonArray)text["state"]!).Select(key => (string)key!)];
        WeightSnapshot? kept = (bool)text["keeps_weights"]! ? model.TakeSnapshot() : null;
        for (int i = 0; i < kept?.Values.Count; i++) { _arrays[$"{name}/{i}"].Bytes().Span.CopyTo(kept.Values[i]); }
        callback.State = new(keys.Zip(values, KeyValuePair.Create), kept);
    }

    private static JsonObject Write(EpochResult result, string name, OrderedDictionary<string, StoredArray> arrays)
    {
        arrays[$"{name}/training"] = Numbers([result.Seconds, result.LearningRate, .. result.Training.Values]);
        if (result.Validation is { } validation) { arrays[$"{name}/validation"] = Numbers([.. validation.Values]); }
        return new JsonObject { ["epoch"] = result.Epoch, ["is_validated"] = result.Validation is not null };
    }

    private EpochResult ReadEpoch(JsonObject text, string name, IReadOnlyList<string> columns)
    {
        double[] values = _arrays[$"{name}/training"].ReadDoubles();
        Evaluation? validation = (bool)text["is_validated"]! ? new(columns, _arrays[$"{name}/validation"].ReadDoubles()) : null;
        return new((int)text["epoch"]!, new(columns, values[2..]), validation, values[0], values[1]);
    }

    private int Number(string name) => (int)_text[name]!;

    private static StoredArray Numbers(double[] values) => StoredArray.Of([values.Length], values);

    private static StoredArray Raw(Parameter parameter)
    {
        byte[] bytes = parameter.ToBytes();
        return StoredArray.Of([bytes.Length], bytes);
    }

    private void Fill(Parameter parameter, string name) => parameter.Buffer.Write(_arrays[name].Bytes().Span);
}
