using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>A step of the plain recurrent network: h = activation(x · W + h · U + b). Weights: kernel (features, units), recurrent_kernel (units,
/// units), bias (units).</summary>
public sealed class SimpleRNNCell : GatedCell
{
    internal static Kind<SimpleRNNCell> Kind { get; } = new("SimpleRNNCell", c => new(c));

    /// <summary>A cell.</summary>
    /// <param name="units">The size of the state.</param>
    /// <param name="activation">By default tanh.</param>
    /// <param name="useBias">Whether there is a bias.</param>
    public SimpleRNNCell(int units, Activation? activation = null, bool useBias = true) : base(units, 1, activation, useBias) { }

    /// <summary>A cell of its settings.</summary>
    internal SimpleRNNCell(IConfig<SimpleRNNCell> c) : base("units", 1, c) { }

    /// <inheritdoc/>
    public override (Tensor Output, IReadOnlyList<Tensor> States) Step(IReadOnlyList<Tensor> x, IReadOnlyList<Tensor> states, bool training)
    {
        Tensor h = Activation.Apply(x[0] + Recurrent(Seen(states[0], training), 0));
        return (h, [h]);
    }
}
