using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>
/// −ln P(labels): the probability that a network, which gives a class or a blank at each step, spells a row of labels when repetitions are merged and blanks
/// left out (connectionist temporal classification, Graves et al., 2006). Nobody needs to know when a label was spoken or written.
/// </summary>
/// <remarks>
/// Predictions are logits of shape (batch, steps, classes); class 0 is the blank. Targets are class numbers of shape (batch, labels), each row filled up with 0
/// at its end. The probability is summed over all ways of spelling by the forward algorithm: with the labels ℓ between blanks, αₜ(s) = (αₜ₋₁(s) + αₜ₋₁(s−1) +
/// αₜ₋₁(s−2) if ℓₛ is neither a blank nor ℓₛ₋₂) · pₜ(ℓₛ), in logarithms. A row with more labels (and repetitions, which need a blank between) than steps cannot
/// be spelled and costs ∞. A target that is no class is an <see cref="ArgumentOutOfRangeException"/> when the loss is computed.
/// </remarks>
public sealed record CTC : Loss
{
    internal static Kind<CTC> Kind { get; } = new("CTC", _ => new());

    private const double Impossible = -1e30; // e^(−10³⁰) is 0, and unlike −∞ it stays finite in differences

    /// <inheritdoc/>
    public override string Name => "ctc";

    /// <inheritdoc/>
    protected override bool JudgesWholeRows => true;

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        if (yPred.Rank != 3 || yTrue.Rank != 2 || yTrue.Shape[0] != yPred.Shape[0] || yTrue.Shape[1] == 0)
        {
            throw new ShapeException(
                $"{Name} takes logits of shape (batch, steps, classes) and class numbers of shape (batch, labels), but got "
                + $"predictions {yPred.Shape} and targets {yTrue.Shape}.");
        }

        (int batch, int steps, int places) = (yPred.Shape[0], yPred.Shape[1], 2 * yTrue.Shape[1] + 1);
        Tensor labels = ClassMask.Checked(yTrue, yPred.Shape[2]), spelling = BetweenBlanks(labels);
        Tensor impossible = Tensor.Scalar(Impossible, yPred.DType), none = impossible.BroadcastTo([batch, 1]);
        // A label may follow another one at once; the same one only after a blank.
        Tensor skips = spelling.Slice(1, 2..).NotEqualTo(spelling.Slice(1, ..^2)) & spelling.Slice(1, 2..).NotEqualTo(Tensor.Scalar(0, spelling.DType));

        Tensor before = new(new Input(0, [batch, places], yPred.DType), []), spoken = new(new Input(0, [batch, places], yPred.DType), []);
        Tensor next = Tensor.Concatenate([none, before.Slice(1, ..^1)], 1);
        Tensor jump = Tensor.Concatenate([none, none, Tensor.Where(skips, before.Slice(1, ..^2), impossible)], 1);
        Tensor after = LogSum(before, next, jump) + spoken;
        Tensor start = Tensor.Concatenate([Tensor.Scalar(0, yPred.DType).BroadcastTo([batch, 1]), impossible.BroadcastTo([batch, places - 1])], 1);
        Tensor scan = LoopBuilder.Scan(steps, reversed: false, [(before, start, after)], [(spoken, Spoken(yPred, spelling))], []);

        Tensor count = labels.NotEqualTo(Tensor.Scalar(0, labels.DType)).Cast(DType.Int32).Sum(-1, keepDims: true) * Tensor.Scalar(2, DType.Int32);
        Tensor place = Tensor.Range(places, DType.Int32).ExpandDims(0);
        Tensor ends = place.EqualTo(count) | place.EqualTo(count - Tensor.Scalar(1, DType.Int32));
        Tensor loss = -Tensor.Where(ends, Scan.Final(scan, 0), impossible).LogSumExp().Reshape([batch]);
        return Tensor.Where(loss > -Impossible / 2, Tensor.Scalar(double.PositiveInfinity, loss.DType), loss);
    }

    /// <summary>0 ℓ₁ 0 ℓ₂ 0 … ℓₙ 0.</summary>
    private static Tensor BetweenBlanks(Tensor labels)
    {
        Tensor blanks = Tensor.Scalar(0, labels.DType).BroadcastTo(labels.Shape);
        Tensor pairs = Tensor.Stack([blanks, labels], -1).Reshape([labels.Shape[0], 2 * labels.Shape[1]]);
        return Tensor.Concatenate([pairs, blanks.Slice(1, ..1)], 1);
    }

    /// <summary>The logarithms of the probabilities of the classes at all places, steps first.</summary>
    private static Tensor Spoken(Tensor yPred, Tensor spelling)
    {
        (int batch, int steps, int classes) = (yPred.Shape[0], yPred.Shape[1], yPred.Shape[2]);
        Tensor firsts = Tensor.Range(checked(batch * steps), DType.Int32).Reshape([batch, steps, 1]).Transpose(1, 0, 2) * Tensor.Scalar(classes, DType.Int32);
        Tensor numbers = firsts + spelling.ExpandDims(0);
        return yPred.LogSoftmax().Reshape([checked(batch * steps * classes)]).Gather(numbers);
    }

    private static Tensor LogSum(Tensor a, Tensor b, Tensor c)
    {
        Tensor most = a.Maximum(b).Maximum(c).StopGradient();
        return most + ((a - most).Exp() + (b - most).Exp() + (c - most).Exp()).Log();
    }
}
