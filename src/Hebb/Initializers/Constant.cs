using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Initializers;

/// <summary>The same value everywhere.</summary>
/// <param name="Value">The value.</param>
public record Constant(double Value = 0) : Initializer
{
    internal static Kind<Constant> Kind { get; } = new("Constant", c => new(c.Number("value", i => i.Value, 0)));

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomKey key) => values.Fill((float)Value);
}

/// <summary>Zeros: for biases. Kernels of zeros never learn, because equal units stay equal.</summary>
public sealed record Zeros() : Constant(0)
{
    internal static new Kind<Zeros> Kind { get; } = new("Zeros", _ => new()) { Aliases = ["zero"] };
}

/// <summary>Ones: for scales.</summary>
public sealed record Ones() : Constant(1)
{
    internal static new Kind<Ones> Kind { get; } = new("Ones", _ => new()) { Aliases = ["one"] };
}
