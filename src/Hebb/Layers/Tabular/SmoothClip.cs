using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// x / √(1 + (x/c)²): numbers around 0 stay nearly what they are, and none gets further than ±c, so that outliers cannot dominate (Holzmüller, Grinsztajn and
/// Steinwart, 2024, "Better by Default", after robust scaling).
/// </summary>
/// <remarks>Input and output have the same shape; there are no weights. ±∞ becomes ±c.</remarks>
public sealed class SmoothClip : Layer
{
    internal static Kind<SmoothClip> Kind { get; } = new("SmoothClip", c => new(c.Number("limit", l => l.Limit, 3))) { Module = "hebb" };

    /// <summary>From here on, times c, the result is ±c to the last bit; squares of larger numbers would be infinite.</summary>
    private const double Far = 1e9;

    /// <summary>A layer that clips.</summary>
    /// <param name="limit">c: what no number exceeds.</param>
    public SmoothClip(double limit = 3) => Limit = SettingRange.Positive(limit, nameof(limit));

    /// <summary>What no number exceeds.</summary>
    public double Limit { get; }

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        Tensor near = ((x.DType.IsFloat ? x : x.Cast(DType.Float32)) * (1 / Limit)).Clip(-Far, Far);
        return near * Limit / (near.Square() + 1).Sqrt();
    }

    /// <inheritdoc/>
    public override string ToString() => $"SmoothClip({Limit})";
}
