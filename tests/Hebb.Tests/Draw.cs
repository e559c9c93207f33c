using Hebb.Tensors;

namespace Hebb.Tests;

/// <summary>Random shapes and values for tests over tables; a seed repeats them.</summary>
internal static class Draw
{
    public static Shape Shape(Random random, int minRank = 1, int maxRank = 4, int largest = 4) =>
        Hebb.Tensors.Shape.Create([.. Enumerable.Range(0, random.Next(minRank, maxRank + 1)).Select(_ => random.Next(1, largest + 1))]);

    public static Tensor Floats(Random random, Shape shape, double low = -2, double high = 2) =>
        Tensor.Create<float>([.. Enumerable.Range(0, (int)shape.Size).Select(_ => (float)(low + (high - low) * random.NextDouble()))], shape);

    public static Tensor Integers(Random random, Shape shape, int end) =>
        Tensor.Create<int>([.. Enumerable.Range(0, (int)shape.Size).Select(_ => random.Next(end))], shape);

    /// <summary>A shape that broadcasts to the given one.</summary>
    public static Shape Narrower(Random random, Shape shape) =>
        Hebb.Tensors.Shape.Create([.. shape.Dimensions[random.Next(shape.Rank)..].ToArray().Select(extent => random.Next(3) == 0 ? 1 : extent)]);

    /// <summary>One-hot rows along the last axis.</summary>
    public static Tensor OneHot(Random random, Shape shape)
    {
        float[] values = new float[shape.Size];
        for (int row = 0; row < values.Length / shape[^1]; row++) { values[row * shape[^1] + random.Next(shape[^1])] = 1; }
        return Tensor.Create<float>(values, shape);
    }
}
