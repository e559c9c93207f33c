using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>
/// What losses and metrics judge when the steps of a row do not all count the same: each step is a row of its own, (batch, time, …) becomes
/// (batch · time, …). Steps that a <see cref="Tensor.Mask"/> leaves out have weight 0 and targets of 0, so that no filling of targets can be an error.
/// </summary>
/// <param name="YTrue">The targets of all steps.</param>
/// <param name="YPred">The predictions of all steps.</param>
/// <param name="Counts">Booleans, one for each step; null if all count.</param>
/// <param name="Weights">The weight of each step, 0 for those that do not count; null if there are no weights.</param>
internal sealed record JudgedRows(Tensor YTrue, Tensor YPred, Tensor? Counts, Tensor? Weights)
{
    /// <summary>Whether there is a weight for each step: more weights than rows.</summary>
    public static bool WeighsSteps(Tensor yPred, Tensor? weights) => weights is not null && yPred.Rank > 0 && weights.Size != yPred.Shape[0];

    /// <summary>Whether steps do not all count like their row: there is a mask, or a weight for each step.</summary>
    public static bool AreSteps(Tensor yPred, Tensor? mask, Tensor? weights) => mask is not null || WeighsSteps(yPred, weights);

    /// <summary>The steps as rows.</summary>
    /// <param name="yTrue">Targets.</param>
    /// <param name="yPred">Predictions.</param>
    /// <param name="mask">Which of the steps count; null for all.</param>
    /// <param name="weights">One weight per row, or one per step.</param>
    /// <param name="axes">How many of the first axes become one; more if mask or weights have more.</param>
    /// <exception cref="ShapeException">Mask, weights, predictions and targets do not have the same first axes.</exception>
    public static JudgedRows Of(Tensor yTrue, Tensor yPred, Tensor? mask, Tensor? weights, int axes = 1)
    {
        Tensor? own = WeighsSteps(yPred, weights) ? PerStep(weights!, yPred) : weights?.Reshape([yPred.Shape[0]]);
        axes = Math.Max(axes, Math.Max(mask?.Rank ?? 1, own?.Rank ?? 1));
        if (mask is not null) { RequireSteps(mask.Shape, yTrue, yPred); }
        if (yTrue.Rank < axes || yPred.Rank < axes || yTrue.Shape[..axes] != yPred.Shape[..axes])
        {
            throw new ShapeException(
                $"There must be a target for each step of the predictions {yPred.Shape}, but the targets have shape {yTrue.Shape}, "
                + $"while the first {axes} axes are judged one by one.");
        }

        Shape leading = yPred.Shape[..axes];
        int steps = checked((int)leading.Size);
        Tensor? counts = mask is null ? null : Spread(mask);
        Tensor targets = Rows(yTrue);
        if (counts is not null) { targets = Tensor.Where(Alongside(counts, targets), targets, Tensor.Scalar(0, yTrue.DType)); }
        Tensor? spread = own is null ? null : Spread(own);
        if (spread is not null && counts is not null) { spread = Tensor.Where(counts, spread, Tensor.Scalar(0, spread.DType)); }
        return new(targets, Rows(yPred), counts, spread);

        Tensor Rows(Tensor x) => axes == 1 ? x : x.Reshape([steps, .. x.Shape.Dimensions[axes..]]);

        Tensor Spread(Tensor x) => x.Rank == axes
            ? x.Reshape([steps])
            : x.Reshape([.. x.Shape.Dimensions, .. Enumerable.Repeat(1, axes - x.Rank)]).BroadcastTo(leading).Reshape([steps]);
    }

    /// <summary>Weights of steps, without a last axis of 1 that the predictions lack.</summary>
    private static Tensor PerStep(Tensor weights, Tensor yPred)
    {
        Shape given = weights.Shape;
        if (Leads(given, yPred.Shape)) { return weights; }
        return given.Rank > 1 && given[^1] == 1 && Leads(given[..^1], yPred.Shape)
            ? weights.Reshape(given[..^1])
            : throw new ShapeException(
                $"Weights are given per row, {yPred.Shape[0]} in all, or per step, in the shape of the predictions {yPred.Shape} without their last axis, "
                + $"but they have shape {given}.");
    }

    private static bool Leads(Shape given, Shape predicted) => given.Rank <= predicted.Rank && predicted[..given.Rank] == given;

    private static void RequireSteps(Shape mask, Tensor yTrue, Tensor yPred)
    {
        if (yPred.Rank < mask.Rank || yTrue.Rank < mask.Rank || yPred.Shape[..mask.Rank] != mask || yTrue.Shape[..mask.Rank] != mask)
        {
            throw new ShapeException(
                $"The predictions {yPred.Shape} have a mask of shape {mask}, which says which steps count, but the targets have shape {yTrue.Shape}: "
                + "give a target for each step. "
                + "A layer that drops the mask, such as Flatten, or a recurrent layer that gives its last output only makes one prediction of a row.");
        }
    }

    private static Tensor Alongside(Tensor counts, Tensor rows) => counts.Reshape([counts.Shape[0], .. Enumerable.Repeat(1, rows.Rank - 1)]);
}
