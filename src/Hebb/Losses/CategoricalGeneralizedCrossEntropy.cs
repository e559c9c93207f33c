using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>
/// (1 − p^q) / q of the true class' probability p: between the cross-entropy (q towards 0) and the absolute error (q towards 1), so that wrong labels do
/// less harm
/// (Zhang and Sabuncu, 2018). Targets are class numbers.
/// </summary>
/// <remarks>p is cut to [10⁻⁷, 1], because p^q has an infinite slope at 0.</remarks>
public sealed record CategoricalGeneralizedCrossEntropy : Loss
{
    internal static Kind<CategoricalGeneralizedCrossEntropy> Kind { get; } = new("CategoricalGeneralizedCrossEntropy", c => new(c.Number("q", l => l.Q, 0.5)))
    {
        // Keras' function of that name wants its setting, which a name cannot give.
        IsNeverNamedAlone = true,
    };

    /// <summary>A loss of this q.</summary>
    /// <param name="q">Between 0 and 1, neither included.</param>
    /// <exception cref="ArgumentOutOfRangeException">q is not between 0 and 1.</exception>
    public CategoricalGeneralizedCrossEntropy(double q = 0.5)
    {
        if (q is not (> 0 and < 1)) { throw new ArgumentOutOfRangeException(nameof(q), q, "q lies between 0 and 1. Use SparseCategoricalCrossentropy for 0."); }
        Q = q;
    }

    /// <summary>How much wrong labels are distrusted: 0 is the cross-entropy, 1 the absolute error.</summary>
    public double Q { get; }

    /// <inheritdoc/>
    public override string Name => "categorical_generalized_cross_entropy";

    /// <inheritdoc/>
    internal override bool ReadsProbabilities => true;

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        Tensor p = Tensor.Where(ClassMask.Of(Name, yTrue, yPred), yPred, Tensor.Scalar(0, yPred.DType)).Sum(-1);
        return RowMeans((1 - p.Clip(Epsilon, 1).Pow(Q)) / Q);
    }
}
