using System.Text.Json.Nodes;

namespace Hebb.Explaining;

/// <summary>An explanation as JSON. Numbers that are not finite, which JSON does not know, are null.</summary>
internal static class ExplanationJson
{
    /// <summary>Every number by name.</summary>
    public static JsonObject Of(Explanation explanation) => new()
    {
        ["inputs"] = new JsonObject(explanation.Inputs.Select(input => KeyValuePair.Create(input.Key, Number(input.Value)))),
        ["targets"] = Array(explanation.Targets.Select(Number)),
        ["outputs"] = Array(explanation.Outputs.Select(Number)),
        ["loss_name"] = explanation.LossName,
        ["data_loss"] = Number(explanation.DataLoss),
        ["penalty"] = Number(explanation.Penalty),
        ["loss"] = Number(explanation.Loss),
        ["learning_rate"] = Number(explanation.LearningRate),
        ["layers"] = Array(explanation.Layers.Select(layer => new JsonObject
        {
            ["name"] = layer.Name,
            ["function"] = layer.Function,
            ["units"] = Array(layer.Units.Select(Unit)),
        })),
    };

    private static JsonObject Unit(ExplainedUnit unit) => new()
    {
        ["name"] = unit.Name,
        ["sum"] = Number(unit.Sum),
        ["output"] = Number(unit.Output),
        ["output_gradient"] = Number(unit.OutputGradient),
        ["output_paths"] = Array(unit.OutputPaths.Select(Path)),
        ["sum_gradient"] = Number(unit.SumGradient),
        ["sum_paths"] = Array(unit.SumPaths.Select(Path)),
        ["weights"] = Array(unit.Weights.Select(weight => new JsonObject
        {
            ["name"] = weight.Name,
            ["from"] = weight.IsBias ? null : weight.From,
            ["input"] = Number(weight.Input),
            ["value"] = Number(weight.Value),
            ["product"] = Number(weight.Product),
            ["gradient"] = Number(weight.Gradient),
            ["updated"] = Number(weight.Updated),
        })),
    };

    private static JsonObject Path(ChainTerm path) => new()
    {
        ["path"] = $"{path.Outer} · {path.Inner}",
        ["outer"] = Number(path.OuterValue),
        ["inner"] = Number(path.InnerValue),
        ["value"] = Number(path.Value),
    };

    private static JsonArray Array(IEnumerable<JsonNode?> nodes) => new([.. nodes]);

    private static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
