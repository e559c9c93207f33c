using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>x · scale + offset: pixels from 0 to 255 become numbers from 0 to 1 with a scale of 1/255.</summary>
/// <param name="scale">The factor.</param>
/// <param name="offset">What is added.</param>
public sealed class Rescaling(double scale, double offset = 0) : Layer
{
    internal static Kind<Rescaling> Kind { get; } = new("Rescaling", c => new(c.Number("scale", l => l.Scale), c.Number("offset", l => l.Offset, 0)));

    /// <summary>The factor. Range: any finite number.</summary>
    public double Scale { get; } = SettingRange.Finite(scale, nameof(scale));

    /// <summary>What is added. Range: any finite number.</summary>
    public double Offset { get; } = SettingRange.Finite(offset, nameof(offset));

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training) => (x.DType.IsFloat ? x : x.Cast(DType.Float32)) * Scale + Offset;

    /// <inheritdoc/>
    public override string ToString() => $"Rescaling({Scale}, {Offset})";
}
