using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Takes away elements at the edges of images. See <see cref="CropOrPadLayer"/>.</summary>
public sealed class Cropping2D : CropOrPadLayer
{
    internal static Kind<Cropping2D> Kind { get; } = new("Cropping2D", c => new(c));

    /// <summary>As many at every edge.</summary>
    /// <param name="all">How many.</param>
    public Cropping2D(int all = 1) : base(2, all) { }

    /// <summary>A number for each edge.</summary>
    /// <param name="height">How many before the first and behind the last along the height.</param>
    /// <param name="width">How many before the first and behind the last along the width.</param>
    public Cropping2D((int Before, int After) height, (int Before, int After) width) : base([height, width]) { }

    private Cropping2D(IConfig<Cropping2D> c) : base("cropping", 2, c) { }

    /// <inheritdoc/>
    private protected override Tensor Change(Tensor x, int axis, int before, int after) => Cut(x, axis, before, after);
}
