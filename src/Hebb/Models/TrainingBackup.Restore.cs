using System.Text.Json.Nodes;
using Hebb.Callbacks;
using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Models;

internal sealed partial class TrainingBackup
{
    /// <summary>Brings a training that is about to begin to where this one was. Everything is read and checked before anything changes.</summary>
    /// <exception cref="FileFormatException">The backup is damaged; nothing has changed.</exception>
    /// <exception cref="OtherTrainingException">It is another training; nothing has changed.</exception>
    public void Restore(TrainingContext context, string path)
    {
        Model model = context.Model;
        int format = _text.Int("format");
        if (format != Format)
        {
            throw new InvalidOperationException(
                $"{path} has format {format}, but this version of Hebb reads {Format}: "
                + "continue with the version that wrote it, or delete the folder to start over.");
        }

        IReadOnlyList<long> sumsOfMetrics = model.Plan.Prepare(context.Data.Peek());
        ConfigNode was = new(ConfigJson.Object(_text.Json["setup"], _text.Source, "setup"), _text.Source);
        JsonObject setup = Setup(context);
        RequireSound(was, setup);
        RequireSame(was.Json, setup, path);
        List<Action> changes = [];
        Place place = ReadPlace(context.Options, changes, context);
        ReadWeights(model.Parameters, "weight", changes);
        IReadOnlyList<Optimizer> optimizers = model.Plan.Optimizers;
        Each("optimizers", optimizers.Count, (i, text) => ReadOptimizer(optimizers[i], text, $"optimizer/{i}", changes));
        ReadTotals(context.Totals, place, sumsOfMetrics, changes);
        List<(Callback Callback, CallbackState State)> states = [];
        Each("callbacks", context.Callbacks.Count, (i, text) =>
            states.Add((context.Callbacks[i], ReadState(context.Callbacks[i], text, $"callback/{i}", model))));
        int first = context.Options.InitialEpoch;
        List<EpochResult> history = [];
        Each("history", place.Epoch - first, (i, text) => history.Add(ReadEpoch(text, first + i + 1, $"history/{i}", model.Plan.Columns)));
        changes.Add(() => context.Resume(history, place.Epoch, place.Batch, place.StopReason));

        if (place.Batch > 0 || context.Options.StepsPerEpoch is not null) { context.Feed.Resume(place.Batch, place.Pass, place.Taken); }
        CallbackState.SetAll(states);
        foreach (Action change in changes) { change(); }
    }

