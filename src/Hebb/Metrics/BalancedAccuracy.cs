using Hebb.Configuration;

namespace Hebb.Metrics;

/// <summary>
/// The mean of the classes' recalls: always guessing the most frequent of k classes scores 1/k. Classes without rows are left out. As in scikit-learn.
/// </summary>
public sealed record BalancedAccuracy : ConfusionMatrixMetric
{
    internal static Kind<BalancedAccuracy> Kind { get; } =
        new("BalancedAccuracy", c => new() { Threshold = c.Number("threshold", m => m.Threshold, 0.5) }) { Module = "hebb.metrics" };

    /// <inheritdoc/>
    public override string Name => "balanced_accuracy";

    /// <inheritdoc/>
    private protected override double Result(in ClassMatrix matrix)
    {
        double sum = 0;
        int present = 0;
        for (int i = 0; i < matrix.Classes; i++)
        {
            if (matrix.Truth(i) is var rows && rows == 0) { continue; }
            sum += matrix[i, i] / rows;
            present++;
        }

        return present == 0 ? 0 : sum / present;
    }

    /// <summary>The recall of each class; 0 for a class without rows.</summary>
    private protected override double[] Parts(in ClassMatrix matrix)
    {
        double[] recalls = new double[matrix.Classes];
        for (int i = 0; i < recalls.Length; i++) { recalls[i] = matrix.Truth(i) is var rows && rows == 0 ? 0 : matrix[i, i] / rows; }
        return recalls;
    }
}
