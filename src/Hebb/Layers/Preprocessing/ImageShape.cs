using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>What layers of images expect.</summary>
internal static class ImageShape
{
    /// <summary>Refuses what is no batch of images.</summary>
    /// <exception cref="ShapeException">It is something else.</exception>
    public static void Check(Layer layer, Tensor x)
    {
        if (x.Rank != 4) { throw new ShapeException($"{layer} expects images of shape (batch, height, width, channels), but got shape {x.Shape}."); }
    }

    /// <summary>Pixels as fractional numbers.</summary>
    public static Tensor Floats(Tensor x) => x.DType.IsFloat ? x : x.Cast(DType.Float32);
}
