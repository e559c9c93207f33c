using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>A loss from sums over elements: how far two sets overlap.</summary>
public abstract record Overlap : Loss
{
    /// <summary>
    /// Null, as Keras' default: the sums go over the whole batch, whose rows all have the batch's loss (so evaluating depends on the batch size).
    /// Otherwise the axis over which they go, negative from the end, but not that of the batch; a row's loss is the mean over its other axes. −1: over the last
    /// axis.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The axis is 0, that of the batch.</exception>
    public int? Axis
    {
        get;
        init => field = value is not 0
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(Axis),
                value,
                "The axis is null (all elements of the batch) or one of a row's own, 1 or more, or negative from the end; 0 is the batch.");
    }

    /// <summary>No axis, or one.</summary>
    private protected static int? ReadAxis(IConfig<Overlap> c) => c.Setting("axis", l => l.Axis, axis => axis, node =>
        !node.Has("axis") ? null : node.Ints("axis") is [not 0 and var axis] ? axis : throw node.Wrong("axis", "null or one axis, not 0"));

    /// <inheritdoc/>
    protected override bool JudgesWholeRows => Axis is null;

    /// <inheritdoc/>
    public sealed override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        if (Axis is null) { return OfBatch(yTrue, yPred).BroadcastTo([yPred.Shape[0]]); }
        return Along(Match(yTrue, yPred), yPred, AxisOf(yPred));
    }

    /// <summary>The batch has one loss, to which steps that a mask leaves out belong as well, as in Keras; only their weight is 0.</summary>
    private protected sealed override Tensor LossesOf(JudgedRows rows, Tensor yTrue, Tensor yPred) =>
        Axis is null
            ? OfBatch(yTrue, yPred).BroadcastTo([rows.YPred.Shape[0]])
            : Along(Match(rows.YTrue, rows.YPred), rows.YPred, rows.YPred.Rank - 1); // CostOf has made the axis the last one

    /// <summary>The one loss of the batch is its own sum, as in Keras.</summary>
    internal sealed override Cost CostOf(Tensor yTrue, Tensor yPred, Tensor? weights)
    {
        if (Axis is null)
        {
            return Reduction == LossReduction.Sum && weights is null && yPred.Mask is null
                ? new(OfBatch(yTrue, yPred), Tensor.Scalar(1))
                : base.CostOf(yTrue, yPred, weights);
        }

        int axis = AxisOf(yPred);
        if (axis >= yPred.Rank - 1) { return base.CostOf(yTrue, yPred, weights); }
        if (JudgedRows.AreSteps(yPred, yPred.Mask, weights))
        {
            throw new ShapeException(
                $"{Name} along axis {Axis} of predictions {yPred.Shape} has no loss for each step, so steps cannot be left out or weighed: "
                + "weigh rows, or use axis -1.");
        }

        int[] order = [.. Enumerable.Range(0, yPred.Rank).Where(i => i != axis), axis];
        return base.CostOf(Match(yTrue, yPred).Transpose(order), yPred.Transpose(order), weights);
    }

    private int AxisOf(Tensor yPred)
    {
        int axis = Axis!.Value < 0 ? Axis.Value + yPred.Rank : Axis.Value;
        return axis > 0 && axis < yPred.Rank || Axis == -1
            ? axis
            : throw new ShapeException($"{Name} goes along axis {Axis}, but the predictions have shape {yPred.Shape}: give an axis of a row, or null.");
    }

    private Tensor Along(Tensor target, Tensor yPred, int axis) => RowMeans(Of(target, yPred, x => x.Sum(axis)));

    private Tensor OfBatch(Tensor yTrue, Tensor yPred) => Of(Match(yTrue, yPred), yPred, x => x.Sum());

    /// <summary>The loss, from sums over what the axis says.</summary>
    private protected abstract Tensor Of(Tensor target, Tensor yPred, Func<Tensor, Tensor> sum);
}
