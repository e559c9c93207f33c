using Hebb.Losses;

namespace Hebb.Explaining;

/// <summary>What an explanation is to show.</summary>
public sealed record ExplainOptions
{
    /// <summary>η of the step of gradient descent, w − η·∂E/∂w; null for the rate of the model's optimizer, or 0.01 if it has none. Range: 0 or more.</summary>
    public double? LearningRate { get; init => field = SettingRange.NotNegative(value); }

    /// <summary>What is derived; null for the loss that the model was compiled with.</summary>
    public Loss? Loss { get; init; }

    /// <summary>How weights are named.</summary>
    public WeightNumbering Numbering { get; init; }

    /// <summary>Whether the step changes biases; examples done by hand often leave them as they are.</summary>
    public bool UpdateBiases { get; init; } = true;

    /// <summary>How many digits behind the point are written; numbers are computed in float64 in any case. Range: 0 or more.</summary>
    public int Decimals { get; init => field = SettingRange.AtLeast(0, value); } = 9;

    /// <summary>Names of the inputs, one for each number of the row; null for i1, i2, ….</summary>
    public IReadOnlyList<string>? InputNames { get; init; }
}
