using System.Globalization;
using Hebb.Configuration;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Passes its input x on and adds l1 · Σ|x| + l2 · Σx² to the loss: few and small activations, as sparse autoencoders want them.</summary>
/// <remarks>The sums go over the whole batch and are divided by its rows, as in Keras since 3.14.</remarks>
public sealed class ActivityRegularization : Layer
{
    internal static Kind<ActivityRegularization> Kind { get; } =
        new("ActivityRegularization", c => new(c.Number("l1", l => l.L1, 0), c.Number("l2", l => l.L2, 0)));

    /// <summary>A penalty on activations.</summary>
    /// <param name="l1">How much the sum of sizes counts.</param>
    /// <param name="l2">How much the sum of squares counts.</param>
    public ActivityRegularization(double l1 = 0, double l2 = 0)
    {
        if (!(l1 >= 0 && double.IsFinite(l1))) { throw new ArgumentOutOfRangeException(nameof(l1), l1, "A penalty counts from 0 on."); }
        if (!(l2 >= 0 && double.IsFinite(l2))) { throw new ArgumentOutOfRangeException(nameof(l2), l2, "A penalty counts from 0 on."); }
        (L1, L2) = (l1, l2);
    }

    /// <summary>How much the sum of sizes counts.</summary>
    public double L1 { get; }

    /// <summary>How much the sum of squares counts.</summary>
    public double L2 { get; }

    /// <inheritdoc/>
    internal override bool Penalizes => true;

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        AddLoss(PenaltyPerRow(new L1L2(L1, L2), x));
        return x;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"ActivityRegularization({L1}, {L2})");
}
