namespace Hebb.Metrics;

public abstract partial record Metric
{
    /// <summary>The share of rows predicted right; binary, one-hot or class numbers by the shapes.</summary>
    public static Accuracy Accuracy { get; } = new Accuracy();

    /// <summary>The share of right answers to yes-or-no questions, at threshold 0.5.</summary>
    public static BinaryAccuracy BinaryAccuracy { get; } = new BinaryAccuracy();

    /// <summary>The share of rows whose largest score is at the class of the one-hot target.</summary>
    public static CategoricalAccuracy CategoricalAccuracy { get; } = new CategoricalAccuracy();

    /// <summary>The share of rows whose largest score is at the class the target names.</summary>
    public static SparseCategoricalAccuracy SparseCategoricalAccuracy { get; } = new SparseCategoricalAccuracy();

    /// <summary>The share of rows whose true class is among the k with the largest scores.</summary>
    public static TopKAccuracy TopK(int k = 5) => new TopKAccuracy(k);

    /// <summary>Of what was called positive, the share that is.</summary>
    public static Precision Precision { get; } = new Precision();

    /// <summary>Of what is positive, the share that was found.</summary>
    public static Recall Recall { get; } = new Recall();

    /// <summary>The harmonic mean of precision and recall.</summary>
    public static F1 F1 { get; } = new F1();

    /// <summary>Positives called positive.</summary>
    public static TruePositives TruePositives { get; } = new TruePositives();

    /// <summary>Negatives called positive: false alarms.</summary>
    public static FalsePositives FalsePositives { get; } = new FalsePositives();

    /// <summary>Negatives called negative.</summary>
    public static TrueNegatives TrueNegatives { get; } = new TrueNegatives();

    /// <summary>Positives called negative: misses.</summary>
    public static FalseNegatives FalseNegatives { get; } = new FalseNegatives();

    /// <summary>The area under the ROC curve.</summary>
    public static Auc Auc { get; } = new Auc();

    /// <summary>The area under the precision-recall curve.</summary>
    public static Auc PrecisionRecallAuc { get; } = new Auc(AucCurve.PrecisionRecall);

    /// <summary>The mean squared error.</summary>
    public static MeanSquaredError MeanSquaredError { get; } = new MeanSquaredError();

    /// <summary>The root of the mean squared error over all rows.</summary>
    public static RootMeanSquaredError RootMeanSquaredError { get; } = new RootMeanSquaredError();

    /// <summary>The mean absolute error.</summary>
    public static MeanAbsoluteError MeanAbsoluteError { get; } = new MeanAbsoluteError();

    /// <summary>The mean error in percent of the target.</summary>
    public static MeanAbsolutePercentageError MeanAbsolutePercentageError { get; } = new MeanAbsolutePercentageError();

    /// <summary>The share of the targets' variance that is explained.</summary>
    public static R2Score R2Score { get; } = new R2Score();

    /// <summary>The mean of a loss over all rows.</summary>
    public static MeanMetric Mean(Losses.Loss loss) => new MeanMetric(loss);

    /// <summary>The mean of the binary cross-entropy over all rows.</summary>
    public static MeanMetric BinaryCrossentropy { get; } = new MeanMetric(new Losses.BinaryCrossentropy());

    /// <summary>The mean of the cross-entropy with one-hot targets over all rows.</summary>
    public static MeanMetric CategoricalCrossentropy { get; } = new MeanMetric(new Losses.CategoricalCrossentropy());

    /// <summary>The mean of the cross-entropy with class numbers as targets over all rows.</summary>
    public static MeanMetric SparseCategoricalCrossentropy { get; } = new MeanMetric(new Losses.SparseCategoricalCrossentropy());
}
