using Hebb.Configuration;

namespace Hebb.Metrics;

/// <summary>How much two different classes differ, for <see cref="CohenKappa"/>.</summary>
public enum KappaWeights
{
    /// <summary>All the same: classes have no order.</summary>
    None,

    /// <summary>|i − j|: classes are grades.</summary>
    Linear,

    /// <summary>(i − j)²: grades, of which far ones must not be confused.</summary>
    Quadratic,
}

/// <summary>
/// 1 − Σw·O / Σw·E, with the confusion matrix O and what chance would make of its margins, E: 0 is chance, 1 agreement (Cohen, 1960). As in scikit-learn.
/// </summary>
/// <remarks>0 if only one class occurs, where agreement says nothing.</remarks>
public sealed record CohenKappa : ConfusionMatrixMetric
{
    internal static Kind<CohenKappa> Kind { get; } = new("CohenKappa", c => new()
    {
        Threshold = c.Number("threshold", m => m.Threshold, 0.5),
        Weights = c.Choice("weights", m => m.Weights, ["None", "Linear", "Quadratic"]),
    })
    { Module = "hebb.metrics", Aliases = ["kappa"] };

    /// <inheritdoc/>
    public override string Name => "cohen_kappa";

    /// <summary>How much two classes differ.</summary>
    public KappaWeights Weights { get; init; }

    /// <inheritdoc/>
    private protected override double Result(in ClassMatrix matrix)
    {
        double observed = 0, chance = 0, all = 0;
        for (int i = 0; i < matrix.Classes; i++)
        {
            double truth = matrix.Truth(i);
            all += truth;
            for (int j = 0; j < matrix.Classes; j++)
            {
                double far = Math.Abs(i - j);
                double weight = Weights switch { KappaWeights.Linear => far, KappaWeights.Quadratic => far * far, _ => Math.Min(far, 1) };
                observed += weight * matrix[i, j];
                chance += weight * truth * matrix.Said(j);
            }
        }

        return chance == 0 ? 0 : 1 - observed * all / chance;
    }
}
