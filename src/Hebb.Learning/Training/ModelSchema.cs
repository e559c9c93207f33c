using System.Text.Json.Nodes;
using Hebb.Data.Preprocessing;

namespace Hebb.Learning.Training;

/// <summary>What a model takes and gives: enough to make a form, and to check a request.</summary>
/// <param name="Inputs">What it takes for one example.</param>
/// <param name="Outputs">What it gives.</param>
public sealed record ModelSchema(IReadOnlyList<InputField> Inputs, IReadOnlyList<OutputField> Outputs)
{
    /// <summary>The schema for programs.</summary>
    public JsonObject ToJson() => new()
    {
        ["inputs"] = new JsonArray([.. Inputs.Select(input => (JsonNode)input.ToJson())]),
        ["outputs"] = new JsonArray([.. Outputs.Select(output => (JsonNode)output.ToJson())]),
    };
}
