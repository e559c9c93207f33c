using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>How far predictions are from targets: one number per row (the loss), averaged over a batch (the cost). Training makes it smaller.</summary>
public abstract partial record Loss
{
    /// <summary>Keras' fuzz factor: how far logarithms and quotients are kept away from 0.</summary>
    internal const double Epsilon = 1e-7;

    /// <summary>The kinds of losses that files can hold. Register those of your own.</summary>
    public static KindTable<Loss> Kinds => LossKinds.Table;

    /// <summary>Every loss, with its default settings.</summary>
    public static IReadOnlyList<Loss> All => Kinds.Defaults();

    /// <summary>The loss of a name as Keras writes it or abbreviates it, with its default settings; case, hyphens and underscores do not matter.</summary>
    /// <param name="name"><c>"mse"</c>, <c>"binary_crossentropy"</c>, <c>"SparseCategoricalCrossentropy"</c> …</param>
    /// <exception cref="ArgumentException">There is none of that name; the message suggests one and lists those there are.</exception>
    public static Loss Get(string name) => Kinds.Get(name);

    /// <summary>The name in histories and files, as Keras writes it: <c>"binary_crossentropy"</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The loss of each row, of shape <c>(batch)</c>: the mean over a row's other axes.</summary>
    /// <param name="yTrue">Targets.</param>
    /// <param name="yPred">Predictions, of the same shape unless the loss says otherwise.</param>
    /// <exception cref="ShapeException">The shapes do not fit; losses never broadcast.</exception>
    public abstract Tensor PerRow(Tensor yTrue, Tensor yPred);

    /// <summary>How rows become the cost.</summary>
    public LossReduction Reduction { get; init; }

    /// <summary>The cost: the mean of the rows' losses, each multiplied by its weight if weights are given; or what <see cref="Reduction"/> says.</summary>
    /// <param name="yTrue">Targets.</param>
    /// <param name="yPred">Predictions.</param>
    /// <param name="weights">One weight per row, of shape <c>(batch)</c> or <c>(batch, 1)</c>.</param>
    /// <remarks>If the predictions have a <see cref="Tensor.Mask"/>, each step is a row of its own, and those that do not count are left
    /// out of sum and mean.</remarks>
    public Tensor Compute(Tensor yTrue, Tensor yPred, Tensor? weights = null)
    {
        if (CountingSteps.Of(yTrue, yPred, weights) is { } steps) { return Compute(steps); }
        Tensor rows = PerRow(yTrue, yPred);
        Tensor? rowWeights = weights?.Reshape(rows.Shape).Cast(rows.DType);
        Tensor weighted = rowWeights is null ? rows : rows * rowWeights;
        return Reduction switch
        {
            LossReduction.Sum => weighted.Sum(),
            LossReduction.MeanWithSampleWeight when rowWeights is not null => Share(weighted.Sum(), rowWeights.Sum()),
            _ => weighted.Mean(),
        };
    }

    private Tensor Compute(CountingSteps steps)
    {
        Tensor losses = PerRow(steps.YTrue, steps.YPred);
        Tensor counting = Tensor.Where(steps.Counts, losses, Tensor.Scalar(0, losses.DType));
        Tensor? weights = steps.Weights?.Cast(losses.DType);
        Tensor sum = (weights is null ? counting : counting * weights).Sum();
        return Reduction switch
        {
            LossReduction.Sum => sum,
            LossReduction.MeanWithSampleWeight when weights is not null => Share(sum, weights.Sum()),
            _ => sum / steps.Counts.Cast(losses.DType).Sum().Maximum(1),
        };
    }

    /// <summary>
    /// The targets in the shape and type of the predictions. A missing or additional last axis of extent 1 is put right; anything else is an error,
    /// because broadcasting (n,) against (n, 1) to (n, n) gives a number that looks like a loss and is none.
    /// </summary>
    protected Tensor Match(Tensor yTrue, Tensor yPred)
    {
        Shape target = yTrue.Shape;
        bool fits = target == yPred.Shape
            || target.Rank == yPred.Rank - 1 && yPred.Shape[^1] == 1 && target == yPred.Shape[..^1]
            || target.Rank == yPred.Rank + 1 && target[^1] == 1 && target[..^1] == yPred.Shape;
        return fits
            ? yTrue.Reshape(yPred.Shape).Cast(yPred.DType)
            : throw new ShapeException($"{Name} compares targets and predictions of one shape, but got targets {target} and predictions {yPred.Shape}.");
    }

    /// <summary>Targets as −1 and 1, where 0 may stand for −1.</summary>
    protected static Tensor Signs(Tensor target) => Tensor.Where(target.EqualTo(0), Tensor.Scalar(-1, target.DType), target);

    /// <summary>What counts of the elements, enlarged so that a mean over all is the mean over those that count; 0 elsewhere.</summary>
    /// <param name="elements">Any numbers.</param>
    /// <param name="counts">Truth values of the same shape: what counts.</param>
    protected static Tensor Kept(Tensor elements, Tensor counts)
    {
        Tensor share = counts.Cast(elements.DType).Mean();
        return Tensor.Where(counts, elements, Tensor.Scalar(0, elements.DType)) / share.Maximum(1.0 / Math.Max(1, elements.Size));
    }

    /// <summary>The quotient, or 0 where nothing is divided by nothing.</summary>
    private static Tensor Share(Tensor part, Tensor whole) => part / Tensor.Where(whole.EqualTo(0), Tensor.Scalar(1, whole.DType), whole);

    /// <summary>The mean over all axes but the first.</summary>
    protected static Tensor RowMeans(Tensor elements) => elements.Rank <= 1 ? elements : elements.Flatten().Mean(-1);
}
