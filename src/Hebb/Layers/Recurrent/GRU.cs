using Hebb.Activations;
using Hebb.Configuration;

namespace Hebb.Layers;

/// <summary>The gated recurrent unit (Cho et al., 2014): shape (batch, time, features) becomes (batch, units).</summary>
/// <remarks>What a step computes is said at <see cref="GRUCell"/>; masks and first states at <see cref="RNN"/>.</remarks>
public sealed class GRU : GatedRnn
{
    internal static new LayerKind<GRU> Kind { get; } = new("GRU", c => new(new(c.Part(l => l._cell)), c)) { Call = Loop };

    private readonly GRUCell _cell;

    /// <summary>A recurrent layer.</summary>
    /// <param name="units">The size of the state.</param>
    /// <param name="activation">The function of the new state; by default tanh.</param>
    /// <param name="recurrentActivation">The function of the gates; by default the sigmoid.</param>
    /// <param name="useBias">Whether there is a bias.</param>
    public GRU(int units, Activation? activation = null, Activation? recurrentActivation = null, bool useBias = true)
        : this(new GRUCell(units, activation, recurrentActivation, useBias)) { }

    private GRU(GRUCell cell) : base(cell) => _cell = cell;

    private GRU(GRUCell cell, IConfig<GRU> c) : base(cell, c) => _cell = cell;

    /// <summary>The size of the state.</summary>
    public int Units => _cell.Units;

    /// <summary>The function of the new state.</summary>
    public Activation Activation => _cell.Activation;

    /// <summary>The function of the gates.</summary>
    public Activation RecurrentActivation => _cell.RecurrentActivation;

    /// <summary>Whether the reset gate is applied after the product with the recurrent kernel, which then has a bias of its own.</summary>
    public bool ResetAfter { get => _cell.ResetAfter; init => _cell.ResetAfter = value; }
}
