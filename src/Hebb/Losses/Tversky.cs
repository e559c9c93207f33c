using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>
/// 1 − Σyŷ / (Σyŷ + α·Σy(1 − ŷ) + β·Σ(1 − y)ŷ): overlap, in which what is missed (α) and what is too much (β) may cost differently; for few positives among
/// many
/// elements (Salehi et al., 2017).
/// </summary>
/// <remarks>As in Keras 3, α weighs the positives that are missed, although its documentation says the opposite.</remarks>
/// <param name="Alpha">The price of positives that are missed.</param>
/// <param name="Beta">The price of negatives taken for positives.</param>
public sealed record Tversky(double Alpha = 0.5, double Beta = 0.5) : Overlap
{
    internal static Kind<Tversky> Kind { get; } =
        new("Tversky", c => new(c.Number("alpha", l => l.Alpha, 0.5), c.Number("beta", l => l.Beta, 0.5)) { Axis = ReadAxis(c) });

    /// <summary>The price of positives that are missed. Range: 0 or more.</summary>
    public double Alpha { get; init => field = SettingRange.NotNegative(value); } = SettingRange.NotNegative(Alpha);

    /// <summary>The price of negatives taken for positives. Range: 0 or more.</summary>
    public double Beta { get; init => field = SettingRange.NotNegative(value); } = SettingRange.NotNegative(Beta);

    /// <inheritdoc/>
    public override string Name => "tversky";

    /// <inheritdoc/>
    private protected override Tensor Of(Tensor target, Tensor yPred, Func<Tensor, Tensor> sum)
    {
        Tensor both = sum(target * yPred);
        return 1 - both / (both + sum((1 - yPred) * target) * Alpha + sum(yPred * (1 - target)) * Beta + Epsilon);
    }
}
