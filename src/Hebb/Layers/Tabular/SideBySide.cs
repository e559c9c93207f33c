using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Linear maps side by side: each feature of a table, or each member of an ensemble, has its own.</summary>
internal static class SideBySide
{
    /// <summary>The equation of the product: (batch, maps, inputs) · (maps, inputs, units) is (batch, maps, units).</summary>
    public const string Equation = "abc,bcd->abd";

    /// <summary>Applies each map to its inputs.</summary>
    public static Tensor Product(Tensor x, Tensor kernels) => Tensor.Einsum(Equation, x, kernels);

    /// <summary>The starting values of what is added to sums of so many inputs, as PyTorch has them: evenly from ±1/√inputs.</summary>
    public static Initializer Bias(int inputs) => new Initializers.RandomUniform(-1 / Math.Sqrt(inputs), 1 / Math.Sqrt(inputs));

    /// <summary>Refuses what is not rows of features.</summary>
    /// <exception cref="ShapeException">The input has another number of axes, or other features than the weights.</exception>
    public static void RequireFeatures(Layer layer, Shape input, int? features)
    {
        if (input.Rank != 2)
        {
            throw new ShapeException($"{layer} expects rows of features, shape (batch, features), but got shape {input}. Flatten or Reshape it first.");
        }

        if (features is { } count && input[1] != count) { throw new ShapeException($"{layer} was built for {count} features, but got shape {input}."); }
    }
}

/// <summary>Fills each of the kernels that lie along the first axis as if it were alone, so that it counts its own inputs only.</summary>
internal sealed record EachByItself(Initializer Kernel) : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomKey key)
    {
        int size = checked((int)shape[1..].Size);
        for (int i = 0; i < shape[0]; i++) { Kernel.Fill(values.Slice(i * size, size), shape[1..], key.Child(i)); }
    }
}
