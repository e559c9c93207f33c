using System.Text.Json.Nodes;

namespace Hebb.Keras;

/// <summary>Shapes in the configuration of a model that keeps states: Keras must know there how many rows a batch has.</summary>
internal static class FixedRows
{
    /// <summary>Puts the number of rows where shapes say that it does not matter.</summary>
    public static void Set(JsonNode? node, int rows)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (JsonNode? item in list) { Set(item, rows); }
                break;
            case JsonObject settings:
                foreach ((string key, JsonNode? value) in settings.ToArray())
                {
                    if (key is "batch_shape" or "input_shape" or "build_input_shape" or "shape") { SetShapes(value, rows); }
                    else { Set(value, rows); }
                }

                break;
            default: break;
        }
    }

    private static void SetShapes(JsonNode? shape, int rows)
    {
        if (shape is not JsonArray list) { return; }
        if (list is [null, ..]) { list[0] = rows; }
        else
        {
            foreach (JsonNode? item in list) { SetShapes(item, rows); }
        }
    }
}
