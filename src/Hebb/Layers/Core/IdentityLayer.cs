using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Passes its input on (Keras' <c>Identity</c>; named so because <see cref="Initializers.Identity"/> is the matrix): a place to put a name or an
/// <see cref="Layer.ActivityRegularizer"/>.</summary>
public sealed class IdentityLayer : Layer
{
    internal static Kind<IdentityLayer> Kind { get; } = new("Identity", _ => new());

    /// <inheritdoc/>
    public override string DefaultName => "identity";

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training) => x;
}
