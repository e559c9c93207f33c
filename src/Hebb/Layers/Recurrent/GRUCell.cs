using Hebb.Activations;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// A step of the gated recurrent unit (Cho et al., 2014): z, r = σ(x · W + h · U + b), h = z · h + (1 − z) · tanh(x · W + r · (h · U + b′) + b). Without
/// <see cref="ResetAfter"/> the reset gate comes before the product: tanh(x · W + (r · h) · U + b).
/// Weights: kernel (features, 3 · units), recurrent_kernel (units, 3 · units), bias (2, 3 · units) or (3 · units), with the gates in the order z, r, h.
/// </summary>
/// <param name="units">The size of the state.</param>
/// <param name="activation">By default tanh.</param>
/// <param name="recurrentActivation">The function of the gates; by default the sigmoid.</param>
/// <param name="useBias">Whether there are biases.</param>
public sealed class GRUCell(int units, Activation? activation = null, Activation? recurrentActivation = null, bool useBias = true) : GatedCell(units, 3, activation, useBias)
{
    /// <summary>The function of the gates.</summary>
    public Activation RecurrentActivation { get; } = recurrentActivation ?? Activation.Sigmoid;

    /// <summary>Whether the reset gate is applied after the product with the recurrent kernel, which then has a bias of its own.</summary>
    public bool ResetAfter { get; set; } = true;

    private protected override (Initializer Start, Shape Shape) BiasStart => (BiasInitializer, ResetAfter ? [2, 3 * Units] : [3 * Units]);

    private protected override Tensor? InputBias => ResetAfter ? Bias?.Value.Slice(0, ..1).Squeeze(0) : Bias?.Value;

    /// <inheritdoc/>
    public override (Tensor Output, IReadOnlyList<Tensor> States) Step(IReadOnlyList<Tensor> x, IReadOnlyList<Tensor> states, bool training)
    {
        Tensor seen = Seen(states[0], training);
        Tensor z = RecurrentActivation.Apply(x[0] + Inner(seen, 0)), r = RecurrentActivation.Apply(x[1] + Inner(seen, 1));
        Tensor candidate = Activation.Apply(x[2] + (ResetAfter ? r * Inner(seen, 2) : Recurrent(r * seen, 2)));
        Tensor h = z * states[0] + (1 - z) * candidate;
        return (h, [h]);
    }

    private Tensor Inner(Tensor state, int gate)
    {
        Tensor product = Recurrent(state, gate);
        return ResetAfter && Bias is not null ? product + Gate(Bias.Value.Slice(0, 1..).Squeeze(0), gate) : product;
    }
}
