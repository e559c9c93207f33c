using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Which ways <see cref="RandomFlip"/> mirrors.</summary>
public enum FlipMode
{
    /// <summary>Left and right, and top and bottom.</summary>
    HorizontalAndVertical,

    /// <summary>Left and right.</summary>
    Horizontal,

    /// <summary>Top and bottom.</summary>
    Vertical,
}

/// <summary>Mirrors every other image, by chance. See <see cref="RandomImageLayer"/>.</summary>
/// <param name="mode">Which ways.</param>
public sealed class RandomFlip(FlipMode mode = FlipMode.HorizontalAndVertical) : RandomImageLayer
{
    internal static Kind<RandomFlip> Kind { get; } = new("RandomFlip", c =>
        new(c.Choice("mode", l => l.Mode, ["horizontal_and_vertical", "horizontal", "vertical"])) { DataFormat = ReadFormat(c) });

    /// <summary>Which ways.</summary>
    public FlipMode Mode { get; } = mode;

    /// <inheritdoc/>
    private protected override Tensor Change(Tensor x)
    {
        if (Mode != FlipMode.Vertical) { x = Tensor.Where(Each(x, "horizontal", (0, 1)) < 0.5, x.Reverse(2), x); }
        return Mode != FlipMode.Horizontal ? Tensor.Where(Each(x, "vertical", (0, 1)) < 0.5, x.Reverse(1), x) : x;
    }
}
