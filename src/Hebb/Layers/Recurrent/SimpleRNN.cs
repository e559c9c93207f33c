using Hebb.Activations;

namespace Hebb.Layers;

/// <summary>The plain recurrent layer (Elman, 1990): shape (batch, time, features) becomes (batch, units).</summary>
/// <remarks>What a step computes is said at <see cref="SimpleRNNCell"/>; masks and first states at <see cref="Rnn"/>.</remarks>
public sealed class SimpleRNN : GatedRnn
{
    private readonly SimpleRNNCell _cell;

    /// <summary>A recurrent layer.</summary>
    /// <param name="units">The size of the state.</param>
    /// <param name="activation">The function of the new state; by default tanh.</param>
    /// <param name="useBias">Whether there is a bias.</param>
    public SimpleRNN(int units, Activation? activation = null, bool useBias = true) : this(new SimpleRNNCell(units, activation, useBias)) { }

    /// <summary>A layer of a cell that has its settings.</summary>
    internal SimpleRNN(SimpleRNNCell cell) : base(cell) => _cell = cell;

    /// <summary>The size of the state.</summary>
    public int Units => _cell.Units;

    /// <summary>The function of the new state.</summary>
    public Activation Activation => _cell.Activation;
}
