using Hebb.Losses;

namespace Hebb.Metrics;

public abstract partial record Metric
{
    /// <summary>Every metric that needs no number of classes or share to be given, with its default settings.</summary>
    public static IReadOnlyList<Metric> All => field ??=
    [
        Accuracy, BinaryAccuracy, CategoricalAccuracy, SparseCategoricalAccuracy, TopK(), new SparseTopKCategoricalAccuracy(), BalancedAccuracy,
        Precision, Recall, F1Score, new FBetaScore(), TruePositives, FalsePositives, TrueNegatives, FalseNegatives, Auc, PrecisionRecallAuc.As("pr_auc"),
        CohenKappa, MatthewsCorrelation, new BinaryIoU(),
        MeanSquaredError, RootMeanSquaredError, MeanAbsoluteError, MeanAbsolutePercentageError, MeanSquaredLogarithmicError, LogCoshError, R2Score,
        PearsonCorrelation, ConcordanceCorrelation, CosineSimilarity, BinaryCrossentropy, CategoricalCrossentropy, SparseCategoricalCrossentropy,
        Hinge, SquaredHinge, CategoricalHinge, KLDivergence, Poisson,
    ];

    private static Dictionary<string, Metric> ByKey => field ??= new(All.Select(metric => KeyValuePair.Create(KnownNames.Key(metric.Name), metric)))
    {
        ["acc"] = Accuracy,
        ["mse"] = MeanSquaredError,
        ["rmse"] = RootMeanSquaredError,
        ["mae"] = MeanAbsoluteError,
        ["mape"] = MeanAbsolutePercentageError,
        ["msle"] = MeanSquaredLogarithmicError,
        ["logcosherror"] = LogCoshError,
        ["f1"] = F1Score,
        ["r2"] = R2Score,
        ["rocauc"] = Auc,
        ["mcc"] = MatthewsCorrelation,
        ["kappa"] = CohenKappa,
        ["pearson"] = PearsonCorrelation,
    };

    /// <summary>
    /// The metric of a name as Keras writes it or abbreviates it, with its default settings; case, hyphens and underscores do not matter. The name of a
    /// loss is its mean.
    /// </summary>
    /// <param name="name"><c>"accuracy"</c>, <c>"auc"</c>, <c>"pr_auc"</c>, <c>"f1_score"</c>, <c>"rmse"</c> …</param>
    /// <exception cref="ArgumentException">There is none of that name; the message suggests one and lists those there are.</exception>
    public static Metric Get(string name) => Find(KnownNames.Key(name)) ?? throw KnownNames.Unknown("metric", name, All.Select(known => known.Name));

    /// <summary>The metric of a <see cref="KnownNames.Key"/>; null if there is none.</summary>
    internal static Metric? Find(string key) => ByKey.GetValueOrDefault(key) ?? (Loss.Find(key) is { } loss ? Mean(loss) : null);
}
