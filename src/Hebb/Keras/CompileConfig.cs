using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Optimizers;

namespace Hebb.Keras;

/// <summary>How a model is trained, in files: compile_config of Keras 3, training_config of earlier ones.</summary>
internal static class CompileConfig
{
    /// <summary>More metrics for one output than anybody reads.</summary>
    private const int MaxMetrics = 1000;

    /// <summary>More keys than a loss or a metric has in a file.</summary>
    private const int MostKeys = 16;

    /// <summary>The choices as Keras 3 writes them.</summary>
    public static JsonObject Write(Model model, CompileChoices choices)
    {
        int outputs = Math.Max(1, model.Outputs.Count);
        JsonNode[] losses = [.. choices.Losses.Select(Loss.Kinds.Write)];
        return new()
        {
            ["optimizer"] = Optimizer.Kinds.Write(choices.Optimizer),
            ["loss"] = outputs == 1 ? losses[0] : new JsonArray([.. Enumerable.Range(0, outputs).Select(i => losses[losses.Length == 1 ? 0 : i].DeepClone())]),
            ["loss_weights"] = choices.LossWeights is { } weights ? new JsonArray([.. weights.Select(weight => (JsonNode)weight)]) : null,
            ["metrics"] = Metrics([.. Enumerable.Range(0, outputs).Select(choices.MetricsOf)]),
            ["weighted_metrics"] = Metrics([.. Enumerable.Range(0, outputs).Select(choices.WeightedMetricsOf)]),
            ["run_eagerly"] = false,
            ["steps_per_execution"] = 1,
            ["jit_compile"] = false,
        };
    }

    /// <summary>Compiles a model as the file says; false if it says nothing.</summary>
    public static bool Apply(Model model, JsonObject? json, ConfigSource source)
    {
        JsonNode? optimizer = json?["optimizer"] ?? json?["optimizer_config"];
        if (json is null || optimizer is null || json["loss"] is null) { return false; }
        string[] names = model.Outputs.Count > 0 ? [.. model.Outputs.Select(node => node.Layer.Name ?? "")] : [""];
        try
        {
            Loss[] losses = json["loss"] switch
            {
                JsonArray list => EntryCounter.Of(list) is var count && count <= names.Length
                    ? [.. list.Select(Read)]
                    : throw source.Error($"found {count} losses; expected {names.Length}, one for each output, or one for all."),
                JsonObject named when IsByOutput(named, names, "losses", source) => [.. Named(named, names, "losses", source)
                    .Select((loss, i) => Read(loss ?? throw source.Error($"the loss of output {names[i]} is missing.")))],
                var one => [Read(one)],
            };
            IReadOnlyList<Metric>[] metrics = Metrics(json["metrics"], names, source), weighted = Metrics(json["weighted_metrics"], names, source);
            double[]? weights = Weights(json["loss_weights"], names, source);
            CompileChoices choices = new(Optimizer.Kinds.Read(optimizer, source), losses, metrics, weighted, weights);
            choices.CheckFor(names.Length);
            model.Choose(choices);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            throw source.Error(error.Message, error);
        }

        return true;

        Loss Read(JsonNode? loss) => Loss.Kinds.Read(loss, source);
    }

    /// <summary>One list for one output, else a list of lists; null where there are no metrics at all.</summary>
    private static JsonArray? Metrics(IReadOnlyList<Metric>[] perOutput)
    {
        if (perOutput.All(metrics => metrics.Count == 0)) { return null; }
        return perOutput is [var one] ? List(one) : new JsonArray([.. perOutput.Select(List)]);
        static JsonArray List(IReadOnlyList<Metric> metrics) => new([.. metrics.Select(Metric.Kinds.Write)]);
    }

    /// <summary>The metrics: one list for all outputs, or one for each.</summary>
    private static IReadOnlyList<Metric>[] Metrics(JsonNode? node, string[] names, ConfigSource source)
    {
        if (node is JsonArray all) { RequireFew(all, Math.Max(MaxMetrics, names.Length)); }
        JsonNode?[] entries = node switch
        {
            null => [],
            JsonArray list => [.. list],
            JsonObject named when IsByOutput(named, names, "metrics", source) =>
                [.. Named(named, names, "metrics", source).Select(own => own is JsonArray or null ? own : new JsonArray(own.DeepClone()))],
            _ => [node],
        };
        if (entries.Length == 0) { return []; }
        if (!entries.All(entry => entry is JsonArray or null)) { return [Read(entries)]; }
        if (entries.Length != names.Length && entries.Length != 1)
        {
            throw source.Error($"found {entries.Length} lists of metrics; expected {names.Length}, one for each output, or one for all.");
        }

        return [.. entries.Select(entry =>
        {
            JsonArray own = (JsonArray?)entry ?? [];
            RequireFew(own, MaxMetrics);
            return Read(own);
        })];

        Metric[] Read(IEnumerable<JsonNode?> metrics) => [.. metrics.Select(metric => Metric.Kinds.Read(metric, source))];

        void RequireFew(JsonArray list, int most)
        {
            if (EntryCounter.Of(list) is var count && count > most) { throw source.Error($"found {count} metrics; expected at most {most} for an output."); }
        }
    }

    /// <summary>Whether an object says something of each output, and is not one thing itself.</summary>
    /// <exception cref="FileFormatException">It has far more entries than either: they are counted before there is an object for each.</exception>
    private static bool IsByOutput(JsonObject json, string[] names, string what, ConfigSource source) =>
        EntryCounter.Of(json) is var count && count > Math.Max(MostKeys, names.Length)
            ? throw source.Error($"found {what} for {count} outputs; expected {names.Length}: {string.Join(", ", names)}.")
            : json["class_name"] is null;

    /// <summary>What is said of each output by its name; null where nothing is. Names of no output are refused.</summary>
    private static JsonNode?[] Named(JsonObject named, string[] names, string what, ConfigSource source) =>
        named.FirstOrDefault(entry => !names.Contains(entry.Key)).Key is { } unknown
            ? throw source.Error($"found {what} for an output {ConfigSource.Short(unknown)}; expected {string.Join(", ", names)}.")
            : [.. names.Select(name => named[name])];

    private static double[]? Weights(JsonNode? node, string[] names, ConfigSource source) => node switch
    {
        null => null,
        JsonArray list when EntryCounter.Of(list) is var count && count != names.Length =>
            throw source.Error($"found {count} loss weights; expected {names.Length}, one for each output."),
        JsonArray list => [.. list.Select(weight => weight is JsonValue value && value.TryGetValue(out double number)
            ? number
            : throw source.Error($"found {ConfigSource.Short(weight)} as loss weight; expected a number."))],
        JsonObject named when IsByOutput(named, names, "loss weights", source) =>
            [.. Named(named, names, "loss weights", source).Select((_, i) => new ConfigNode(named, source).Number(names[i], 1))],
        _ => [new ConfigNode(new() { ["loss_weight"] = node.DeepClone() }, source).Number("loss_weight")],
    };
}
