using Hebb.Activations;
using Hebb.Configuration;

namespace Hebb.Layers;

/// <summary>Long short-term memory (Hochreiter and Schmidhuber, 1997): shape (batch, time, features) becomes (batch, units).</summary>
/// <remarks>What a step computes is said at <see cref="LSTMCell"/>; masks and first states at <see cref="RNN"/>.</remarks>
public sealed class LSTM : GatedRnn
{
    internal static new LayerKind<LSTM> Kind { get; } = new("LSTM", c => new(new(c.Part(l => l._cell)), c)) { Call = Loop };

    private readonly LSTMCell _cell;

    /// <summary>A recurrent layer.</summary>
    /// <param name="units">The size of the state.</param>
    /// <param name="activation">The function of the new state; by default tanh.</param>
    /// <param name="recurrentActivation">The function of the gates; by default the sigmoid.</param>
    /// <param name="useBias">Whether there is a bias.</param>
    public LSTM(int units, Activation? activation = null, Activation? recurrentActivation = null, bool useBias = true)
        : this(new LSTMCell(units, activation, recurrentActivation, useBias)) { }

    private LSTM(LSTMCell cell) : base(cell) => _cell = cell;

    private LSTM(LSTMCell cell, IConfig<LSTM> c) : base(cell, c) => _cell = cell;

    /// <summary>The size of the state.</summary>
    public int Units => _cell.Units;

    /// <summary>The function of the new state.</summary>
    public Activation Activation => _cell.Activation;

    /// <summary>The function of the gates.</summary>
    public Activation RecurrentActivation => _cell.RecurrentActivation;

    /// <summary>Whether the forget gate's bias starts at 1, so that the state is kept at first.</summary>
    public bool UnitForgetBias { get => _cell.UnitForgetBias; init => _cell.UnitForgetBias = value; }
}
