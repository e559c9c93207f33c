using System.Text.Json.Nodes;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;

namespace Hebb.Saving.Configs;

/// <summary>How a model is trained, in files: compile_config of Keras 3, training_config of earlier ones.</summary>
internal static class CompileConfig
{
    /// <summary>The choices as Keras 3 writes them.</summary>
    public static JsonObject Write(Model model, CompileChoices choices)
    {
        int outputs = Math.Max(1, model.Outputs.Count);
        JsonNode[] losses = [.. choices.Losses.Select(LossConfig.Write)];
        return new()
        {
            ["optimizer"] = OptimizerConfig.Write(choices.Optimizer),
            ["loss"] = outputs == 1 ? losses[0] : new JsonArray([.. Enumerable.Range(0, outputs).Select(i => losses[losses.Length == 1 ? 0 : i].DeepClone())]),
            ["loss_weights"] = choices.LossWeights is { } weights ? new JsonArray([.. weights.Select(weight => (JsonNode)weight)]) : null,
            ["metrics"] = PerOutput(choices.Metrics, outputs),
            ["weighted_metrics"] = PerOutput(choices.WeightedMetrics, outputs),
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
        Loss[] losses = json["loss"] switch
        {
            JsonArray list => [.. list.Select(node => LossConfig.Read(node, source))],
            JsonObject named when named["class_name"] is null => [.. names.Select(name => LossConfig.Read(named[name] ?? throw source.Error($"the loss of output {name} is missing."), source))],
            var one => [LossConfig.Read(one, source)],
        };
        try
        {
            model.Compile(OptimizerConfig.Read(optimizer, source), losses, Metrics(json["metrics"], names, source), Metrics(json["weighted_metrics"], names, source), Weights(json["loss_weights"], names, source));
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            throw source.Error(error.Message, error);
        }

        return true;
    }

    private static JsonArray? PerOutput(IReadOnlyList<Metric> metrics, int outputs)
    {
        if (metrics.Count == 0) { return null; }
        return outputs == 1 ? List() : new JsonArray([.. Enumerable.Range(0, outputs).Select(_ => List())]);
        JsonArray List() => new([.. metrics.Select(MetricConfig.Write)]);
    }

    /// <summary>The metrics, which must be the same for every output.</summary>
    private static List<Metric> Metrics(JsonNode? node, string[] names, ConfigSource source)
    {
        JsonNode?[] entries = node switch
        {
            null => [],
            JsonArray list => [.. list],
            JsonObject named when named["class_name"] is null => [.. names.Select(name => named[name] is JsonArray or null ? named[name] : new JsonArray(named[name]!.DeepClone()))],
            _ => [node],
        };
        if (entries.Length == 0) { return []; }
        if (!entries.All(entry => entry is JsonArray or null)) { return [.. entries.Select(entry => MetricConfig.Read(entry, source))]; }
        List<Metric>[] perOutput = [.. entries.Select(entry => ((JsonArray?)entry ?? []).Select(metric => MetricConfig.Read(metric, source)).ToList())];
        return perOutput.All(metrics => metrics.SequenceEqual(perOutput[0]))
            ? perOutput[0]
            : throw source.Error("the outputs have different metrics; expected the same for all. Load the model with Compile = false and compile it yourself.");
    }

    private static double[]? Weights(JsonNode? node, string[] names, ConfigSource source) => node switch
    {
        null => null,
        JsonArray list => [.. list.Select((_, i) => new LayerConfig(new() { ["loss_weight"] = list[i]?.DeepClone() }, source).Number("loss_weight"))],
        JsonObject named => [.. names.Select(name => new LayerConfig(named, source).Number(name, 1))],
        _ => [new LayerConfig(new() { ["loss_weight"] = node.DeepClone() }, source).Number("loss_weight")],
    };
}
