using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>A loss from sums over elements: how far two sets overlap.</summary>
public abstract record Overlap : Loss
{
    /// <summary>
    /// Null, as Keras' default: the sums go over the whole batch, whose rows all have the batch's loss (so evaluating depends on the batch size).
    /// −1: over the last axis, so that every row is judged by itself.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The axis is neither null nor −1.</exception>
    public int? Axis
    {
        get;
        init => field = value is null or -1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Axis), value, "The axis is null (all elements of the batch) or -1 (each row by itself).");
    }

    /// <summary>No axis, or the last; files may call it 1, which it is for rows of numbers.</summary>
    private protected static int? ReadAxis(IConfig<Overlap> c) => c.Setting("axis", l => l.Axis, axis => axis, node =>
        !node.Has("axis") ? null : node.Ints("axis") is [-1 or 1] ? -1 : throw node.Wrong("axis", "null or -1"));

    /// <inheritdoc/>
    protected override bool JudgesWholeRows => Axis is null;

    /// <inheritdoc/>
    public sealed override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        if (Axis is null) { return OfBatch(yTrue, yPred).BroadcastTo([yPred.Shape[0]]); }
        return RowMeans(Of(Match(yTrue, yPred), yPred, x => x.Sum(-1)));
    }

    /// <summary>The batch has one loss, to which steps that a mask leaves out belong as well, as in Keras; only their weight is 0.</summary>
    private protected sealed override Tensor LossesOf(JudgedRows rows, Tensor yTrue, Tensor yPred) =>
        Axis is null ? OfBatch(yTrue, yPred).BroadcastTo([rows.YPred.Shape[0]]) : base.LossesOf(rows, yTrue, yPred);

    /// <summary>The one loss of the batch is its own sum, as in Keras.</summary>
    internal sealed override Cost CostOf(Tensor yTrue, Tensor yPred, Tensor? weights) =>
        Axis is null && Reduction == LossReduction.Sum && weights is null && yPred.Mask is null
            ? new(OfBatch(yTrue, yPred), Tensor.Scalar(1))
            : base.CostOf(yTrue, yPred, weights);

    private Tensor OfBatch(Tensor yTrue, Tensor yPred) => Of(Match(yTrue, yPred), yPred, x => x.Sum());

    /// <summary>The loss, from sums over what the axis says.</summary>
    private protected abstract Tensor Of(Tensor target, Tensor yPred, Func<Tensor, Tensor> sum);
}
