using System.Text.Json.Nodes;
using Hebb.Losses;
using Hebb.Metrics;

namespace Hebb.Keras;

/// <summary>
/// Metrics in files: a name or an object with settings. What Keras does not have is written under a module of ours, so that Keras says clearly what it
/// lacks.
/// </summary>
internal static class MetricConfig
{
    /// <summary>The module of metrics that Keras does not have.</summary>
    public const string OwnModule = "hebb.metrics";

    private const int DefaultThresholds = 200;
    private const int MostThresholds = 1_000_000;
    private static readonly string[] s_curves = ["ROC", "PR", "PRGAIN"];
    private static readonly string[] s_summations = ["interpolation", "minoring", "majoring"];
    private static readonly string?[] s_averages = [null, "micro", "macro", "weighted"];

    /// <summary>The metric.</summary>
    public static Metric Read(JsonNode? node, ConfigSource source)
    {
        string name = node is JsonObject item ? Name(item, source) : ConfigJson.String(node, source, "metric");
        LayerConfig c = ConfigJson.Settings(node, source);
        Metric metric = KnownNames.Key(name) switch
        {
            "binaryaccuracy" => new BinaryAccuracy(c.Number("threshold", 0.5)),
            "topkcategoricalaccuracy" => new TopKCategoricalAccuracy(c.Int("k", 5)),
            "sparsetopkcategoricalaccuracy" => new SparseTopKCategoricalAccuracy(c.Int("k", 5)),
            "precision" => new Precision(Threshold(c)) { Thresholds = Several(c), TopK = IntOrNull(c, "top_k"), ClassId = IntOrNull(c, "class_id") },
            "recall" => new Recall(Threshold(c)) { Thresholds = Several(c), TopK = IntOrNull(c, "top_k"), ClassId = IntOrNull(c, "class_id") },
            "truepositives" => new TruePositives(Threshold(c)) { Thresholds = Several(c) },
            "falsepositives" => new FalsePositives(Threshold(c)) { Thresholds = Several(c) },
            "truenegatives" => new TrueNegatives(Threshold(c)) { Thresholds = Several(c) },
            "falsenegatives" => new FalseNegatives(Threshold(c)) { Thresholds = Several(c) },
            "f1score" => new F1Score { Average = Average(c), Threshold = c.NumberOrNull("threshold") },
            "fbetascore" => new FBetaScore(c.Number("beta", 1)) { Average = Average(c), Threshold = c.NumberOrNull("threshold") },
            "auc" => new Auc((AucCurve)c.OneOf("curve", s_curves), NumThresholds(c))
            {
                SummationMethod = (AucSummation)c.OneOf("summation_method", s_summations),
                Thresholds = c.Has("thresholds") ? c.Numbers("thresholds") : null,
                MultiLabel = c.Flag("multi_label", false),
                LabelWeights = c.Has("label_weights") ? c.Numbers("label_weights") : null,
                FromLogits = c.Flag("from_logits", false),
            },
            "precisionatrecall" => new PrecisionAtRecall(c.Number("recall"), NumThresholds(c)) { ClassId = IntOrNull(c, "class_id") },
            "recallatprecision" => new RecallAtPrecision(c.Number("precision"), NumThresholds(c)) { ClassId = IntOrNull(c, "class_id") },
            "sensitivityatspecificity" => new SensitivityAtSpecificity(c.Number("specificity"), NumThresholds(c)) { ClassId = IntOrNull(c, "class_id") },
            "specificityatsensitivity" => new SpecificityAtSensitivity(c.Number("sensitivity"), NumThresholds(c)) { ClassId = IntOrNull(c, "class_id") },
            "iou" => Overlap(c, new IoU(c.Int("num_classes"))),
            "meaniou" => Overlap(c, new MeanIoU(c.Int("num_classes"))),
            "onehotiou" => Overlap(c, new OneHotIoU(c.Int("num_classes"))),
            "onehotmeaniou" => Overlap(c, new OneHotMeanIoU(c.Int("num_classes"))),
            "binaryiou" => Overlap(c, new BinaryIoU { Threshold = c.Number("threshold", 0.5) }),
            "cohenkappa" => new CohenKappa
            {
                Threshold = c.Number("threshold", 0.5),
                Weights = (KappaWeights)c.OneOf("weights", Enum.GetNames<KappaWeights>()),
            },
            "matthewscorrelation" => new MatthewsCorrelation { Threshold = c.Number("threshold", 0.5) },
            "balancedaccuracy" => new BalancedAccuracy { Threshold = c.Number("threshold", 0.5) },
            "r2score" => new R2Score
            {
                VarianceWeighted = c.Text("class_aggregation", "uniform_average") == "variance_weighted_average",
                NumRegressors = c.Int("num_regressors", 0),
            },
            "pearsoncorrelation" => new PearsonCorrelation { Axis = c.Int("axis", -1) },
            "concordancecorrelation" => new ConcordanceCorrelation { Axis = c.Int("axis", -1) },
            "meanmetric" => new MeanMetric(LossConfig.Read(c.Json["loss"], source)),
            // The settings of a loss are read by the loss; metrics without settings are found by name.
            string key when Loss.Find(key) is not null && Metric.Find(key) is { } found =>
                found.GetType() == typeof(MeanMetric) ? Metric.Mean(LossConfig.Read(AsLoss(name, c), source)) : found,
            string key => Metric.Find(key)
                ?? throw source.Error($"found the metric \"{name}\", which is unknown or has settings that are not supported. Load the model with Compile = false and compile it yourself."),
        };
        // Keras numbers the second metric of a kind: auc_1.
        return node is JsonObject && c.Text("name", metric.Name) is var given && given.Length > 0 ? metric.As(given) : metric;
    }

