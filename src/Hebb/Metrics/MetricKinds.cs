using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Losses;

namespace Hebb.Metrics;

/// <summary>All metrics.</summary>
internal static class MetricKinds
{
    public static KindTable<Metric> Table { get; } = new MetricTable(
        Accuracy.Kind, AutoAccuracy.Kind, // the name "accuracy" is that of the latter
        BinaryAccuracy.Kind,
        CategoricalAccuracy.Kind,
        SparseCategoricalAccuracy.Kind,
        TopKCategoricalAccuracy.Kind,
        SparseTopKCategoricalAccuracy.Kind,
        BalancedAccuracy.Kind,
        Precision.Kind,
        Recall.Kind,
        F1Score.Kind,
        FBetaScore.Kind,
        TruePositives.Kind,
        FalsePositives.Kind,
        TrueNegatives.Kind,
        FalseNegatives.Kind,
        AUC.Kind, new Kind<Metric>("pr_auc", _ => Metric.PrecisionRecallAuc.As("pr_auc")),
        PrecisionAtRecall.Kind, RecallAtPrecision.Kind, SensitivityAtSpecificity.Kind, SpecificityAtSensitivity.Kind, CohenKappa.Kind, MatthewsCorrelation.Kind,
        BinaryIoU.Kind, IoU.Kind, MeanIoU.Kind, OneHotIoU.Kind, OneHotMeanIoU.Kind,
        MeanSquaredError.Kind,
        RootMeanSquaredError.Kind,
        MeanAbsoluteError.Kind,
        MeanAbsolutePercentageError.Kind,
        MeanSquaredLogarithmicError.Kind,
        LogCoshError.Kind,
        R2Score.Kind,
        PearsonCorrelation.Kind, ConcordanceCorrelation.Kind, CosineSimilarity.Kind, MeanMetric.Kind,
        Mean(Losses.BinaryCrossentropy.Kind), Mean(Losses.CategoricalCrossentropy.Kind), Mean(Losses.SparseCategoricalCrossentropy.Kind),
        Mean(Losses.Hinge.Kind), Mean(Losses.SquaredHinge.Kind), Mean(Losses.CategoricalHinge.Kind), Mean(Losses.KLDivergence.Kind), Mean(Losses.Poisson.Kind))
    {
        IsOnlyForTraining = true,
    };

    /// <summary>The mean of a loss as a metric with the name and the settings of the loss.</summary>
    private static Kind<MeanMetric> Mean(Kind loss) => new(loss.ClassName, c =>
    {
        if (c.Instance is not { } metric) { return new((Loss)loss.Read(c.Node)); }
        loss.Write(metric.Loss, c.Node);
        return metric;
    })
    { Name = loss.Name };

    private sealed class MetricTable(params IReadOnlyList<Kind> kinds) : KindTable<Metric>("metric", "keras.metrics", kinds)
    {
        /// <summary>The name of a loss stands for its mean.</summary>
        internal override Kind? Find(string name) => base.Find(name) ?? (Loss.Kinds.Find(name) is { } loss ? Mean(loss) : null);

        /// <summary>Means of losses are written as Keras' metric of that name, if it has one that can say the same.</summary>
        internal override Kind? Of(Metric item) => LossOf(item) is { } loss
            ? loss is { Reduction: LossReduction.SumOverBatchSize } and not SparseCategoricalCrossentropy { IgnoreClass: not null }
                && All.FirstOrDefault(kind => kind is Kind<MeanMetric> && kind.ClassName == Loss.Kinds.Of(loss)?.ClassName) is { } kind ? kind : MeanMetric.Kind
            : base.Of(item);

        /// <summary>A name, or an object that may give a metric another one: Keras numbers the second of a kind, auc_1.</summary>
        internal override Metric Read(JsonNode? node, ConfigSource source)
        {
            // A function with settings, wrapped: what counts is the function.
            if (node is JsonObject { } item && ConfigJson.GivenClass(item) == "MeanMetricWrapper" && item["config"] is JsonObject wrapped)
            {
                Metric inner = base.Read(wrapped["fn"] ?? wrapped["name"] ?? throw source.Error("found a MeanMetricWrapper without its function."), source);
                return wrapped["name"] is JsonValue name ? inner.As(name.ToString()) : inner;
            }

            // The class compares numbers; the name "accuracy" alone means whatever fits the shapes.
            Metric metric = node is JsonObject named && ConfigJson.GivenClass(named) == "Accuracy" ? Read(Accuracy.Kind, ConfigJson.Settings(node, source))
                : base.Read(node, source);
            return node is JsonObject && ConfigJson.Settings(node, source).TextOrNull("name") is { Length: > 0 } given ? metric.As(given) : metric;
        }

        /// <summary>The name alone, where there are no settings.</summary>
        internal override JsonNode Write(Metric item)
        {
            Metric metric = Plain(item is RenamedMetric renamed ? renamed.Metric : item);
            Kind kind = Of(metric) ?? throw Unwritable(metric);
            JsonObject json = WriteSettings(kind, metric), settings = json["config"]!.AsObject();
            bool hasName = !kind.IsNeverNamedAlone && (kind.Module is null || metric is AutoAccuracy);
            if (hasName && settings.Count == 0 && item.Name == kind.Name) { return kind.Name; }
            (settings["name"], settings["dtype"]) = (item.Name, "float32");
            return json;
        }

        /// <summary>A metric of its own for the mean of a loss, where there is one.</summary>
        private Metric Plain(Metric item) => LossOf(item) is { } loss && Loss.Kinds.Of(loss) is { } kind && base.Find(kind.ClassName) is { } known
            && DefaultOrNull(known) is MeanMetric metric && metric.Loss == loss ? metric : item;

        /// <summary>The loss of a metric that is its mean and nothing else; null for others, with a class of their own.</summary>
        private static Loss? LossOf(Metric item) => item.GetType() == typeof(MeanMetric) ? ((MeanMetric)item).Loss : null;
    }
}