    /// <summary>Whether some training can have written this setup. If not, it is damage and says nothing about which training it was.</summary>
    private static void RequireSound(ConfigNode was, JsonObject @is)
    {
        if (was.Json.FirstOrDefault(pair => !@is.ContainsKey(pair.Key)) is { Key: { } odd })
        {
            throw was.Source.Error($"found {odd} in the setup; expected {string.Join(", ", @is.Select(pair => pair.Key))}. The backup is damaged.");
        }

        foreach (string key in @is.Select(pair => pair.Key))
        {
            bool isNone = was.Json.ContainsKey(key) && !was.Has(key);
            switch (key)
            {
                case "command":
                    foreach ((string name, JsonNode? text) in ConfigJson.Object(was.Json[key], was.Source, key)) { ConfigJson.String(text, was.Source, name); }
                    break;
                case "weights" or "optimizers" or "columns" or "callbacks":
                    foreach (JsonNode? value in ConfigJson.List(was.Json[key], was.Source, key)) { ConfigJson.String(value, was.Source, key); }
                    break;
                case "shuffle" or "drop_remainder":
                    was.Flag(key);
                    break;
                case "seed":
                    _ = was.LongOrNull(key) ?? throw was.Wrong(key, "a whole number");
                    break;
                case "rows" or "steps_per_epoch" when isNone: // nobody knows, or all there are
                    break;
                default:
                    Steps(was, key);
                    break;
            }
        }
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
            string Text(JsonObject setup) => !setup.ContainsKey(name) ? "not given"
                : setup[name] is JsonValue value && value.TryGetValue(out string? text) ? text
                : ConfigJson.Text(setup[name]);
            if (before != after)
            {
                throw new OtherTrainingException(Path.GetDirectoryName(path)!, $"{name} was {before} there and is {after} here");
            }
        }
    }

    /// <summary>Where in the training the backup was made.</summary>
    private readonly record struct Place(int Epoch, int Batch, int Pass, int Taken, string? StopReason);

    private Place ReadPlace(FitOptions options, List<Action> changes, TrainingContext context)
    {
        int epoch = Count("epoch", options.InitialEpoch, int.MaxValue - 1), batch = Count("batch", 0, options.StepsPerEpoch ?? context.Batches ?? int.MaxValue);
        (int pass, int taken) = options.StepsPerEpoch is { } each ? ReadPass(options.InitialEpoch, (long)each * (epoch - options.InitialEpoch) + batch)
            : batch == 0 ? (0, 0)
            : (Count("pass", epoch + 1, epoch + 1), Count("taken", batch, batch)); // a pass over the data is an epoch
        (long train, long test) = (Steps(_text, "train_steps"), Steps(_text, "test_steps"));
        changes.Add(() => (context.Model.Plan.TrainSteps, context.Model.Plan.TestSteps) = (train, test));
        return new(epoch, batch, pass, taken, _text.TextOrNull("stop_reason"));
    }

    /// <summary>The pass over the data, and how many batches were taken of it, where epochs have a number of steps.</summary>
    private (int Pass, int Taken) ReadPass(int first, long steps) =>
        (Count("pass", first, (int)Math.Min(first + steps, int.MaxValue)), Count("taken", 0, (int)Math.Min(steps, int.MaxValue)));

    private int Count(string key, int least, int most) => _text.Int(key) is var number && number >= least && number <= most
        ? number
        : throw _text.Wrong(key, least == most ? $"{least}" : $"a whole number from {least} to {most}");

    private static long Steps(ConfigNode text, string key) =>
        text.LongOrNull(key) is >= 0 and { } number ? number : throw text.Wrong(key, "a whole number from 0 on");

    private void ReadWeights(IReadOnlyList<Parameter> parameters, string name, List<Action> changes)
    {
        for (int i = 0; i < parameters.Count; i++)
        {
            Parameter parameter = parameters[i];
            ReadOnlyMemory<byte> bytes = Bytes($"{name}/{i}", parameter.Buffer.Bytes);
            changes.Add(() => parameter.Buffer.Write(bytes.Span));
        }
    }

    private void ReadOptimizer(Optimizer optimizer, ConfigNode text, string name, List<Action> changes)
    {
        long iterations = Steps(text, "iterations");
        double rate = Numbers($"{name}/learning_rate", 1)[0];
        if (optimizer.Schedule is null && !(double.IsFinite(rate) && rate >= 0)) { throw Error($"the learning rate {rate}", "a number from 0 on"); }
        changes.Add(() =>
        {
            optimizer.Iterations = iterations;
            if (optimizer.Schedule is null && optimizer.LearningRate != rate) { optimizer.LearningRate = rate; }
        });
        ReadWeights(optimizer.State, name, changes);
    }

    private void ReadTotals(MetricTotals totals, Place place, IReadOnlyList<long> sumsOfMetrics, List<Action> changes)
    {
        long rows = Steps(_text, "rows");
        if (place.Batch > 0 && rows == 0) { throw _text.Wrong("rows", "the rows of the batches done"); }
        double[][] now = totals.Sums;
        double[][] sums =
            [Numbers("totals/0", now[0].Length), .. sumsOfMetrics.Take(now.Length - 1).Select((count, i) => Numbers($"totals/{i + 1}", count, orNone: true))];
        changes.Add(() => totals.Restore(rows, sums));
    }

    private CallbackState ReadState(Callback callback, ConfigNode text, string name, Model model)
    {
        string[] keys = text.Texts("state"), known = [.. callback.State.Numbers.Keys];
        if (keys.Except(known).FirstOrDefault() is { } unknown)
        {
            throw Error($"{unknown} in the state of {callback.GetType().Name}", known.Length == 0 ? "none" : string.Join(", ", known));
        }

        double[] values = Numbers(name, keys.Length);
        WeightSnapshot? kept = text.Flag("keeps_weights") ? model.TakeSnapshot() : null;
        for (int i = 0; i < kept?.Values.Count; i++) { Bytes($"{name}/{i}", kept.Values[i].Length).Span.CopyTo(kept.Values[i]); }
        return new(keys.Zip(values, KeyValuePair.Create), kept);
    }

    private EpochResult ReadEpoch(ConfigNode text, int epoch, string name, IReadOnlyList<string> columns)
    {
        if (text.Int("epoch") != epoch) { throw text.Wrong("epoch", $"{epoch}"); }
        double[] values = Numbers($"{name}/training", columns.Count + 2);
        Evaluation? validation = text.Flag("is_validated") ? new(columns, Numbers($"{name}/validation", columns.Count)) : null;
        return new(epoch, new(columns, values[2..]), validation, values[0], values[1]);
    }

    /// <summary>Reads a list of so many objects.</summary>
    private void Each(string key, int count, Action<int, ConfigNode> read)
    {
        JsonArray list = ConfigJson.List(_text.Json[key], _text.Source, key);
        if (list.Count != count) { throw Error($"{list.Count} {key}", $"{count}"); }
        for (int i = 0; i < list.Count; i++)
        {
            ConfigSource source = _text.Source.At($"{key} {i}");
            read(i, new(ConfigJson.Object(list[i], source, "entry"), source));
        }
    }

    private double[] Numbers(string name, long count, bool orNone = false)
    {
        double[] numbers = Array(name).ReadDoubles();
        return numbers.Length == count || orNone && numbers.Length == 0 ? numbers : throw Error($"{numbers.Length} numbers in {name}", $"{count}");
    }

    private ReadOnlyMemory<byte> Bytes(string name, long count)
    {
        ReadOnlyMemory<byte> bytes = Array(name).Bytes();
        return bytes.Length == count ? bytes : throw Error($"{bytes.Length} bytes in {name}", $"{count}");
    }

    private StoredArray Array(string name) => _arrays.GetValueOrDefault(name) ?? throw Error($"no array {name}", "all arrays of a backup");

    private FileFormatException Error(string found, string expected) => _text.Source.Error($"found {found}; expected {expected}. The backup is damaged.");
}
