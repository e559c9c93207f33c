using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Moves images down or up, and right or left. See <see cref="RandomImageLayer"/>.</summary>
/// <param name="heightFactor">How far down, as a share of the height: 0.2 stands for −20% to 20%.</param>
/// <param name="widthFactor">How far right, as a share of the width.</param>
public sealed class RandomTranslation(Spread heightFactor, Spread widthFactor) : RandomWarpLayer
{
    internal static Kind<RandomTranslation> Kind { get; } = new("RandomTranslation", c => new(
        c.Spread("height_factor", l => l.HeightFactor), c.Spread("width_factor", l => l.WidthFactor))
    {
        FillMode = c.Choice("fill_mode", l => l.FillMode, s_fills),
        FillValue = c.Number("fill_value", l => l.FillValue, 0),
        Interpolation = c.Choice("interpolation", l => l.Interpolation, s_interpolations, Interpolation.Bilinear),
        DataFormat = ReadFormat(c),
    });

    /// <summary>How far down.</summary>
    public Spread HeightFactor { get; } = heightFactor.Within(-1, 1, nameof(heightFactor));

    /// <summary>How far right.</summary>
    public Spread WidthFactor { get; } = widthFactor.Within(-1, 1, nameof(widthFactor));

    /// <inheritdoc/>
    private protected override (Tensor Rows, Tensor Columns) Places(Tensor x, Tensor row, Tensor column) =>
        (row - Each(x, "down", HeightFactor, 3) * x.Shape[1] + column * 0, column - Each(x, "right", WidthFactor, 3) * x.Shape[2] + row * 0);
}