    /// <summary>The metric as Keras writes it.</summary>
    public static JsonNode Write(Metric metric)
    {
        if (metric is not RenamedMetric renamed) { return Write(metric, metric.Name); }
        JsonNode inner = Write(renamed.Metric, renamed.Name);
        return inner is JsonValue ? Typed(ClassOf(renamed.Metric), renamed.Name, []) : inner;
    }

    private static JsonNode Write(Metric metric, string name) => metric switch
    {
        BinaryAccuracy binary => Typed("BinaryAccuracy", name, new() { ["threshold"] = binary.Threshold }),
        TopKCategoricalAccuracy top => Typed("TopKCategoricalAccuracy", name, new() { ["k"] = top.K }),
        SparseTopKCategoricalAccuracy top => Typed("SparseTopKCategoricalAccuracy", name, new() { ["k"] = top.K }),
        Precision p => Typed("Precision", name, new() { ["thresholds"] = Thresholds(p), ["top_k"] = p.TopK, ["class_id"] = p.ClassId }),
        Recall r => Typed("Recall", name, new() { ["thresholds"] = Thresholds(r), ["top_k"] = r.TopK, ["class_id"] = r.ClassId }),
        ConfusionMetric counts => Typed(ClassOf(counts), name, new() { ["thresholds"] = Thresholds(counts) }),
        F1Score f1 => Typed("F1Score", name, new() { ["average"] = s_averages[(int)f1.Average], ["threshold"] = f1.Threshold }),
        FBetaScore f => Typed("FBetaScore", name, new() { ["average"] = s_averages[(int)f.Average], ["beta"] = f.Beta, ["threshold"] = f.Threshold }),
        Auc auc => Typed("AUC", name, Settings(auc)),
        PrecisionAtRecall p => Typed("PrecisionAtRecall", name,
            new() { ["num_thresholds"] = p.NumThresholds, ["recall"] = p.Recall, ["class_id"] = p.ClassId }),
        RecallAtPrecision p => Typed("RecallAtPrecision", name,
            new() { ["num_thresholds"] = p.NumThresholds, ["precision"] = p.Precision, ["class_id"] = p.ClassId }),
        SensitivityAtSpecificity p => Typed("SensitivityAtSpecificity", name,
            new() { ["num_thresholds"] = p.NumThresholds, ["specificity"] = p.Specificity, ["class_id"] = p.ClassId }),
        SpecificityAtSensitivity p => Typed("SpecificityAtSensitivity", name,
            new() { ["num_thresholds"] = p.NumThresholds, ["sensitivity"] = p.Sensitivity, ["class_id"] = p.ClassId }),
        IoU overlap => Typed(ClassOf(overlap), name, Settings(overlap)),
        CohenKappa kappa => Typed("CohenKappa", name, new() { ["threshold"] = kappa.Threshold, ["weights"] = kappa.Weights.ToString() }, OwnModule),
        ClassMatrixMetric matrix and (MatthewsCorrelation or BalancedAccuracy) =>
            Typed(ClassOf(matrix), name, new() { ["threshold"] = matrix.Threshold }, OwnModule),
        R2Score r2 => Typed("R2Score", name, new()
        {
            ["class_aggregation"] = r2.VarianceWeighted ? "variance_weighted_average" : "uniform_average",
            ["num_regressors"] = r2.NumRegressors,
        }),
        CorrelationMetric correlation => Typed(ClassOf(correlation), name, new() { ["axis"] = correlation.Axis }),
        Metrics.RootMeanSquaredError or LogCoshError => Typed(ClassOf(metric), name, []),
        _ when metric.GetType() == typeof(MeanMetric) => Write(((MeanMetric)metric).Loss, name),
        _ when Metric.Find(KnownNames.Key(metric.Name))?.GetType() == metric.GetType() => metric.Name,
        _ => throw new InvalidOperationException($"The metric {metric.GetType().Name} \"{metric.Name}\" cannot be written to a file: save with new SaveOptions {{ IncludeTraining = false }}."),
    };

