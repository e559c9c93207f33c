using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>
/// Predictions of which not all steps count (<see cref="Tensor.Mask"/>), as losses and metrics see them: each step is a row of its own, (batch, time, …)
/// becomes (batch · time, …), and those that do not count have weight 0 and targets of 0, so that no filling of targets can be an error.
/// </summary>
/// <param name="YTrue">The targets of all steps.</param>
/// <param name="YPred">The predictions of all steps.</param>
/// <param name="Counts">Truth values, one for each step.</param>
/// <param name="Weights">The weight of each step: that of its row, or 0; null if there are no weights.</param>
internal sealed record CountingSteps(Tensor YTrue, Tensor YPred, Tensor Counts, Tensor? Weights)
{
    /// <summary>The steps of predictions with a mask; null if there is no mask.</summary>
    /// <exception cref="ShapeException">Mask, predictions and targets do not have the same first axes.</exception>
    public static CountingSteps? Of(Tensor yTrue, Tensor yPred, Tensor? weights)
    {
        if (yPred.Mask is not { } mask) { return null; }
        int axes = mask.Rank, steps = checked((int)mask.Size);
        if (yPred.Rank < axes || yTrue.Rank < axes || yPred.Shape[..axes] != mask.Shape || yTrue.Shape[..axes] != mask.Shape)
        {
            throw new ShapeException(
                $"The predictions {yPred.Shape} have a mask of shape {mask.Shape}, which says which steps count, but the targets have shape {yTrue.Shape}: "
                + "give a target for each step. "
                + "A layer that drops the mask, such as Flatten, or a recurrent layer that gives its last output only makes one prediction of a row.");
        }

        Tensor counts = mask.Reshape([steps]), targets = Rows(yTrue);
        return new(Tensor.Where(Alongside(counts, targets), targets, Tensor.Scalar(0, yTrue.DType)), Rows(yPred), counts, weights is null ? null : WeightsOf());

        Tensor Rows(Tensor x) => x.Reshape([steps, .. x.Shape.Dimensions[axes..]]);

        Tensor WeightsOf()
        {
            Tensor rows = weights.Reshape([mask.Shape[0], .. Enumerable.Repeat(1, axes - 1)]).BroadcastTo(mask.Shape).Reshape([steps]);
            return Tensor.Where(counts, rows, Tensor.Scalar(0, rows.DType));
        }
    }

    private static Tensor Alongside(Tensor counts, Tensor rows) => counts.Reshape([counts.Shape[0], .. Enumerable.Repeat(1, rows.Rank - 1)]);
}
