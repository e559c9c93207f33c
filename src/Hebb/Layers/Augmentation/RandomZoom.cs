using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Makes images larger or smaller about their middle; the extents stay. See <see cref="RandomImageLayer"/>.</summary>
/// <param name="heightFactor">How much of the height is seen more (positive: zooming out) or less: 0.2 stands for −20% to 20%.</param>
/// <param name="widthFactor">The same for the width; null to keep the proportions.</param>
public sealed class RandomZoom(Spread heightFactor, Spread? widthFactor = null) : RandomWarpLayer
{
    internal static Kind<RandomZoom> Kind { get; } = new("RandomZoom", c => new(
        c.Spread("height_factor", l => l.HeightFactor), c.SpreadOrNull("width_factor", l => l.WidthFactor))
    {
        FillMode = c.Choice("fill_mode", l => l.FillMode, s_fills),
        FillValue = c.Number("fill_value", l => l.FillValue, 0),
        Interpolation = c.Choice("interpolation", l => l.Interpolation, s_interpolations, Interpolation.Bilinear),
        DataFormat = ReadFormat(c),
    });

    /// <summary>How much of the height is seen more or less.</summary>
    public Spread HeightFactor { get; } = heightFactor.Within(-1, 1, nameof(heightFactor));

    /// <summary>How much of the width is seen more or less; null to keep the proportions.</summary>
    public Spread? WidthFactor { get; } = widthFactor?.Within(-1, 1, nameof(widthFactor));

    /// <inheritdoc/>
    private protected override (Tensor Rows, Tensor Columns) Places(Tensor x, Tensor row, Tensor column)
    {
        Tensor high = Each(x, "height", HeightFactor, 3) + 1, wide = WidthFactor is { } bounds ? Each(x, "width", bounds, 3) + 1 : high;
        double middle = (x.Shape[1] - 1) / 2.0, center = (x.Shape[2] - 1) / 2.0;
        return ((row - middle) * high + middle + column * 0, (column - center) * wide + center + row * 0);
    }
}