    /// <summary>The mean of a loss: a name if Keras has the metric and settings are the defaults.</summary>
    private static JsonNode Write(Loss loss, string name)
    {
        JsonNode written = LossConfig.Write(loss);
        bool known = Metric.Find(KnownNames.Key(loss.Name)) is { } metric && Metric.All.Contains(metric);
        return written switch
        {
            JsonValue when known && name == loss.Name => written,
            JsonValue when known => Typed(loss.GetType().Name, name, []),
            JsonObject when loss.Reduction == LossReduction.SumOverBatchSize && SettingsInKeras(loss) is { } settings =>
                Typed(loss.GetType().Name, name, settings),
            _ => Typed("MeanMetric", name, new() { ["loss"] = written }, OwnModule),
        };
    }

    private static JsonObject AsLoss(string name, LayerConfig c) => new() { ["class_name"] = name, ["config"] = c.Json.DeepClone() };

    /// <summary>The settings of those means of losses that have some in Keras; null if Keras cannot say it.</summary>
    private static JsonObject? SettingsInKeras(Loss loss) => loss switch
    {
        BinaryCrossentropy b => new() { ["from_logits"] = b.FromLogits, ["label_smoothing"] = b.LabelSmoothing },
        CategoricalCrossentropy c => new() { ["from_logits"] = c.FromLogits, ["label_smoothing"] = c.LabelSmoothing, ["axis"] = -1 },
        SparseCategoricalCrossentropy { IgnoreClass: null } s => new() { ["from_logits"] = s.FromLogits, ["axis"] = -1 },
        _ => null,
    };

    private static JsonObject Settings(Auc auc)
    {
        JsonObject config = new()
        {
            ["num_thresholds"] = auc.NumThresholds,
            ["curve"] = s_curves[(int)auc.Curve],
            ["summation_method"] = s_summations[(int)auc.SummationMethod],
            ["multi_label"] = auc.MultiLabel,
            ["num_labels"] = null,
            ["label_weights"] = List(auc.LabelWeights),
        };
        if (auc.FromLogits) { config["from_logits"] = true; }
        if (auc.Thresholds is not null) { config["thresholds"] = List(auc.Thresholds); }
        return config;
    }

    private static JsonObject Settings(IoU overlap)
    {
        JsonArray ids = new([.. (overlap.TargetClassIds ?? [.. Enumerable.Range(0, overlap.NumClasses)]).Select(id => (JsonNode)id)]);
        if (overlap is BinaryIoU) { return new() { ["target_class_ids"] = ids, ["threshold"] = overlap.Threshold }; }
        JsonObject config = new()
        {
            ["num_classes"] = overlap.NumClasses,
            ["ignore_class"] = overlap.IgnoreClass,
            ["sparse_y_pred"] = overlap.SparseYPred,
            ["axis"] = -1,
        };
        if (overlap is not (MeanIoU or OneHotMeanIoU)) { config["target_class_ids"] = ids; }
        if (overlap is not OneHotIoU) { config["sparse_y_true"] = overlap.SparseYTrue; }
        return config;
    }

    private static IoU Overlap(LayerConfig c, IoU metric) => metric with
    {
        TargetClassIds = c.Has("target_class_ids") ? c.Ints("target_class_ids") : null,
        IgnoreClass = IntOrNull(c, "ignore_class"),
        SparseYTrue = c.Flag("sparse_y_true", metric.SparseYTrue),
        SparseYPred = c.Flag("sparse_y_pred", metric.SparseYPred),
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

    private static string ClassOf(Metric metric) => metric switch
    {
        MeanMetric { Loss: var loss } when metric.GetType() == typeof(MeanMetric) => loss.GetType().Name,
        _ => metric.GetType().Name,
    };

    private static ScoreAverage Average(LayerConfig c) => c.Has("average") ? (ScoreAverage)c.OneOf("average", s_averages) : ScoreAverage.None;

    /// <summary>One threshold; null for the default.</summary>
    private static double? Threshold(LayerConfig c) => c.Has("thresholds") && c.Numbers("thresholds") is [var one] ? one : null;

    /// <summary>Several thresholds; null for one or none.</summary>
    private static double[]? Several(LayerConfig c) => c.Has("thresholds") && c.Numbers("thresholds") is { Length: not 1 } several ? several : null;

    private static JsonNode? Thresholds(ConfusionMetric metric) => metric.Thresholds is { } several ? List(several) : metric.Threshold;

    private static int NumThresholds(LayerConfig c)
    {
        int count = c.Int("num_thresholds", DefaultThresholds);
        return count <= MostThresholds ? count : throw new ArgumentException($"found num_thresholds = {count}; expected at most {MostThresholds}.");
    }

    private static int? IntOrNull(LayerConfig c, string key) => c.Has(key) ? c.Int(key) : null;

    private static JsonArray? List(IReadOnlyList<double>? numbers) => numbers is null ? null : new([.. numbers.Select(number => (JsonNode)number)]);

    private static JsonObject Typed(string className, string name, JsonObject settings, string module = "keras.metrics")
    {
        JsonObject config = new() { ["name"] = name, ["dtype"] = "float32" };
        foreach ((string key, JsonNode? value) in settings) { config[key] = value?.DeepClone(); }
        return ConfigJson.Typed(module, className, config);
    }
}
