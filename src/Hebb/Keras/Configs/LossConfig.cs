using System.Text.Json.Nodes;
using Hebb.Losses;

namespace Hebb.Keras;

/// <summary>Losses in files: a name, one of its abbreviations, or an object with settings.</summary>
internal static class LossConfig
{
    /// <summary>The loss.</summary>
    public static Loss Read(JsonNode? node, ConfigSource source)
    {
        string name = node is JsonObject item ? Name(item, source) : ConfigJson.String(node, source, "loss");
        LayerConfig c = ConfigJson.Settings(node, source);
        double smoothing = c.Number("label_smoothing", 0);
        bool logits = c.Flag("from_logits", false);
        Loss loss = Loss.Find(KnownNames.Key(name)) switch
        {
            BinaryCrossentropy => new BinaryCrossentropy { FromLogits = logits, LabelSmoothing = smoothing },
            BinaryFocalCrossentropy => new BinaryFocalCrossentropy(c.Number("gamma", 2))
            {
                FromLogits = logits,
                LabelSmoothing = smoothing,
                Alpha = c.Flag("apply_class_balancing", false) ? c.Number("alpha", 0.25) : null,
            },
            CategoricalCrossentropy => new CategoricalCrossentropy { FromLogits = logits, LabelSmoothing = smoothing },
            CategoricalFocalCrossentropy => new CategoricalFocalCrossentropy(c.Number("gamma", 2))
            {
                Alpha = c.Number("alpha", 0.25),
                FromLogits = logits,
                LabelSmoothing = smoothing,
            },
            CategoricalGeneralizedCrossEntropy => new CategoricalGeneralizedCrossEntropy(c.Number("q", 0.5)),
            SparseCategoricalCrossentropy => new SparseCategoricalCrossentropy
            {
                FromLogits = logits,
                IgnoreClass = c.Has("ignore_class") ? c.Int("ignore_class") : null,
            },
            Huber => new Huber(c.Number("delta", 1)),
            Dice => new Dice { Axis = Axis(c) },
            Tversky => new Tversky(c.Number("alpha", 0.5), c.Number("beta", 0.5)) { Axis = Axis(c) },
            Circle => new Circle(c.Number("gamma", 80), c.Number("margin", 0.4)) { RemoveDiagonal = c.Flag("remove_diagonal", true) },
            { } plain => plain,
            null => throw source.Error($"found the loss \"{name}\", which is unknown; expected one of Loss's. Load the model with Compile = false and compile it yourself."),
        };
        if (loss is not Overlap && c.Has("axis") && c.Ints("axis") is not [-1]) { c.Refuse("axis"); }
        return loss with { Reduction = ReductionOf(c) };
    }

    /// <summary>The loss as Keras writes it: the name where the settings are the defaults.</summary>
    public static JsonNode Write(Loss loss)
    {
        // Keras' function of that name wants its setting q, which a name cannot give.
        if (Loss.Find(KnownNames.Key(loss.Name)) is { } known && known == loss && loss is not CategoricalGeneralizedCrossEntropy) { return loss.Name; }
        JsonObject config = new() { ["name"] = loss.Name, ["reduction"] = Reductions[(int)loss.Reduction], ["dtype"] = "float32" };
        switch (loss)
        {
            case BinaryCrossentropy b: Probabilities(config, b.FromLogits, b.LabelSmoothing); break;
            case CategoricalCrossentropy c: Probabilities(config, c.FromLogits, c.LabelSmoothing); break;
            case BinaryFocalCrossentropy f:
                Probabilities(config, f.FromLogits, f.LabelSmoothing);
                (config["gamma"], config["apply_class_balancing"], config["alpha"]) = (f.Gamma, f.Alpha is not null, f.Alpha ?? 0.25);
                break;
            case CategoricalFocalCrossentropy f:
                Probabilities(config, f.FromLogits, f.LabelSmoothing);
                (config["gamma"], config["alpha"]) = (f.Gamma, f.Alpha);
                break;
            case CategoricalGeneralizedCrossEntropy g: config["q"] = g.Q; break;
            case SparseCategoricalCrossentropy s: (config["from_logits"], config["ignore_class"]) = (s.FromLogits, s.IgnoreClass); break;
            case Huber huber: config["delta"] = huber.Delta; break;
            case Dice dice: config["axis"] = dice.Axis; break;
            case Tversky t: (config["alpha"], config["beta"], config["axis"]) = (t.Alpha, t.Beta, t.Axis); break;
            case Circle circle: (config["gamma"], config["margin"], config["remove_diagonal"]) = (circle.Gamma, circle.Margin, circle.RemoveDiagonal); break;
            default:
                if (Loss.Find(KnownNames.Key(loss.Name))?.GetType() == loss.GetType()) { break; }
                throw new InvalidOperationException($"The loss {loss.GetType().Name} cannot be written to a file: save with new SaveOptions {{ IncludeTraining = false }}.");
        }

        return ConfigJson.Typed("keras.losses", loss.GetType().Name, config);
    }

    private static string[] Reductions { get; } = ["sum_over_batch_size", "sum", "mean_with_sample_weight"];

    private static LossReduction ReductionOf(LayerConfig c)
    {
        string name = c.Text("reduction", "auto");
        if (name is "auto" or "mean") { return LossReduction.SumOverBatchSize; }
        if (!Reductions.Contains(name)) { c.Refuse("reduction"); }
        return (LossReduction)Array.IndexOf(Reductions, name);
    }

    /// <summary>Nothing, or the last axis; files may call it 1, which it is for rows of numbers.</summary>
    private static int? Axis(LayerConfig c)
    {
        if (!c.Has("axis")) { return null; }
        if (c.Ints("axis") is not [-1 or 1]) { c.Refuse("axis"); }
        return -1;
    }

    private static string Name(JsonObject item, ConfigSource source)
    {
        string name = ConfigJson.ClassName(item, source);
        return name == "function" ? ConfigJson.String(item["config"], source, "loss") : name;
    }

    private static void Probabilities(JsonObject config, bool fromLogits, double smoothing) =>
        (config["from_logits"], config["label_smoothing"], config["axis"]) = (fromLogits, smoothing, -1);
}
