using Hebb.Losses;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>Brings targets into the form that metrics compare.</summary>
internal static class Targets
{
    /// <summary>The targets in the shape and type of the predictions: a missing or additional last axis of 1 is put right.</summary>
    /// <exception cref="ShapeException">The shapes differ otherwise.</exception>
    public static Tensor Match(string user, Tensor yTrue, Tensor yPred)
    {
        Shape target = yTrue.Shape;
        bool fits = target == yPred.Shape
            || target.Rank == yPred.Rank - 1 && yPred.Shape[^1] == 1 && target == yPred.Shape[..^1]
            || target.Rank == yPred.Rank + 1 && target[^1] == 1 && target[..^1] == yPred.Shape;
        return fits
            ? yTrue.Reshape(yPred.Shape).Cast(yPred.DType)
            : throw new ShapeException($"{user} compares targets and predictions of one shape, but got targets {target} and predictions {yPred.Shape}.");
    }

    /// <summary>Refuses targets that are not class numbers for the predictions.</summary>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    public static void CheckSparse(string user, Tensor yTrue, Tensor yPred)
    {
        if (!ClassMask.Fits(yTrue.Shape, yPred.Shape))
        {
            throw new ShapeException($"{user} takes class numbers as targets, of the predictions' shape {yPred.Shape} without its last axis, but got {yTrue.Shape}.");
        }
    }

    /// <summary>Truth values of the predictions' shape: from 0 and 1, or one-hot from class numbers.</summary>
    public static Tensor IsPositive(string user, Tensor yTrue, Tensor yPred) =>
        yPred.Rank > 1 && yPred.Shape[^1] > 1 && yTrue.Shape != yPred.Shape && ClassMask.Fits(yTrue.Shape, yPred.Shape)
            ? ClassMask.Of(user, yTrue, yPred)
            : Match(user, yTrue, yPred) > 0.5;

    /// <summary>The weight of each element of the predictions: that of its row.</summary>
    public static Tensor Weights(Tensor weights, Tensor yPred)
    {
        int rows = yPred.Rank == 0 ? 1 : yPred.Shape[0];
        int[] shape = [.. Enumerable.Repeat(1, yPred.Rank)];
        if (shape.Length > 0) { shape[0] = rows; }
        return weights.Cast(yPred.DType).Reshape(Shape.Create(shape)).BroadcastTo(yPred.Shape);
    }
}
