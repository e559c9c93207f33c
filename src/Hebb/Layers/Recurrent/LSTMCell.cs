using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// A step of long short-term memory (Hochreiter and Schmidhuber, 1997, with the forget gate of Gers): i, f, o = σ(x · W + h · U + b), c = f · c + i
/// · tanh(…), h = o · tanh(c). Weights: kernel (features, 4 · units), recurrent_kernel (units, 4 · units), bias (4 · units), with the gates in the
/// order i, f, c, o. States: h, c.
/// </summary>
public sealed class LSTMCell : GatedCell
{
    internal static Kind<LSTMCell> Kind { get; } = new("LSTMCell", c => new(c));

    /// <summary>A cell.</summary>
    /// <param name="units">The size of each state.</param>
    /// <param name="activation">By default tanh.</param>
    /// <param name="recurrentActivation">The function of the gates; by default the sigmoid.</param>
    /// <param name="useBias">Whether there is a bias.</param>
    public LSTMCell(int units, Activation? activation = null, Activation? recurrentActivation = null, bool useBias = true)
        : base(units, 4, activation, useBias) => RecurrentActivation = recurrentActivation ?? Activation.Sigmoid;

    /// <summary>A cell of its settings.</summary>
    internal LSTMCell(IConfig<LSTMCell> c) : base("units", 4, c)
    {
        RecurrentActivation = c.Activation("recurrent_activation", l => l.RecurrentActivation, Activation.Sigmoid);
        UnitForgetBias = c.Flag("unit_forget_bias", l => l.UnitForgetBias, true);
    }

    /// <summary>The function of the gates.</summary>
    public Activation RecurrentActivation { get; }

    /// <summary>Whether the forget gate's bias starts at 1, so that the state is kept at first (Jozefowicz et al., 2015).</summary>
    public bool UnitForgetBias { get; set => field = BeforeBuilt(value); } = true;

    private protected override (Initializer Start, Shape Shape) BiasStart => (UnitForgetBias ? new ForgetBias(BiasInitializer) : BiasInitializer, [4 * Units]);

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> StateShapes(Shape step) => [[Units], [Units]];

    /// <inheritdoc/>
    public override (Tensor Output, IReadOnlyList<Tensor> States) Step(IReadOnlyList<Tensor> x, IReadOnlyList<Tensor> states, bool training)
    {
        Tensor seen = Seen(states[0], training);
        Tensor input = RecurrentActivation.Apply(x[0] + Recurrent(seen, 0));
        Tensor forget = RecurrentActivation.Apply(x[1] + Recurrent(seen, 1));
        Tensor output = RecurrentActivation.Apply(x[3] + Recurrent(seen, 3));
        Tensor c = forget * states[1] + input * Activation.Apply(x[2] + Recurrent(seen, 2));
        Tensor h = output * Activation.Apply(c);
        return (h, [h, c]);
    }
}
