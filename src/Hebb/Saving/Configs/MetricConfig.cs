using System.Text.Json.Nodes;
using Hebb.Losses;
using Hebb.Metrics;

namespace Hebb.Saving.Configs;

/// <summary>Metrics in files: a name or an object with settings.</summary>
internal static class MetricConfig
{
    private const double HalfThreshold = 0.5;
    private const int DefaultThresholds = 200;

    /// <summary>The metric.</summary>
    public static Metric Read(JsonNode? node, ConfigSource source)
    {
        string name = node is JsonObject item ? Name(item, source) : ConfigJson.String(node, source, "metric");
        LayerConfig c = ConfigJson.Settings(node, source);
        return KnownNames.Key(name) switch
        {
            "accuracy" or "acc" => Metric.Accuracy,
            "binaryaccuracy" => new BinaryAccuracy(Threshold(c, "threshold")),
            "categoricalaccuracy" => Metric.CategoricalAccuracy,
            "sparsecategoricalaccuracy" => Metric.SparseCategoricalAccuracy,
            "topkcategoricalaccuracy" or "sparsetopkcategoricalaccuracy" => new TopKAccuracy(c.Int("k", 5)),
            "precision" => new Precision(Threshold(c, "thresholds")),
            "recall" => new Recall(Threshold(c, "thresholds")),
            "f1score" when c.Text("average", "macro") == "micro" => new F1(Threshold(c, "threshold")),
            "truepositives" => new TruePositives(Threshold(c, "thresholds")),
            "falsepositives" => new FalsePositives(Threshold(c, "thresholds")),
            "truenegatives" => new TrueNegatives(Threshold(c, "thresholds")),
            "falsenegatives" => new FalseNegatives(Threshold(c, "thresholds")),
            "auc" => new Auc(c.Text("curve", "ROC") == "PR" ? AucCurve.PrecisionRecall : AucCurve.Roc, c.Int("num_thresholds", DefaultThresholds)),
            "mse" or "meansquarederror" => Metric.MeanSquaredError,
            "rmse" or "rootmeansquarederror" => Metric.RootMeanSquaredError,
            "mae" or "meanabsoluteerror" => Metric.MeanAbsoluteError,
            "mape" or "meanabsolutepercentageerror" => Metric.MeanAbsolutePercentageError,
            "r2score" => Metric.R2Score,
            string key when LossConfig.Find(key) is not null => Metric.Mean(LossConfig.Read(node, source)),
            _ => throw source.Error($"found the metric \"{name}\", which is unknown or has settings that are not supported. Load the model with Compile = false and compile it yourself."),
        };
    }

    /// <summary>The metric as Keras writes it.</summary>
    public static JsonNode Write(Metric metric) => metric switch
    {
        Accuracy or CategoricalAccuracy or SparseCategoricalAccuracy => metric.Name,
        BinaryAccuracy binary => Typed("BinaryAccuracy", metric, ("threshold", binary.Threshold)),
        TopKAccuracy top => Typed("TopKCategoricalAccuracy", metric, ("k", top.K)),
        Precision precision => Typed("Precision", metric, ("thresholds", Thresholds(precision)), ("top_k", null), ("class_id", null)),
        Recall recall => Typed("Recall", metric, ("thresholds", Thresholds(recall)), ("top_k", null), ("class_id", null)),
        F1 f1 => Typed("F1Score", metric, ("average", "micro"), ("threshold", f1.Threshold)),
        TruePositives counts => Typed("TruePositives", metric, ("thresholds", Thresholds(counts))),
        FalsePositives counts => Typed("FalsePositives", metric, ("thresholds", Thresholds(counts))),
        TrueNegatives counts => Typed("TrueNegatives", metric, ("thresholds", Thresholds(counts))),
        FalseNegatives counts => Typed("FalseNegatives", metric, ("thresholds", Thresholds(counts))),
        Auc auc => Typed("AUC", metric, ("num_thresholds", auc.Thresholds), ("curve", auc.Curve == AucCurve.PrecisionRecall ? "PR" : "ROC"), ("summation_method", "interpolation")),
        R2Score => Typed("R2Score", metric),
        Metrics.RootMeanSquaredError => Typed("RootMeanSquaredError", metric),
        MeanMetric mean when LossConfig.Write(mean.Loss) is JsonValue name => name,
        _ => throw new InvalidOperationException($"The metric {metric.GetType().Name} \"{metric.Name}\" cannot be written to a file: save with new SaveOptions {{ IncludeTraining = false }}."),
    };

    private static string Name(JsonObject item, ConfigSource source)
    {
        string name = ConfigJson.ClassName(item, source);
        return name switch
        {
            "function" => ConfigJson.String(item["config"], source, "metric"),
            // A function with settings, wrapped: what counts is the function.
            "MeanMetricWrapper" => ConfigJson.Settings(item, source).Json["fn"] is JsonObject inner ? Name(inner, source) : ConfigJson.Settings(item, source).Text("fn", ConfigJson.Settings(item, source).Text("name")),
            _ => name,
        };
    }

    /// <summary>One threshold; a missing one is a half.</summary>
    private static double Threshold(LayerConfig c, string key) =>
        c.Json[key] is JsonArray { Count: 1 } list ? new LayerConfig(new() { [key] = list[0]!.DeepClone() }, new("metric", key)).Number(key) : c.Number(key, HalfThreshold);

    private static JsonNode? Thresholds(ConfusionMetric metric) => metric.Threshold == HalfThreshold ? null : metric.Threshold;

    private static JsonObject Typed(string className, Metric metric, params ReadOnlySpan<(string Key, JsonNode? Value)> settings)
    {
        JsonObject config = new() { ["name"] = metric.Name, ["dtype"] = "float32" };
        foreach ((string key, JsonNode? value) in settings) { config[key] = value; }
        return ConfigJson.Typed("keras.metrics", className, config);
    }
}
