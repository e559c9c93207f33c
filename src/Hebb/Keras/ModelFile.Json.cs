using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Keras;

public static partial class ModelFile
{
    /// <summary>A configuration names sizes without having to hold their weights; more numbers than this are refused.</summary>
    private const long MostNumbers = 1L << 30;

    /// <summary>The structure of a model as JSON, as Keras' <c>to_json</c> writes it: layers and their settings, no weights.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="InvalidOperationException">The model has no shapes yet, or holds a layer that cannot be written.</exception>
    public static string ToJson(Model model)
    {
        RequireBuilt(model);
        return ConfigJson.Text(ModelWriter.Write(model));
    }

    /// <summary>A model with fresh weights, made of what <see cref="ToJson"/> or Keras' <c>to_json</c> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">What errors call it, such as the name of a file.</param>
    /// <param name="seed">Equal seeds give equal weights; null for the next number, as for any model without a seed.</param>
    /// <exception cref="FileFormatException">The text is damaged, or names what is not known.</exception>
    public static Model FromJson(string json, string name = "configuration", long? seed = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        ConfigSource source = new(name, "");
        JsonObject config = ConfigJson.Parse(json, source);
        int major = config["keras_version"] is JsonValue value && value.TryGetValue(out string? version) ? Major(version) : NewestMajor;
        ModelReader reader = new(name, major, seed);
        using (LoadBudget.OfConfiguration(MostNumbers))
        {
            Model model = reader.Read(config);
            Build(model, reader, source);
            return model;
        }
    }
}
