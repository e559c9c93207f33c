using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// A step of the gated recurrent unit (Cho et al., 2014): z, r = σ(x · W + h · U + b), h = z · h + (1 − z) · tanh(x · W + r · (h · U + b′) + b). Without
/// <see cref="ResetAfter"/> the reset gate comes before the product: tanh(x · W + (r · h) · U + b).
/// Weights: kernel (features, 3 · units), recurrent_kernel (units, 3 · units), bias (2, 3 · units) or (3 · units), with the gates in the order z, r, h.
/// </summary>
public sealed class GRUCell : GatedCell
{
    internal static Kind<GRUCell> Kind { get; } = new("GRUCell", c => new(c));

    /// <summary>A cell.</summary>
    /// <param name="units">The size of the state.</param>
    /// <param name="activation">By default tanh.</param>
    /// <param name="recurrentActivation">The function of the gates; by default the sigmoid.</param>
    /// <param name="useBias">Whether there are biases.</param>
    public GRUCell(int units, Activation? activation = null, Activation? recurrentActivation = null, bool useBias = true)
        : base(units, 3, activation, useBias) => RecurrentActivation = recurrentActivation ?? Activation.Sigmoid;

    /// <summary>A cell of its settings.</summary>
    internal GRUCell(IConfig<GRUCell> c) : base("units", 3, c)
    {
        RecurrentActivation = c.Activation("recurrent_activation", l => l.RecurrentActivation, Activation.Sigmoid);
        ResetAfter = c.Flag("reset_after", l => l.ResetAfter, false); // Keras 1 and 2.0 did not know it, and meant false
    }

    /// <summary>The function of the gates.</summary>
    public Activation RecurrentActivation { get; }

    /// <summary>Whether the reset gate is applied after the product with the recurrent kernel, which then has a bias of its own.</summary>
    public bool ResetAfter { get; set => field = BeforeBuilt(value); } = true;

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
