using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Datasets;
using Hebb.Formats;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Keras;

/// <summary>
/// Losses and metrics in model files: what Keras writes is read, and what is written has the classes and settings that Keras 3's <c>get_config</c> gives.
/// </summary>
public sealed class CompileConfigTests
{
    private static readonly ConfigSource s_source = new("model.keras", "compile_config");

    private static readonly Loss[] s_losses =
    [
        .. Loss.All, new BinaryCrossentropy { FromLogits = true, LabelSmoothing = 0.1 }, new BinaryFocalCrossentropy(1.5) { Alpha = 0.4, LabelSmoothing = 0.2 },
        new CategoricalCrossentropy { LabelSmoothing = 0.1 }, new CategoricalFocalCrossentropy(3) { Alpha = 0.5, FromLogits = true },
            new CategoricalGeneralizedCrossEntropy(0.7),
        new SparseCategoricalCrossentropy { FromLogits = true, IgnoreClass = -1 }, new Huber(2), new Dice { Axis = -1 }, new Tversky(0.3, 0.7) { Axis = -1 },
        new Circle(60, 0.3) { RemoveDiagonal = false }, Loss.MeanSquaredError with { Reduction = LossReduction.Sum },
            new Hinge { Reduction = LossReduction.MeanWithSampleWeight },
        new MemberLoss(new Huber(2)),
    ];

    private static readonly Metric[] s_metrics =
    [
        .. Metric.All, new BinaryAccuracy(0.3), Metric.TopK(2), new SparseTopKCategoricalAccuracy(3), new Precision(0.4) { ClassId = 1 },
            new Recall { TopK = 2, Thresholds = [0.2, 0.6] },
        new TruePositives(0.3), new FalseNegatives { Thresholds = [0.1, 0.9] }, new F1Score { Average = ScoreAverage.Weighted, Threshold = 0.4 },
            new FBetaScore(2) { Average = ScoreAverage.Micro },
        new AUC(AucCurve.PrecisionRecallGain, 50) { SummationMethod = AucSummation.Minoring, MultiLabel = true, LabelWeights = [1, 2], FromLogits = true },
        new AUC { Thresholds = [0.3, 0.5], SummationMethod = AucSummation.Majoring }.As("few"), new PrecisionAtRecall(0.8, 100) { ClassId = 0 },
            new RecallAtPrecision(0.7),
        new SensitivityAtSpecificity(0.6), new SpecificityAtSensitivity(0.5), new IoU(3) { TargetClassIds = [1], IgnoreClass = 255, SparseYPred = false },
            new MeanIoU(3) { SparseYTrue = false },
        new OneHotIoU(3) { TargetClassIds = [0, 2] }, new OneHotMeanIoU(4), new BinaryIoU { Threshold = 0.3, TargetClassIds = [1] },
            new CohenKappa { Weights = KappaWeights.Quadratic },
        new R2Score { VarianceWeighted = true, NumRegressors = 2 }, new PearsonCorrelation { Axis = -1 }, Metric.Accuracy.As("hits"), Metric.Hinge.As("margin"),
        Metric.Mean(new BinaryCrossentropy { FromLogits = true }), Metric.Mean(new CategoricalCrossentropy { LabelSmoothing = 0.1 }),
        Metric.Mean(new SparseCategoricalCrossentropy { FromLogits = true }), Metric.Mean(new SparseCategoricalCrossentropy { IgnoreClass = 3 }),
            Metric.Mean(new Huber(2)), Metric.Mean(new Dice()).As("overlap"),
    ];

    public static TheoryData<int, string> Losses => Numbered(s_losses.Select(loss => loss.ToString()));

    public static TheoryData<int, string> Metrics => Numbered(s_metrics.Select(metric => metric.Name));

    [Theory, MemberData(nameof(Losses))]
    public void Every_loss_comes_back(int index, string name)
    {
        Loss loss = s_losses[index];
        Assert.Equal(loss, Loss.Kinds.Read(ThroughText(Loss.Kinds.Write(loss)), s_source));
        Assert.Equal(name, loss.ToString());
    }

