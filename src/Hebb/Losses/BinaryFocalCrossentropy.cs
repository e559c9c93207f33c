using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>
/// (1 − p_t)^γ times the binary cross-entropy, where p_t is the probability given to the true class: rows that are easy hardly count, so that a rare class is
/// not drowned (Lin et al., 2017).
/// </summary>
/// <param name="Gamma">How little easy rows count; 0 is the plain cross-entropy.</param>
public sealed record BinaryFocalCrossentropy(double Gamma = 2) : Loss
{
    internal static Kind<BinaryFocalCrossentropy> Kind { get; } = new("BinaryFocalCrossentropy", c => new(c.Number("gamma", l => l.Gamma, 2))
    {
        FromLogits = Logits.Read(c, l => l.FromLogits),
        LabelSmoothing = c.Number("label_smoothing", l => l.LabelSmoothing, 0),
        Alpha = (c.Number("alpha", l => l.Alpha ?? 0.25, 0.25), c.Flag("apply_class_balancing", l => l.Alpha is not null, false)) is (var alpha, true)
            ? alpha
            : null,
    });

    /// <summary>How little easy rows count; 0 is the plain cross-entropy. Range: 0 or more.</summary>
    public double Gamma { get; init => field = SettingRange.NotNegative(value); } = SettingRange.NotNegative(Gamma);

    /// <inheritdoc/>
    public override string Name => "binary_focal_crossentropy";

    /// <summary>The weight of class 1; class 0 has what is left to 1. Null: no weights. Keras' default when balancing is on is 0.25.
    /// Range: from 0 to 1.</summary>
    public double? Alpha { get; init => field = SettingRange.Share(value); }

    /// <inheritdoc cref="BinaryCrossentropy.FromLogits"/>
    public bool FromLogits { get; init; }

    /// <inheritdoc cref="BinaryCrossentropy.LabelSmoothing"/>
    public double LabelSmoothing { get; init => field = SettingRange.Share(value); }

    /// <inheritdoc/>
    internal override Answers Answers => FromLogits ? Answers.Logits : Answers.AsGiven;

    /// <inheritdoc/>
    internal override bool ReadsProbabilities => !FromLogits;

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        Tensor target = Match(yTrue, yPred);
        if (LabelSmoothing != 0) { target = target * (1 - LabelSmoothing) + 0.5 * LabelSmoothing; }
        Tensor p = FromLogits ? yPred.Sigmoid() : yPred;
        Tensor missed = target * (1 - p) + (1 - target) * p; // 1 − p_t
        Tensor elements = missed.Pow(Gamma) * BinaryCrossentropy.Elements(target, yPred, FromLogits);
        return RowMeans(Alpha is { } alpha ? elements * (target * alpha + (1 - target) * (1 - alpha)) : elements);
    }
}
