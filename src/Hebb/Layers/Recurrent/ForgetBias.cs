using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The bias of four gates: ones for the second, the forget gate, so that the state is kept at first (Jozefowicz et al., 2015); the usual
/// values for the others.</summary>
/// <param name="Others">The usual values.</param>
internal sealed record ForgetBias(Initializer Others) : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomKey key)
    {
        Others.Fill(values, shape, key);
        values.Slice(values.Length / 4, values.Length / 4).Fill(1);
    }
}
