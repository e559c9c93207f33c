using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>
/// −Σ α·(1 − p)^γ·y·ln p over the last axis: the categorical cross-entropy in which rows that are easy hardly count (Lin et al., 2017). Targets are
/// one-hot.
/// </summary>
/// <remarks>
/// Probabilities are divided by their sum and cut to [10⁻⁷, 1 − 10⁻⁷], as in Keras; behind a softmax the loss is computed from what goes into it.
/// </remarks>
/// <param name="Gamma">How little easy rows count; 0 is the plain cross-entropy times α.</param>
public sealed record CategoricalFocalCrossentropy(double Gamma = 2) : Loss
{
    internal static Kind<CategoricalFocalCrossentropy> Kind { get; } = new("CategoricalFocalCrossentropy", c => new(c.Number("gamma", l => l.Gamma, 2))
    {
        Alpha = c.Number("alpha", l => l.Alpha, 0.25),
        FromLogits = Logits.Read(c, l => l.FromLogits),
        LabelSmoothing = c.Number("label_smoothing", l => l.LabelSmoothing, 0),
    });

    /// <summary>How little easy rows count; 0 is the plain cross-entropy times α. Range: 0 or more.</summary>
    public double Gamma { get; init => field = SettingRange.NotNegative(value); } = SettingRange.NotNegative(Gamma);

    /// <inheritdoc/>
    public override string Name => "categorical_focal_crossentropy";

    /// <summary>α: what the loss is multiplied by. Range: 0 or more.</summary>
    public double Alpha { get; init => field = SettingRange.NotNegative(value); } = 0.25;

    /// <inheritdoc cref="CategoricalCrossentropy.FromLogits"/>
    public bool FromLogits { get; init; }

    /// <inheritdoc cref="CategoricalCrossentropy.LabelSmoothing"/>
    public double LabelSmoothing { get; init => field = SettingRange.Share(value); }

    /// <inheritdoc/>
    internal override Answers Answers => FromLogits ? Answers.LogitsOfClasses : Answers.AsGiven;

    /// <inheritdoc/>
    internal override bool ReadsProbabilities => !FromLogits;

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        Tensor target = Match(yTrue, yPred);
        if (LabelSmoothing != 0) { target = target * (1 - LabelSmoothing) + LabelSmoothing / yPred.Shape[^1]; }
        Tensor logs = Logits.LogProbabilities(yPred, FromLogits);
        return RowMeans((target * logs * (1 - logs.Exp()).Maximum(Epsilon).Pow(Gamma)).Sum(-1)) * -Alpha;
    }
}
