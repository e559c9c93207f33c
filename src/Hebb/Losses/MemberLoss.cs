using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>
/// The mean of the losses of an ensemble's members, so that each learns the target by itself (Gorishniy, Kotelnikov and Babenko, 2025, "TabM"). The loss of the
/// members' mean would let them rely on each other, which overfits.
/// </summary>
/// <remarks>
/// Predictions are (batch, members, …) with targets as for one member; or the mean over the members, as a model gives that ends in GlobalAveragePooling1D: then
/// the loss is that of the members behind the mean. So metrics, evaluation and prediction see the mean, in the shape of the targets, and the loss sees the
/// members. To look at the loss of the mean too, give it as a metric: <c>new MeanMetric(Loss.BinaryCrossentropy)</c>.
/// </remarks>
/// <example>
/// <code>
/// Sequential model = new([new RepeatVector(8), new MemberDense(64, Activation.Relu), new MemberDense(1, Activation.Sigmoid), new GlobalAveragePooling1D()]);
/// model.Compile(new AdamW(0.002), new MemberLoss(Loss.BinaryCrossentropy), [new MeanMetric(Loss.BinaryCrossentropy)]);
/// </code>
/// </example>
public sealed record MemberLoss : Loss
{
    internal static Kind<MemberLoss> Kind { get; } = new("MemberLoss", c => new(c.Part("loss", Kinds, l => l.Inner))) { Module = "hebb" };

    /// <summary>The mean of members' losses.</summary>
    /// <param name="inner">The loss of one member.</param>
    /// <exception cref="ArgumentException">The loss compares the rows of a batch with each other, or is one of members already.</exception>
    public MemberLoss(Loss inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Inner = inner is not (Losses.Circle or MemberLoss) ? inner : throw new ArgumentException(
            $"MemberLoss takes the loss of one row and one member, and not {inner.Name}. Use one such as mean_squared_error.", nameof(inner));
    }

    /// <summary>The loss of one member.</summary>
    public Loss Inner { get; }

    /// <inheritdoc/>
    public override string Name => "member_loss";

    /// <inheritdoc/>
    internal override Answers Answers => Inner.Answers;

    /// <inheritdoc/>
    internal override bool ReadsProbabilities => Inner.ReadsProbabilities;

    /// <inheritdoc/>
    protected override bool JudgesWholeRows => true;

    /// <inheritdoc/>
    protected override bool LeavesOut => DoesLeaveOut(Inner);

    /// <inheritdoc/>
    protected override Tensor? Counting(Tensor yTrue, Tensor losses) => CountingOf(Inner, yTrue, losses);

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        Tensor members = MembersOf(yTrue, yPred);
        (int rows, int count) = (members.Shape[0], members.Shape[1]);
        Tensor targets = yTrue.ExpandDims(1).BroadcastTo([rows, count, .. yTrue.Shape.Dimensions[1..]]).Reshape([rows * count, .. yTrue.Shape.Dimensions[1..]]);
        return Inner.PerRow(targets, members.Reshape([rows * count, .. members.Shape.Dimensions[2..]])).Reshape([rows, count]).Mean(1);
    }

    /// <summary>The predictions of all members.</summary>
    private Tensor MembersOf(Tensor yTrue, Tensor yPred)
    {
        if (BehindMean(yPred) is { } members) { return members; }
        return yPred.Rank > 2 && yTrue.Rank > 0 && yTrue.Shape[0] == yPred.Shape[0]
            ? yPred
            : throw new ShapeException(
                $"{Name} needs the predictions of members, (batch, members, …), or their mean, but got targets {yTrue.Shape} and predictions {yPred.Shape}. "
                + "End the model with GlobalAveragePooling1D behind the members' outputs, and train it with Fit or inside a Function: "
                + "of a mean that is computed already the members are not known.");
    }

    /// <summary>What a mean along axis 1 was taken of; null if there was none.</summary>
    private static Tensor? BehindMean(Tensor yPred)
    {
        Tensor y = BehindReshape(yPred);
        if (y is not { Value: null, Op: Elementwise { Function: ElementwiseFunction.Multiply } }) { return null; }
        Tensor sum = BehindReshape(y.Inputs[0]);
        bool isMean = sum is { Value: null, Op: Reduce { Kind: Ops.Reduction.Sum, Axis: 1 } } && sum.Inputs[0].Rank == yPred.Rank + 1;
        return isMean && sum.Inputs[0].Shape[1] > 0 ? sum.Inputs[0] : null;
    }

    private static Tensor BehindReshape(Tensor y)
    {
        while (y is { Value: null, Op: Reshape }) { y = y.Inputs[0]; }
        return y;
    }
}
