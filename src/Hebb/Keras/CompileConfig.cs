using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Optimizers;

namespace Hebb.Keras;

/// <summary>How a model is trained, in files: compile_config of Keras 3, training_config of earlier ones.</summary>
internal static class CompileConfig
{
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
                JsonArray list => [.. list.Select(Read)],
                JsonObject named when named["class_name"] is null =>
                    [.. names.Select(name => Read(named[name] ?? throw source.Error($"the loss of output {name} is missing.")))],
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
        JsonNode?[] entries = node switch
        {
            null => [],
            JsonArray list => [.. list],
            JsonObject named when named["class_name"] is null =>
                [.. names.Select(name => named[name] is JsonArray or null ? named[name] : new JsonArray(named[name]!.DeepClone()))],
            _ => [node],
        };
        if (entries.Length == 0) { return []; }
        return entries.All(entry => entry is JsonArray or null)
            ? [.. entries.Select(entry => Read((JsonArray?)entry ?? []))]
            : [Read(entries)];
        Metric[] Read(IEnumerable<JsonNode?> metrics) => [.. metrics.Select(metric => Metric.Kinds.Read(metric, source))];
    }

    private static double[]? Weights(JsonNode? node, string[] names, ConfigSource source) => node switch
    {
        null => null,
        JsonArray list when list.Count != names.Length => throw source.Error($"found {list.Count} loss weights; expected {names.Length}, one for each output."),
        JsonArray list => [.. list.Select(weight => weight is JsonValue value && value.TryGetValue(out double number)
            ? number
            : throw source.Error($"found {ConfigSource.Short(weight)} as loss weight; expected a number."))],
        JsonObject named => [.. names.Select(name => new ConfigNode(named, source).Number(name, 1))],
        _ => [new ConfigNode(new() { ["loss_weight"] = node.DeepClone() }, source).Number("loss_weight")],
    };
}
