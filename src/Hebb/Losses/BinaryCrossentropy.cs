using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>
/// −y·ln p − (1 − y)·ln(1 − p): two classes, or several that do not exclude each other, predicted as probabilities p. Also called log loss; logistic
/// regression with one sigmoid unit.
/// </summary>
/// <remarks>
/// If the predictions are a sigmoid's, the loss is computed from what goes into it, max(z, 0) − y·z + ln(1 + e^(−|z|)), which stays exact where p rounds to 0
/// or 1. Otherwise p is cut to [10⁻⁷, 1 − 10⁻⁷], as in Keras.
/// </remarks>
public sealed record BinaryCrossentropy : Loss
{
    internal static Kind<BinaryCrossentropy> Kind { get; } = new("BinaryCrossentropy", c => new()
    {
        FromLogits = c.Flag("from_logits", l => l.FromLogits, false),
        LabelSmoothing = c.Number("label_smoothing", l => l.LabelSmoothing, 0),
    })
    { Aliases = ["bce"] };

    /// <inheritdoc/>
    public override string Name => "binary_crossentropy";

    /// <summary>Whether predictions are logits z, any number, of which p = σ(z).</summary>
    public bool FromLogits { get; init; }

    /// <summary>How far targets are moved towards 1/2: with 0.1, targets 0 and 1 become 0.05 and 0.95. Range: from 0 to 1.</summary>
    public double LabelSmoothing { get; init => field = SettingRange.Share(value); }

    /// <inheritdoc/>
    internal override Answers Answers => FromLogits ? Answers.Logits : Answers.AsGiven;

    /// <inheritdoc/>
    internal override bool ReadsProbabilities => !FromLogits;

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        Tensor target = Match(yTrue, yPred);
        return RowMeans(Elements(LabelSmoothing == 0 ? target : target * (1 - LabelSmoothing) + 0.5 * LabelSmoothing, yPred, FromLogits));
    }

    /// <summary>The cross-entropy of each element.</summary>
    internal static Tensor Elements(Tensor target, Tensor yPred, bool fromLogits)
    {
        if ((fromLogits ? yPred : Logits.OfSigmoid(yPred)) is { } logits)
        {
            Tensor z = logits.AboveNegativeInfinity();
            return z.SoftplusOfFinite() - target * z;
        }

        Tensor p = yPred.Clip(Epsilon, 1 - Epsilon);
        return -(target * p.Log() + (1 - target) * (1 - p).Log());
    }
}
