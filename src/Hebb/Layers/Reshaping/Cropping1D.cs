using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Takes away elements at the edges of sequences. See <see cref="CropOrPadLayer"/>.</summary>
public sealed class Cropping1D : CropOrPadLayer
{
    internal static Kind<Cropping1D> Kind { get; } = new("Cropping1D", c => new(c));

    /// <summary>As many at every edge.</summary>
    /// <param name="all">How many.</param>
    public Cropping1D(int all = 1) : base(1, all) { }

    /// <summary>A number for each edge.</summary>
    /// <param name="steps">How many before the first and behind the last along the steps.</param>
    public Cropping1D((int Before, int After) steps) : base([steps]) { }

    private Cropping1D(IConfig<Cropping1D> c) : base("cropping", 1, c) { }

    /// <inheritdoc/>
    private protected override Tensor Change(Tensor x, int axis, int before, int after) => Cut(x, axis, before, after);
}
