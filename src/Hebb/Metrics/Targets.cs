using Hebb.Losses;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>Brings targets into the form that metrics compare.</summary>
internal static class Targets
{
    /// <summary>The targets in the shape and type of the predictions: a missing or additional last axis of 1 is put right.</summary>
    /// <exception cref="ShapeException">The shapes differ otherwise.</exception>
    public static Tensor Match(string user, Tensor yTrue, Tensor yPred) => Fits(yTrue.Shape, yPred.Shape)
        ? yTrue.Reshape(yPred.Shape).Cast(yPred.DType)
        : throw new ShapeException($"{user} compares targets and predictions of one shape, but got targets {yTrue.Shape} and predictions {yPred.Shape}.");

    /// <summary>Whether the shapes are one, but for a last axis of 1.</summary>
    public static bool Fits(Shape target, Shape predicted) => target == predicted
        || target.Rank == predicted.Rank - 1 && predicted[^1] == 1 && target == predicted[..^1]
        || target.Rank == predicted.Rank + 1 && target[^1] == 1 && target[..^1] == predicted;

    /// <summary>The number of classes that predictions tell apart; 1 for one score per row, which is a yes or no.</summary>
    public static int Classes(Shape predicted) => predicted.Rank < 2 ? 1 : predicted[^1];

    /// <summary>All axes but that of the classes as one: (rows, classes).</summary>
    public static Tensor Rows(Tensor x, int classes) => x.Reshape([checked((int)(x.Size / classes)), classes]);

    /// <summary>Which class each row says, as booleans (rows, classes): the largest score. The first of equal ones, as with accuracy.</summary>
    public static Tensor Largest(Tensor scores) => scores.ArgMax(-1).ExpandDims(-1).EqualTo(Tensor.Range(scores.Shape[^1], DType.Int32));

    /// <summary>Refuses targets that are not class numbers for the predictions.</summary>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    public static void CheckSparse(string user, Tensor yTrue, Tensor yPred)
    {
        if (!ClassMask.Fits(yTrue.Shape, yPred.Shape))
        {
            throw new ShapeException(
                $"{user} takes class numbers as targets, of the predictions' shape {yPred.Shape} without its last axis, but got {yTrue.Shape}.");
        }
    }

    /// <summary>Booleans of the predictions' shape: from 0 and 1, or one-hot from class numbers.</summary>
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

    /// <summary>The weights of rows as a column of so many: each row of the batch may have several.</summary>
    public static Tensor RowWeights(Tensor weights, int rows)
    {
        int batch = checked((int)weights.Size);
        return weights.Cast(DType.Float32).Reshape([batch, 1]).BroadcastTo([batch, rows / Math.Max(1, batch)]).Reshape([rows, 1]);
    }
}
