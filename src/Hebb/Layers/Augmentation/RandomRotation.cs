using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Turns images about their middle. See <see cref="RandomImageLayer"/>.</summary>
/// <param name="factor">How far, in full turns: 0.1 stands for −36° to 36°, counter-clockwise.</param>
public sealed class RandomRotation(Spread factor) : RandomWarpLayer
{
    internal static Kind<RandomRotation> Kind { get; } = new("RandomRotation", c => new(c.Spread("factor", l => l.Factor))
    {
        FillMode = c.Choice("fill_mode", l => l.FillMode, s_fills),
        FillValue = c.Number("fill_value", l => l.FillValue, 0),
        Interpolation = c.Choice("interpolation", l => l.Interpolation, s_interpolations, Interpolation.Bilinear),
        DataFormat = ReadFormat(c),
    });

    /// <summary>How far, in full turns.</summary>
    public Spread Factor { get; } = factor.Within(-1, 1, nameof(factor));

    /// <inheritdoc/>
    private protected override (Tensor Rows, Tensor Columns) Places(Tensor x, Tensor row, Tensor column)
    {
        Tensor angle = Each(x, "angle", Factor, 3) * (2 * Math.PI), cos = angle.Cos(), sin = angle.Sin();
        double middle = (x.Shape[1] - 1) / 2.0, center = (x.Shape[2] - 1) / 2.0;
        Tensor down = row - middle, right = column - center;
        return (sin * right + cos * down + middle, cos * right - sin * down + center);
    }
}
