using Hebb.Tensors;

namespace Hebb.Metrics;

public abstract partial record Metric
{
    /// <summary>The share of rows predicted right; binary, one-hot or class numbers by the shapes.</summary>
    public static AutoAccuracy Accuracy { get; } = new AutoAccuracy();

    /// <summary>The share of right answers to yes-or-no questions, at threshold 0.5.</summary>
    public static BinaryAccuracy BinaryAccuracy { get; } = new BinaryAccuracy();

    /// <summary>The share of rows whose largest score is at the class of the one-hot target.</summary>
    public static CategoricalAccuracy CategoricalAccuracy { get; } = new CategoricalAccuracy();

    /// <summary>The share of rows whose largest score is at the class the target names.</summary>
    public static SparseCategoricalAccuracy SparseCategoricalAccuracy { get; } = new SparseCategoricalAccuracy();

    /// <summary>The share of rows whose true class is among the k with the largest scores.</summary>
    public static TopKCategoricalAccuracy TopK(int k = 5) => new TopKCategoricalAccuracy(k);

    /// <summary>Of what was called positive, the share that is.</summary>
    public static Precision Precision { get; } = new Precision();

    /// <summary>Of what is positive, the share that was found.</summary>
    public static Recall Recall { get; } = new Recall();

    /// <summary>The harmonic mean of precision and recall, for each class; their mean.</summary>
    public static F1Score F1Score { get; } = new F1Score();

    /// <summary>The mean of the classes' recalls.</summary>
    public static BalancedAccuracy BalancedAccuracy { get; } = new BalancedAccuracy();

    /// <summary>How much better than chance classes agree.</summary>
    public static CohenKappa CohenKappa { get; } = new CohenKappa();

    /// <summary>The correlation of true and predicted classes.</summary>
    public static MatthewsCorrelation MatthewsCorrelation { get; } = new MatthewsCorrelation();

    /// <summary>Positives called positive.</summary>
    public static TruePositives TruePositives { get; } = new TruePositives();

    /// <summary>Negatives called positive: false alarms.</summary>
    public static FalsePositives FalsePositives { get; } = new FalsePositives();

    /// <summary>Negatives called negative.</summary>
    public static TrueNegatives TrueNegatives { get; } = new TrueNegatives();

    /// <summary>Positives called negative: misses.</summary>
    public static FalseNegatives FalseNegatives { get; } = new FalseNegatives();

    /// <summary>The area under the ROC curve.</summary>
    public static AUC Auc { get; } = new AUC();

    /// <summary>The area under the precision-recall curve.</summary>
    public static AUC PrecisionRecallAuc { get; } = new AUC(AucCurve.PrecisionRecall);

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

    /// <summary>The mean squared error of logarithms.</summary>
    public static MeanSquaredLogarithmicError MeanSquaredLogarithmicError { get; } = new MeanSquaredLogarithmicError();

    /// <summary>The mean of ln cosh of the error.</summary>
    public static LogCoshError LogCoshError { get; } = new LogCoshError();

    /// <summary>How nearly targets are a straight line over predictions.</summary>
    public static PearsonCorrelation PearsonCorrelation { get; } = new PearsonCorrelation();

    /// <summary>How near targets and predictions are to being equal.</summary>
    public static ConcordanceCorrelation ConcordanceCorrelation { get; } = new ConcordanceCorrelation();

    /// <summary>The mean cosine of the angle between targets and predictions.</summary>
    public static CosineSimilarity CosineSimilarity { get; } = new CosineSimilarity();

    /// <summary>The mean of a loss over all rows.</summary>
    public static MeanMetric Mean(Losses.Loss loss) => new MeanMetric(loss);

    /// <summary>
    /// The mean over all rows of a function of your own: <c>Metric.Mean("within_10_percent", (y, p) =&gt; (((p - y) / y).Abs() &lt;
    /// 0.1).Cast(DType.Float32), largerIsBetter: true)</c>.
    /// </summary>
    /// <param name="name">The name in histories and tables.</param>
    /// <param name="perRow">
    /// A number for each row, or several that are averaged, from targets and predictions. Targets come in the shape of the predictions if that is only a
    /// matter of a last
    /// axis of 1, so that (n,) and (n, 1) never broadcast.
    /// </param>
    /// <param name="largerIsBetter">Whether larger is better.</param>
    public static Metric Mean(string name, Func<Tensor, Tensor, Tensor> perRow, bool largerIsBetter = false) =>
        new FunctionMetric(name, perRow, largerIsBetter, IsSum: false);

    /// <summary>The sum over all rows of a function of your own: <c>Metric.Sum("cost", (y, p) =&gt; …)</c>.</summary>
    /// <inheritdoc cref="Mean(string, Func{Tensor, Tensor, Tensor}, bool)"/>
    public static Metric Sum(string name, Func<Tensor, Tensor, Tensor> perRow, bool largerIsBetter = false) =>
        new FunctionMetric(name, perRow, largerIsBetter, IsSum: true);

    /// <summary>The mean of max(0, 1 − y·f) over all rows.</summary>
    public static MeanMetric Hinge { get; } = new MeanMetric(new Losses.Hinge());

    /// <summary>The mean of max(0, 1 − y·f)² over all rows.</summary>
    public static MeanMetric SquaredHinge { get; } = new MeanMetric(new Losses.SquaredHinge());

    /// <summary>The mean hinge loss of one class against all others.</summary>
    public static MeanMetric CategoricalHinge { get; } = new MeanMetric(new Losses.CategoricalHinge());

    /// <summary>The mean of how far one distribution is from another.</summary>
    public static MeanMetric KLDivergence { get; } = new MeanMetric(new Losses.KLDivergence());

    /// <summary>The mean of ŷ − y·ln ŷ over all rows.</summary>
    public static MeanMetric Poisson { get; } = new MeanMetric(new Losses.Poisson());

    /// <summary>The mean of the binary cross-entropy over all rows.</summary>
    public static MeanMetric BinaryCrossentropy { get; } = new MeanMetric(new Losses.BinaryCrossentropy());

    /// <summary>The mean of the cross-entropy with one-hot targets over all rows.</summary>
    public static MeanMetric CategoricalCrossentropy { get; } = new MeanMetric(new Losses.CategoricalCrossentropy());

    /// <summary>The mean of the cross-entropy with class numbers as targets over all rows.</summary>
    public static MeanMetric SparseCategoricalCrossentropy { get; } = new MeanMetric(new Losses.SparseCategoricalCrossentropy());
}
