using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>−Σ y·ln p over the last axis: one of many classes. Targets are one-hot (or any distribution); for class numbers there is
/// <see cref="SparseCategoricalCrossentropy"/>.</summary>
/// <remarks>
/// If the predictions are a softmax's, the loss is computed from what goes into it, ln Σ eᶻ − Σ y·z, which stays exact where p rounds to 0 or 1. Otherwise p is
/// divided by its sum and cut to [10⁻⁷, 1 − 10⁻⁷], as in Keras.
/// </remarks>
public sealed record CategoricalCrossentropy : Loss
{
    internal static Kind<CategoricalCrossentropy> Kind { get; } = new("CategoricalCrossentropy", c => new()
    {
        FromLogits = Logits.Read(c, l => l.FromLogits),
        LabelSmoothing = c.Number("label_smoothing", l => l.LabelSmoothing, 0),
    });

    /// <inheritdoc/>
    public override string Name => "categorical_crossentropy";

    /// <summary>Whether predictions are logits z, any numbers, of which p = softmax(z).</summary>
    public bool FromLogits { get; init; }

    /// <summary>How far targets are moved towards the even distribution: with 0.1 and ten classes, targets 0 and 1 become 0.01 and 0.91.
    /// Range: from 0 to 1.</summary>
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
        return RowMeans(-(target * Logits.LogProbabilities(yPred, FromLogits)).Sum(-1));
    }
}
