using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>
/// 1 − 2·Σyŷ / (Σy + Σŷ): how little targets and predictions in [0, 1] overlap; for few positives among many elements (Dice, 1945; Milletari et al., 2016).
/// </summary>
public sealed record Dice : Overlap
{
    internal static Kind<Dice> Kind { get; } = new("Dice", c => new() { Axis = ReadAxis(c) });

    /// <inheritdoc/>
    public override string Name => "dice";

    /// <inheritdoc/>
    private protected override Tensor Of(Tensor target, Tensor yPred, Func<Tensor, Tensor> sum) =>
        1 - sum(target * yPred) * 2 / (sum(target) + sum(yPred) + Epsilon);
}
