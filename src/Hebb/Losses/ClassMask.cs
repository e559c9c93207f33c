using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>Which class is the true one, from class numbers.</summary>
internal static class ClassMask
{
    /// <summary>Whether targets are class numbers for these predictions: their shape is that of the predictions without the classes, or
    /// with 1 instead.</summary>
    public static bool Fits(Shape target, Shape predicted) => predicted.Rank >= 1 && WithoutClasses(target, predicted) == predicted[..^1];

    /// <summary>Booleans of the predictions' shape: true at the class that each target names.</summary>
    /// <remarks>
    /// Targets are looked up in the table 0, 1, … of classes: that changes none of them, but throws when computed if one is not in it. Comparing alone
    /// would silently give a row that belongs to no class.
    /// </remarks>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    public static Tensor Of(string user, Tensor yTrue, Tensor yPred)
    {
        if (!Fits(yTrue.Shape, yPred.Shape))
        {
            throw new ShapeException(
                $"{user} takes class numbers as targets, of the predictions' shape {yPred.Shape} without its last axis, but got {yTrue.Shape}. "
                + "One-hot targets belong to categorical_crossentropy.");
        }

        return Of(yTrue.Reshape(yPred.Shape[..^1]), yPred.Shape[^1], yPred.DType);
    }

    /// <summary>Booleans with one more axis, of the classes: true at the class that each number names.</summary>
    public static Tensor Of(Tensor labels, int count, DType type = DType.Float32)
    {
        Tensor classes = Tensor.Range(count, type);
        return classes.Gather(Whole(labels), RowName.Class).ExpandDims(-1).EqualTo(classes);
    }

    /// <summary>The same numbers as Int32; one that is no class is an error when they are computed.</summary>
    public static Tensor Checked(Tensor labels, int count) => Tensor.Range(count, DType.Int32).Gather(Whole(labels), RowName.Class);

    private static Tensor Whole(Tensor labels)
    {
        if (labels.DType.IsFloat)
        {
            // Casting would cut 1.5 to 1 and turn NaN into 0: let both be refused.
            labels = Tensor.Where(labels.EqualTo(labels.Floor()), labels, Tensor.Scalar(-1, labels.DType));
        }

        return labels.Cast(labels.DType == DType.Int64 ? DType.Int64 : DType.Int32);
    }

    private static Shape WithoutClasses(Shape target, Shape predicted) => target.Rank == predicted.Rank && target[^1] == 1 ? target[..^1] : target;
}
