using Hebb.Configuration;

namespace Hebb.Metrics;

/// <summary>
/// The correlation of true and predicted classes: 1 is perfect, 0 chance, −1 (with two classes) always wrong. Tells more than accuracy when classes are of
/// different size
/// (Matthews, 1975; several classes: Gorodkin, 2004). As in scikit-learn.
/// </summary>
/// <remarks>0 if only one class occurs, or only one is predicted.</remarks>
public sealed record MatthewsCorrelation : ConfusionMatrixMetric
{
    internal static Kind<MatthewsCorrelation> Kind { get; } =
        new("MatthewsCorrelation", c => new() { Threshold = c.Number("threshold", m => m.Threshold, 0.5) }) { Module = "hebb.metrics", Aliases = ["mcc"] };

    /// <inheritdoc/>
    public override string Name => "matthews_correlation";

    /// <inheritdoc/>
    private protected override double Result(in ClassMatrix matrix)
    {
        double right = 0, all = 0, both = 0, truths = 0, saids = 0;
        for (int i = 0; i < matrix.Classes; i++)
        {
            double truth = matrix.Truth(i), said = matrix.Said(i);
            (right, all, both, truths, saids) = (right + matrix[i, i], all + truth, both + truth * said, truths + truth * truth, saids + said * said);
        }

        double spread = (all * all - truths) * (all * all - saids);
        return spread <= 0 ? 0 : (right * all - both) / Math.Sqrt(spread);
    }
}
