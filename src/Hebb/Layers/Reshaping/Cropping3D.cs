using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Takes away elements at the edges of volumes. See <see cref="CropOrPadLayer"/>.</summary>
public sealed class Cropping3D : CropOrPadLayer
{
    internal static Kind<Cropping3D> Kind { get; } = new("Cropping3D", c => new(c));

    /// <summary>As many at every edge.</summary>
    /// <param name="all">How many.</param>
    public Cropping3D(int all = 1) : base(3, all) { }

    /// <summary>A number for each edge.</summary>
    /// <param name="depth">How many before the first and behind the last along the depth.</param>
    /// <param name="height">How many before the first and behind the last along the height.</param>
    /// <param name="width">How many before the first and behind the last along the width.</param>
    public Cropping3D((int Before, int After) depth, (int Before, int After) height, (int Before, int After) width) : base([depth, height, width]) { }

    private Cropping3D(IConfig<Cropping3D> c) : base("cropping", 3, c) { }

    /// <inheritdoc/>
    private protected override Tensor Change(Tensor x, int axis, int before, int after) => Cut(x, axis, before, after);
}
