using Hebb.Activations;
using Hebb.Configuration;

namespace Hebb.Layers;

/// <summary>The plain recurrent layer (Elman, 1990): shape (batch, time, features) becomes (batch, units).</summary>
/// <remarks>What a step computes is said at <see cref="SimpleRNNCell"/>; masks and first states at <see cref="RNN"/>.</remarks>
public sealed class SimpleRNN : GatedRnn
{
    internal static new LayerKind<SimpleRNN> Kind { get; } = new("SimpleRNN", c => new(new(c.Part(l => l._cell)), c)) { Call = Loop };

    private readonly SimpleRNNCell _cell;

    /// <summary>A recurrent layer.</summary>
    /// <param name="units">The size of the state.</param>
    /// <param name="activation">The function of the new state; by default tanh.</param>
    /// <param name="useBias">Whether there is a bias.</param>
    public SimpleRNN(int units, Activation? activation = null, bool useBias = true) : this(new SimpleRNNCell(units, activation, useBias)) { }

    private SimpleRNN(SimpleRNNCell cell) : base(cell) => _cell = cell;

    private SimpleRNN(SimpleRNNCell cell, IConfig<SimpleRNN> c) : base(cell, c) => _cell = cell;

    /// <summary>The size of the state.</summary>
    public int Units => _cell.Units;

    /// <summary>The function of the new state.</summary>
    public Activation Activation => _cell.Activation;
}
