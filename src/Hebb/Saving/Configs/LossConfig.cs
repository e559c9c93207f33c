using System.Text.Json.Nodes;
using Hebb.Losses;

namespace Hebb.Saving.Configs;

/// <summary>Losses in files: a name, one of its abbreviations, or an object with settings.</summary>
internal static class LossConfig
{
    /// <summary>The loss.</summary>
    public static Loss Read(JsonNode? node, ConfigSource source)
    {
        string name = node is JsonObject item ? Name(item, source) : ConfigJson.String(node, source, "loss");
        LayerConfig c = ConfigJson.Settings(node, source);
        if (c.Text("reduction", "auto") is not ("auto" or "sum_over_batch_size" or "mean" or "mean_with_sample_weight")) { c.Refuse("reduction"); }
        double smoothing = c.Number("label_smoothing", 0);
        bool logits = c.Flag("from_logits", false);
        return Find(KnownNames.Key(name)) switch
        {
            BinaryCrossentropy => new BinaryCrossentropy { FromLogits = logits, LabelSmoothing = smoothing },
            BinaryFocalCrossentropy => new BinaryFocalCrossentropy(c.Number("gamma", 2))
            {
                FromLogits = logits,
                LabelSmoothing = smoothing,
                Alpha = c.Flag("apply_class_balancing", false) ? c.Number("alpha", 0.25) : null,
            },
            CategoricalCrossentropy => new CategoricalCrossentropy { FromLogits = logits, LabelSmoothing = smoothing },
            SparseCategoricalCrossentropy => IgnoringNone(c, new SparseCategoricalCrossentropy { FromLogits = logits }),
            Huber => new Huber(c.Number("delta", 1)),
            { } plain => plain,
            null => throw source.Error($"found the loss \"{name}\", which is unknown; expected one of Loss's. Load the model with Compile = false and compile it yourself."),
        };
    }

    /// <summary>The loss of a name; null if there is none.</summary>
    public static Loss? Find(string key) => key switch
    {
        "mse" or "meansquarederror" => Loss.MeanSquaredError,
        "mae" or "meanabsoluteerror" => Loss.MeanAbsoluteError,
        "mape" or "meanabsolutepercentageerror" => Loss.MeanAbsolutePercentageError,
        "msle" or "meansquaredlogarithmicerror" => Loss.MeanSquaredLogarithmicError,
        "rmse" or "rootmeansquarederror" => Loss.RootMeanSquaredError,
        "huber" or "huberloss" => Loss.Huber,
        "logcosh" => Loss.LogCosh,
        "poisson" => Loss.Poisson,
        "kld" or "kldivergence" or "kullbackleiblerdivergence" => Loss.KLDivergence,
        "hinge" => Loss.Hinge,
        "squaredhinge" => Loss.SquaredHinge,
        "categoricalhinge" => Loss.CategoricalHinge,
        "perceptronloss" => Loss.Perceptron,
        "bce" or "binarycrossentropy" => Loss.BinaryCrossentropy,
        "binaryfocalcrossentropy" => Loss.BinaryFocalCrossentropy,
        "categoricalcrossentropy" => Loss.CategoricalCrossentropy,
        "sparsecategoricalcrossentropy" => Loss.SparseCategoricalCrossentropy,
        "cosinesimilarity" => Loss.CosineSimilarity,
        _ => null,
    };

    /// <summary>The loss as Keras writes it: the name where the settings are the defaults.</summary>
    public static JsonNode Write(Loss loss)
    {
        // Keras has the root of the error and the perceptron's loss as no function, but only one of them as a class.
        if (Find(KnownNames.Key(loss.Name)) is { } known && known == loss && loss is not RootMeanSquaredError) { return loss.Name; }
        JsonObject config = new() { ["name"] = loss.Name, ["reduction"] = "sum_over_batch_size", ["dtype"] = "float32" };
        switch (loss)
        {
            case BinaryCrossentropy b: Probabilities(config, b.FromLogits, b.LabelSmoothing); return Typed("BinaryCrossentropy", config);
            case CategoricalCrossentropy c: Probabilities(config, c.FromLogits, c.LabelSmoothing); return Typed("CategoricalCrossentropy", config);
            case BinaryFocalCrossentropy f:
                Probabilities(config, f.FromLogits, f.LabelSmoothing);
                (config["gamma"], config["apply_class_balancing"], config["alpha"]) = (f.Gamma, f.Alpha is not null, f.Alpha ?? 0.25);
                return Typed("BinaryFocalCrossentropy", config);
            case SparseCategoricalCrossentropy s: config["from_logits"] = s.FromLogits; return Typed("SparseCategoricalCrossentropy", config);
            case Huber huber: config["delta"] = huber.Delta; return Typed("Huber", config);
            case RootMeanSquaredError: return loss.Name;
            default: throw new InvalidOperationException($"The loss {loss.GetType().Name} cannot be written to a file: save with new SaveOptions {{ IncludeTraining = false }}.");
        }
    }

    private static SparseCategoricalCrossentropy IgnoringNone(LayerConfig c, SparseCategoricalCrossentropy loss)
    {
        c.Refuse("ignore_class");
        return loss;
    }

    private static string Name(JsonObject item, ConfigSource source)
    {
        string name = ConfigJson.ClassName(item, source);
        return name == "function" ? ConfigJson.String(item["config"], source, "loss") : name;
    }

    private static void Probabilities(JsonObject config, bool fromLogits, double smoothing) =>
        (config["from_logits"], config["label_smoothing"], config["axis"]) = (fromLogits, smoothing, -1);

    private static JsonObject Typed(string className, JsonObject config) => ConfigJson.Typed("keras.losses", className, config);
}
