using System.Text.Json.Nodes;

namespace Hebb.Keras;

/// <summary>What a file says about a model besides the numbers, whichever form it has.</summary>
/// <param name="Config">The layers and their settings.</param>
/// <param name="Training">Optimizer, losses and metrics; null where none are written.</param>
/// <param name="Own">What Keras has no place for: seed, step, weights without decay.</param>
internal sealed record ModelContents(JsonObject Config, JsonObject? Training, JsonObject Own);