    [Theory, MemberData(nameof(Metrics))]
    public void Every_metric_comes_back(int index, string name)
    {
        Metric metric = s_metrics[index], read = Metric.Kinds.Read(ThroughText(Metric.Kinds.Write(metric)), s_source);
        Assert.Equal(name, read.Name);
        Assert.Equal(metric.LargerIsBetter, read.LargerIsBetter);
        Assert.Equal(Inner(metric).GetType(), Inner(read).GetType());
        Assert.Equal(Metric.Kinds.Write(metric).ToJsonString(), Metric.Kinds.Write(read).ToJsonString());
    }

    [Fact]
    public void Every_kind_is_in_the_tables()
    {
        Assert.Empty(Missing<Loss>(s_losses));
        Assert.Empty(Missing<Metric>(s_metrics.Select(Inner)).Except([nameof(RenamedMetric), nameof(FunctionMetric)]));
        Assert.Contains("IncludeTraining", Assert.Throws<InvalidOperationException>(() => Metric.Kinds.Write(Metric.Mean("mine", (y, p) => y - p))).Message);
    }

    [Theory]
    [InlineData("Precision", "class_id dtype name thresholds top_k")]
    [InlineData("F1Score", "average dtype name threshold")]
    [InlineData("FBetaScore", "average beta dtype name threshold")]
    [InlineData("AUC", "curve dtype label_weights multi_label name num_labels num_thresholds summation_method")]
    [InlineData("PrecisionAtRecall", "class_id dtype name num_thresholds recall")]
    [InlineData("IoU", "axis dtype ignore_class name num_classes sparse_y_pred sparse_y_true target_class_ids")]
    [InlineData("MeanIoU", "axis dtype ignore_class name num_classes sparse_y_pred sparse_y_true")]
    [InlineData("OneHotIoU", "axis dtype ignore_class name num_classes sparse_y_pred target_class_ids")]
    [InlineData("OneHotMeanIoU", "axis dtype ignore_class name num_classes sparse_y_pred")]
    [InlineData("BinaryIoU", "dtype name target_class_ids threshold")]
    [InlineData("R2Score", "class_aggregation dtype name num_regressors")]
    [InlineData("ConcordanceCorrelation", "axis dtype name")]
    [InlineData("TopKCategoricalAccuracy", "dtype k name")]
    [InlineData("BinaryCrossentropy", "dtype from_logits label_smoothing name")]
    [InlineData("CategoricalCrossentropy", "axis dtype from_logits label_smoothing name")]
    [InlineData("SparseCategoricalCrossentropy", "axis dtype from_logits name")]
    public void Settings_are_those_of_Keras(string className, string keys)
    {
        JsonNode written = s_metrics.Select(Metric.Kinds.Write).First(node => node is JsonObject && node["class_name"]!.GetValue<string>() == className);
        Assert.Equal("keras.metrics", written["module"]!.GetValue<string>());
        Assert.Equal(keys, string.Join(' ', written["config"]!.AsObject().Select(entry => entry.Key).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Metrics_that_Keras_lacks_say_so_in_the_file() =>
        Assert.All(new Metric[] { Metric.CohenKappa, Metric.MatthewsCorrelation, Metric.BalancedAccuracy, Metric.Mean(new Huber(2)),
            Metric.Mean(new SparseCategoricalCrossentropy { IgnoreClass = 3 }) }, metric =>
            Assert.Equal("hebb.metrics", Metric.Kinds.Write(metric)["module"]!.GetValue<string>()));

    [Theory]
    [InlineData(
        """{"module": "keras.losses", "class_name": "CategoricalFocalCrossentropy", "config": {"name": "x", "reduction": "sum", "from_logits": """
        + """true, "label_smoothing": 0.0, "alpha": 0.5, "gamma": 3.0}}""",
        "categorical_focal_crossentropy")]
    [InlineData("""{"class_name": "Dice", "config": {"reduction": "mean", "axis": [1]}}""", "dice")]
    [InlineData("\"kld\"", "kl_divergence")]
    public void Losses_of_Keras_are_read(string json, string name) => Assert.Equal(name, Loss.Kinds.Read(JsonNode.Parse(json), s_source).Name);

    [Theory]
    [InlineData("""{"class_name": "Dice", "config": {"axis": [1, 2]}}""", "axis")]
    [InlineData("""{"class_name": "BinaryCrossentropy", "config": {"axis": 1}}""", "axis")]
    [InlineData("""{"class_name": "MeanSquaredError", "config": {"reduction": "none"}}""", "reduction")]
    [InlineData("""{"class_name": "MeanSquared", "config": {}}""", "unknown")]
    public void What_is_not_supported_in_a_loss_is_refused(string json, string word) =>
        Assert.Contains(word, Assert.Throws<FileFormatException>(() => Loss.Kinds.Read(JsonNode.Parse(json), s_source)).Message);

    [Theory]
    [InlineData(
        """{"module": "keras.metrics", "class_name": "AUC", "config": {"name": "auc_1", "num_thresholds": """
        + """100, "curve": "PR", "summation_method": "interpolation", "multi_label": false, "num_labels": null, "label_weights": null}}""",
        "auc_1")]
    [InlineData(
        """{"module": "keras.metrics", "class_name": "CosineSimilarity", "config": {"name": "cosine_similarity", "dtype": "float32", "axis": -1}}""",
        "cosine_similarity")]
    [InlineData("""{"class_name": "MeanMetricWrapper", "config": {"name": "accuracy", "dtype": "float32", "fn": "sparse_categorical_accuracy"}}""", "accuracy")]
    [InlineData("""{"class_name": "MeanMetricWrapper", "config": {"name": "hinge", "dtype": "float32", "fn": "hinge"}}""", "hinge")]
    public void Metrics_of_Keras_are_read(string json, string name) => Assert.Equal(name, Metric.Kinds.Read(JsonNode.Parse(json), s_source).Name);

    [Theory]
    [InlineData("""{"class_name": "AUC", "config": {"curve": "XY"}}""", "ROC or PR or PRGAIN")]
    [InlineData("""{"class_name": "AUC", "config": {"thresholds": ["a"]}}""", "numbers")]
    [InlineData("""{"class_name": "MeanIoU", "config": {}}""", "num_classes")]
    [InlineData("""{"class_name": "CategoricalCrossentropy", "config": {"axis": 1}}""", "axis = 1; expected -1")]
    [InlineData("""{"class_name": "SparseCategoricalCrossentropy", "config": {"axis": 1}}""", "axis = 1; expected -1")]
    [InlineData("""{"class_name": "OneHotIoU", "config": {"num_classes": 3, "target_class_ids": [0], "axis": 1}}""", "axis = 1; expected -1")]
    [InlineData("""{"module": "torch.metrics", "class_name": "AUC", "config": {}}""", "not part of Keras")]
    public void What_is_no_metric_is_refused(string json, string word) =>
        Assert.Contains(word, Assert.Throws<FileFormatException>(() => Metric.Kinds.Read(JsonNode.Parse(json), s_source)).Message);

    [Theory]
    [InlineData("""{"class_name": "AUC", "config": {"num_thresholds": 2000000000}}""", "num_thresholds")]
    [InlineData("""{"class_name": "AUC", "config": {"num_thresholds": 1}}""", "two thresholds")]
    [InlineData("""{"class_name": "PrecisionAtRecall", "config": {"recall": 7}}""", "[0, 1]")]
    public void Settings_that_cannot_be_are_errors_of_the_file(string json, string word)
    {
        Sequential model = new([new Input([2]), new Dense(1)]);
        JsonObject compile = new() { ["optimizer"] = "adam", ["loss"] = "mse", ["metrics"] = new JsonArray(JsonNode.Parse(json)) };
        FileFormatException error = Assert.Throws<FileFormatException>(() => CompileConfig.Apply(model, compile, s_source));
        Assert.Contains(word, error.Message);
        Assert.Contains("model.keras", error.Message);
    }

    [Fact]
    public void Goals_of_outputs_come_back()
    {
        Node x = new Input([3]);
        Model model = new([x], [new Dense(1) { Name = "price" }.Apply(x), new Dense(4) { Name = "kind" }.Apply(x)]);
        model.Compile(new SGD(0), [
            new OutputGoal(Loss.MeanSquaredError) { Weight = 0.5, Metrics = [Metric.R2Score], WeightedMetrics = [Metric.MeanAbsoluteError] },
            new OutputGoal(new SparseCategoricalCrossentropy { FromLogits = true }) { Metrics = [Metric.Accuracy, Metric.F1Score.As("f1")] },
        ]);
        Tensor data = Tensor.Create([.. Enumerable.Range(0, 24).Select(i => MathF.Sin(i * 1.7f))], [8, 3]);
        Dataset rows = Dataset.From([data], [data.Slice(1, 0..1), Tensor.Create(0, 1, 2, 3, 0, 1, 2, 3)], Tensor.Create(1f, 2, 3, 4, 5, 6, 7, 0));
        Evaluation before = model.Evaluate(rows);
        Assert.Equal(["loss", "price_loss", "kind_loss", "price_r2_score", "price_mean_absolute_error", "kind_accuracy", "kind_f1"], before.Names);
        using MemoryStream stream = new();
        ModelFile.Save(model, stream);
        stream.Position = 0;
        Model loaded = ModelFile.Load(stream);
        Evaluation after = loaded.Evaluate(rows);
        Assert.Equal(before.Names, after.Names);
        Assert.Equal(before.Values, after.Values);
    }

    [Fact]
    public void Metrics_by_the_names_of_outputs_are_read_as_Keras_writes_them()
    {
        Node x = new Input([3]);
        Model model = new([x], [new Dense(1) { Name = "price" }.Apply(x), new Dense(2) { Name = "kind" }.Apply(x)]);
        JsonObject compile = JsonNode.Parse("""
            {"optimizer": "adam", "loss": {"price": "mse", "kind": "sparse_categorical_crossentropy"}, "metrics": {"kind": ["accuracy"]},
                "loss_weights": {"kind": 2.0}}
            """)!.AsObject();
        Assert.True(CompileConfig.Apply(model, compile, s_source));
        Evaluation e = model.Evaluate(Dataset.From([Tensor.Ones([2, 3])], [Tensor.Ones([2, 1]), Tensor.Create(0, 1)]));
        Assert.Equal(["loss", "price_loss", "kind_loss", "kind_accuracy"], e.Names);
        Assert.Equal(e["price_loss"] + 2 * e["kind_loss"], e.Loss, 1e-5);
    }

    /// <summary>
    /// Keras refuses names of no output as well; in loss_weights it does for outputs in a dictionary, and passes over them for those in a list.
    /// </summary>
    [Theory]
    [InlineData("loss", """{"price": "mse", "kind": "mse", "size": "mse"}""", "found losses for an output \"size\"; expected price, kind")]
    [InlineData("loss", """["mse", "mse", "mse"]""", "found 3 losses; expected 2")]
    [InlineData("metrics", """{"size": ["mae"]}""", "found metrics for an output \"size\"; expected price, kind")]
    [InlineData("weighted_metrics", """{"size": ["mae"]}""", "found metrics for an output \"size\"")]
    [InlineData("metrics", """[["mae"], ["mae"], ["mae"]]""", "found 3 lists of metrics; expected 2")]
    [InlineData("loss_weights", """{"kind": 2.0, "size": 1.0}""", "found loss weights for an output \"size\"")]
    [InlineData("loss_weights", "[1.0, 2.0, 3.0]", "found 3 loss weights; expected 2")]
    public void Outputs_that_a_model_lacks_are_refused(string key, string value, string message)
    {
        Node x = new Input([3]);
        Model model = new([x], [new Dense(1) { Name = "price" }.Apply(x), new Dense(2) { Name = "kind" }.Apply(x)]);
        JsonObject compile = new() { ["optimizer"] = "adam", ["loss"] = "mse", [key] = JsonNode.Parse(value) };
        Assert.Contains(message, Assert.Throws<FileFormatException>(() => CompileConfig.Apply(model, compile, s_source)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("loss", "\"mse\"", false)]
    [InlineData("loss", """{"class_name": "MeanSquaredError", "config": {"name": "],{\\\""}}""", false)]
    [InlineData("metrics", "\"mae\"", false)]
    [InlineData("metrics", "[\"mae\"]", false)]
    [InlineData("weighted_metrics", "\"mae\"", false)]
    [InlineData("loss_weights", "1.0", false)]
    [InlineData("loss", "\"mse\"", true)]
    [InlineData("metrics", "\"mae\"", true)]
    [InlineData("loss_weights", "1.0", true)]
    public void Far_too_many_entries_are_refused_before_they_are_made(string key, string entry, bool named)
    {
        Sequential model = new([new Input([2]), new Dense(1)]);
        foreach (int count in new[] { 3000, 60_000 })
        {
            string entries = string.Join(",", Enumerable.Range(0, count).Select(i => named ? $"\"o{i}\":{entry}" : entry));
            string all = named ? $$"""{{{entries}}}""" : $"[{entries}]", loss = key == "loss" ? "" : """ "loss":"mse", """;
            JsonObject compile = (JsonObject)JsonNode.Parse($$"""{"optimizer":"adam",{{loss}}"{{key}}":{{all}}}""")!;
            long before = GC.GetAllocatedBytesForCurrentThread();
            string message = Assert.Throws<FileFormatException>(() => CompileConfig.Apply(model, compile, s_source)).Message;
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 19);
            Assert.Contains($"{count}", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("loss", "\"mse\"", "[", "]")]
    [InlineData("loss", """{"module": "keras.losses", "class_name": "MeanSquaredError", "config": {} }""", "[", "]")]
    [InlineData("metrics", "\"mae\"", "[[", "]]")]
    [InlineData("metrics", "\"o{0}\": [\"mae\"]", "{", "}")]
    public void A_file_of_far_too_many_entries_is_refused_within_memory(string key, string entry, string begin, string end)
    {
        string entries = string.Join(",", Enumerable.Range(0, 60_000).Select(i => entry.Replace("{0}", $"{i}", StringComparison.Ordinal)));
        string json = """
            {"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {"name": "a", "units": 1, "batch_input_shape": [null, 2]}}]},
            "compile_config": {"optimizer": "adam",
            """ + $"\"{key}\": {begin}{entries}{end}}}}}";
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<FileFormatException>(() => ModelFile.FromJson(json)).Message;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, json.Length + (1 << 18));
        Assert.Contains($"compile_config holds more than 20000 entries of {key}", message, StringComparison.Ordinal);
    }

    private static JsonNode ThroughText(JsonNode node) => JsonNode.Parse(ConfigJson.Text(node))!;

    private static Metric Inner(Metric metric) => metric is RenamedMetric renamed ? renamed.Metric : metric;

    private static IEnumerable<string> Missing<T>(IEnumerable<T> covered) => typeof(T).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract).Except(covered.Select(item => item!.GetType())).Select(type => type.Name);

    private static TheoryData<int, string> Numbered(IEnumerable<string> names)
    {
        TheoryData<int, string> data = [];
        foreach ((int i, string name) in names.Index()) { data.Add(i, name); }
        return data;
    }
}
