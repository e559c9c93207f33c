using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>½e² up to |e| = δ and δ·|e| − ½δ² beyond, with e = y − ŷ: smooth like the squared error, and outliers pull no harder than δ
/// (Huber, 1964).</summary>
/// <param name="Delta">Where squares end and straight lines begin.</param>
public sealed record Huber(double Delta = 1) : Loss
{
    internal static Kind<Huber> Kind { get; } = new("Huber", c => new(c.Number("delta", l => l.Delta, 1))) { Aliases = ["huber_loss"] };

    /// <summary>Where squares end and straight lines begin. Range: above 0.</summary>
    public double Delta { get; init => field = SettingRange.Positive(value); } = SettingRange.Positive(Delta);

    /// <inheritdoc/>
    public override string Name => "huber";

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        Tensor size = (yPred - Match(yTrue, yPred)).Abs();
        Tensor near = size.Minimum(Delta); // ½ near² + δ · (what is beyond), equal to both cases
        return RowMeans(near.Square() * 0.5 + (size - near) * Delta);
    }
}
