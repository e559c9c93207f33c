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
    /// <param name="weights">One weight per row, of shape <c>(batch)</c> or <c>(batch, 1)</c>; or one per step, in the shape of the predictions without
    /// their last axis.</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <remarks>
    /// If the predictions have a <see cref="Tensor.Mask"/>, each step is a row of its own, and those that do not count are left out of sum and mean. The
    /// number is Keras' for every reduction; see docs/maintainers/decisions/0016-keras-numbers.md.
    /// </remarks>
    public Tensor Compute(Tensor yTrue, Tensor yPred, Tensor? weights = null) => CostOf(yTrue, yPred, weights).Value;

    /// <summary>What predictions are to this loss.</summary>
    internal virtual Answers Answers => Answers.AsGiven;

    /// <summary>Whether predictions are probabilities to this loss.</summary>
    internal virtual bool ReadsProbabilities => false;

    /// <summary>
    /// Whether a row can only be judged as a whole, all its steps together, as <see cref="CTC"/> does. By default each step of predictions
    /// (batch, steps, …, outputs) is judged by itself where steps are summed, weighted or masked: <see cref="PerRow"/> is then given steps as rows.
    /// </summary>
    protected virtual bool JudgesWholeRows => false;

    /// <summary>Which of the rows count: booleans of shape (batch); null if all do. Others belong to no mean.</summary>
    protected virtual Tensor? Counting(Tensor yTrue, Tensor losses) => null;

    /// <summary>The loss of each of the rows that are judged.</summary>
    private protected virtual Tensor LossesOf(JudgedRows rows, Tensor yTrue, Tensor yPred) => PerRow(rows.YTrue, rows.YPred);

    /// <summary>The cost of a batch, and what it was divided by.</summary>
    internal virtual Cost CostOf(Tensor yTrue, Tensor yPred, Tensor? weights)
    {
        bool hasSteps = JudgedRows.AreSteps(yPred, yPred.Mask, weights), sums = Reduction == LossReduction.Sum
            || Reduction == LossReduction.MeanWithSampleWeight && weights is not null;
        int axes = !JudgesWholeRows && (hasSteps || sums || LeavesOut) ? Math.Max(1, yPred.Rank - 1) : 1;
        JudgedRows rows = axes > 1 || hasSteps
            ? JudgedRows.Of(yTrue, yPred, yPred.Mask, weights, axes)
            : new(yTrue, yPred, null, weights?.Reshape([yPred.Shape[0]]));
        Tensor losses = LossesOf(rows, yTrue, yPred);
        Tensor? counts = And(rows.Counts, Counting(rows.YTrue, losses)), own = rows.Weights?.Cast(losses.DType);
        if (counts is not null)
        {
            Tensor nothing = Tensor.Scalar(0, losses.DType);
            losses = Tensor.Where(counts, losses, nothing);
            if (own is not null) { own = Tensor.Where(counts, own, nothing); }
        }

        Tensor weighted = own is null ? losses : losses * own;
        if (Reduction == LossReduction.Sum) { return new(weighted.Sum(), Tensor.Scalar(1, losses.DType)); }
        if (Reduction == LossReduction.MeanWithSampleWeight && own is not null)
        {
            // As in Keras: weights of rows count once for a row, whatever its number of steps, unless a mask has made weights of steps of them.
            Tensor whole = counts is null && !JudgedRows.WeighsSteps(yPred, weights) ? weights!.Cast(losses.DType).Sum() : own.Sum();
            return new(Share(weighted.Sum(), whole), whole);
        }

        if (counts is null) { return new(weighted.Mean(), null); }
        Tensor counting = counts.Cast(losses.DType).Sum();
        return new(weighted.Sum() / counting.Maximum(1), counting);
    }

    /// <summary>Whether rows may belong to no mean: <see cref="Counting"/> says which.</summary>
    protected virtual bool LeavesOut => false;

    /// <summary>Which of the rows another loss leaves out, for a loss that is made of it.</summary>
    private protected static Tensor? CountingOf(Loss loss, Tensor yTrue, Tensor losses) => loss.Counting(yTrue, losses);

    /// <summary>Whether another loss leaves rows out, for a loss that is made of it.</summary>
    private protected static bool DoesLeaveOut(Loss loss) => loss.LeavesOut;

    private static Tensor? And(Tensor? a, Tensor? b) => a is null ? b : b is null ? a : a & b;

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

    /// <summary>The quotient, or 0 where nothing is divided by nothing.</summary>
    private static Tensor Share(Tensor part, Tensor whole) => part / Tensor.Where(whole.EqualTo(0), Tensor.Scalar(1, whole.DType), whole);

    /// <summary>The mean over all axes but the first.</summary>
    protected static Tensor RowMeans(Tensor elements) => elements.Rank <= 1 ? elements : elements.Flatten().Mean(-1);
}
