using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>max(x, 0) as a layer, with Keras' options: x above the threshold, at most <see cref="MaxValue"/>; slope · (x − threshold) up to it.</summary>
/// <remarks>Input and output have the same shape.</remarks>
public sealed class ReLU : Layer
{
    internal static Kind<ReLU> Kind { get; } = new("ReLU", c => new()
    {
        MaxValue = c.NumberOrNull("max_value", l => l.MaxValue),
        NegativeSlope = c.Number("negative_slope", l => l.NegativeSlope, 0),
        Threshold = c.Number("threshold", l => l.Threshold, 0),
    });

    /// <summary>The largest output; null: no bound. Range: 0 or more.</summary>
    public double? MaxValue { get; init => field = SettingRange.NotNegative(value); }

    /// <summary>The slope below the threshold. Range: 0 or more.</summary>
    public double NegativeSlope { get; init => field = SettingRange.NotNegative(value); }

    /// <summary>Above what inputs pass; the threshold itself does not, as in Keras. Range: 0 or more.</summary>
    public double Threshold { get; init => field = SettingRange.NotNegative(value); }

    /// <inheritdoc/>
    public override string DefaultName => "re_lu";

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        Tensor y = NegativeSlope == 0 && Threshold == 0
            ? x.Relu()
            : Tensor.Where(x > Threshold, x, (x - Threshold) * NegativeSlope);
        return MaxValue is { } most ? y.Minimum(most) : y;
    }
}
