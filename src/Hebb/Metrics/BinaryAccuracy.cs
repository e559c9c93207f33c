using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>The share of right answers to yes-or-no questions: a prediction above the threshold is a yes. With several questions a row, their mean.</summary>
/// <param name="Threshold">What a prediction must exceed to be a yes.</param>
public sealed record BinaryAccuracy(double Threshold = 0.5) : RowMean
{
    internal static Kind<BinaryAccuracy> Kind { get; } = new("BinaryAccuracy", c => new(c.Number("threshold", m => m.Threshold, 0.5)));

    /// <summary>What a prediction must exceed to be a yes. Range: any finite number.</summary>
    public double Threshold { get; init => field = SettingRange.Finite(value); } = SettingRange.Finite(Threshold);

    /// <inheritdoc/>
    public override string Name => "binary_accuracy";

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    /// <inheritdoc/>
    internal override bool ReadsProbabilities => Threshold == 0.5;

    /// <inheritdoc/>
    protected override Tensor PerRow(Tensor yTrue, Tensor yPred) => Hits(Name, yTrue, yPred, Threshold);

    /// <summary>1 where the answer is right, else 0.</summary>
    internal static Tensor Hits(string user, Tensor yTrue, Tensor yPred, double threshold)
    {
        Tensor target = Targets.Match(user, yTrue, yPred);
        return (yPred > threshold).Cast(yPred.DType).EqualTo(target).Cast(yPred.DType);
    }
}
