using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Runs two recurrent layers over a sequence, one from its beginning and one from its end, and puts their outputs together (Schuster and Paliwal, 1997).</summary>
/// <remarks>A mask may follow the sequence; first states are divided between the directions, those of the forward one first.</remarks>
/// <example>
/// <code>
/// Layer both = new Bidirectional(new LSTM(8) { ReturnSequences = true }, new LSTM(8) { ReturnSequences = true, GoBackwards = true });
/// </code>
/// </example>
public sealed class Bidirectional : Layer
{
    /// <summary>A layer of two directions.</summary>
    /// <param name="forward">The layer that runs forward.</param>
    /// <param name="backward">The layer that runs backward: its <see cref="Rnn.GoBackwards"/> is the opposite of the first one's.</param>
    /// <param name="mergeMode">How the outputs are put together.</param>
    /// <exception cref="ArgumentException">Both layers run the same way, or only one of them gives all steps.</exception>
    public Bidirectional(Rnn forward, Rnn backward, MergeMode mergeMode = MergeMode.Concat)
    {
        if (forward.GoBackwards == backward.GoBackwards || forward.ReturnSequences != backward.ReturnSequences)
        {
            throw new ArgumentException($"{forward} and {backward} must run in opposite directions (GoBackwards) and agree about ReturnSequences.", nameof(backward));
        }

        (Forwards, Backwards, MergeMode) = (AddPart("forward_layer", forward), AddPart("backward_layer", backward), mergeMode);
    }

    /// <summary>The layer that runs forward.</summary>
    public Rnn Forwards { get; }

    /// <summary>The layer that runs backward.</summary>
    public Rnn Backwards { get; }

    /// <summary>How the outputs are put together.</summary>
    public MergeMode MergeMode { get; }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs) { }

    /// <inheritdoc/>
    protected override Tensor Forward(IReadOnlyList<Tensor> inputs, bool training)
    {
        Tensor[] shared = [inputs[0], .. inputs.Skip(1).Where(input => input.DType == DType.Bool)];
        Tensor[] states = [.. inputs.Skip(1).Where(input => input.DType != DType.Bool)];
        if (states.Length % 2 != 0) { throw new ShapeException($"{this} expects as many first states for one direction as for the other, but got {states.Length} in all."); }
        Tensor a = Forwards.Apply([.. shared, .. states[..(states.Length / 2)]], training);
        Tensor b = Backwards.Apply([.. shared, .. states[(states.Length / 2)..]], training);
        if (Forwards.ReturnSequences) { b = b.Reverse(1); }
        return MergeMode switch
        {
            MergeMode.Sum => a + b,
            MergeMode.Mul => a * b,
            MergeMode.Ave => (a + b) * 0.5,
            _ => Tensor.Concatenate([a, b]),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => $"Bidirectional({Forwards}, {Backwards})";
}
