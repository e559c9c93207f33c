using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// A layer that changes images at random while training, each in its own way, so that a network sees ever new ones; otherwise it passes them on. Images are
/// (batch, height, width, channels). The numbers follow from the layer's key and the step: runs repeat bit for bit.
/// </summary>
public abstract class RandomImageLayer : SpatialLayer
{
    private protected RandomImageLayer() { }

    /// <summary>Where the channels stand, with the seed that Keras writes beside it: our numbers follow from the key.</summary>
    private protected static DataFormat ReadFormat(IConfig<RandomImageLayer> c)
    {
        c.WriteOnly("seed", null);
        return c.DataFormat(l => l.DataFormat);
    }

    /// <inheritdoc/>
    private protected override Tensor ForwardLast(Tensor x, bool training)
    {
        ImageShape.Check(this, x);
        return training ? Change(ImageShape.Floats(x)) : x;
    }

    /// <summary>Changes images.</summary>
    private protected abstract Tensor Change(Tensor x);

    /// <summary>A random number for each image, of shape (batch, 1, 1, 1) or of fewer axes.</summary>
    private protected Tensor Each(Tensor x, string use, Spread bounds, int rank = 4) =>
        Tensor.RandomUniform([x.Shape[0], .. Enumerable.Repeat(1, rank - 1)], Randomness(use), bounds.Low, bounds.High);

    /// <inheritdoc/>
    public override string ToString() => GetType().Name;
}
