using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Adds zeros at the edges of images. See <see cref="CropOrPadLayer"/>.</summary>
public sealed class ZeroPadding2D : CropOrPadLayer
{
    internal static Kind<ZeroPadding2D> Kind { get; } = new("ZeroPadding2D", c => new(c));

    /// <summary>As many at every edge.</summary>
    /// <param name="all">How many.</param>
    public ZeroPadding2D(int all = 1) : base(2, all) { }

    /// <summary>A number for each edge.</summary>
    /// <param name="height">How many before the first and behind the last along the height.</param>
    /// <param name="width">How many before the first and behind the last along the width.</param>
    public ZeroPadding2D((int Before, int After) height, (int Before, int After) width) : base([height, width]) { }

    private ZeroPadding2D(IConfig<ZeroPadding2D> c) : base("padding", 2, c) { }

    /// <inheritdoc/>
    private protected override Tensor Change(Tensor x, int axis, int before, int after) => x.Pad(axis, before, after);
}
