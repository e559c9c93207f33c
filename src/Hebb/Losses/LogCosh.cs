using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>ln cosh(ŷ − y): about ½e² for small errors e and |e| − ln 2 for large ones. Huber's loss without a corner in its derivative, tanh e.</summary>
public sealed record LogCosh : Loss
{
    internal static Kind<LogCosh> Kind { get; } = new("LogCosh", _ => new());

    /// <inheritdoc/>
    public override string Name => "log_cosh";

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        // |e| + ln(1 + e^(−2|e|)) − ln 2 is the same and does not overflow.
        Tensor size = (yPred - Match(yTrue, yPred)).Abs();
        return RowMeans(size + (size * -2).Exp().Log1p() - Math.Log(2));
    }
}
