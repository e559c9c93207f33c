using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Initializers;

/// <summary>The same value everywhere.</summary>
/// <param name="Value">The value.</param>
public record Constant(double Value = 0) : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomKey key) => values.Fill((float)Value);
}

/// <summary>Zeros: for biases. Kernels of zeros never learn, because equal units stay equal.</summary>
public sealed record Zeros() : Constant(0);

/// <summary>Ones: for scales.</summary>
public sealed record Ones() : Constant(1);
