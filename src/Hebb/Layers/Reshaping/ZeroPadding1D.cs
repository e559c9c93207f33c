using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Adds zeros at the edges of sequences. See <see cref="CropOrPadLayer"/>.</summary>
public sealed class ZeroPadding1D : CropOrPadLayer
{
    internal static Kind<ZeroPadding1D> Kind { get; } = new("ZeroPadding1D", c => new(c));

    /// <summary>As many at every edge.</summary>
    /// <param name="all">How many.</param>
    public ZeroPadding1D(int all = 1) : base(1, all) { }

    /// <summary>A number for each edge.</summary>
    /// <param name="steps">How many before the first and behind the last along the steps.</param>
    public ZeroPadding1D((int Before, int After) steps) : base([steps]) { }

    private ZeroPadding1D(IConfig<ZeroPadding1D> c) : base("padding", 1, c) { }

    /// <inheritdoc/>
    private protected override Tensor Change(Tensor x, int axis, int before, int after) => x.Pad(axis, before, after);
}
