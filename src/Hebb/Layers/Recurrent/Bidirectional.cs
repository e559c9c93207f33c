using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Runs two recurrent layers over a sequence, one from its beginning and one from its end, and puts their outputs together
/// (Schuster and Paliwal, 1997).</summary>
/// <remarks>
/// A mask may follow the sequence, which otherwise has its own (<see cref="Tensor.Mask"/>); first states are divided between the directions, those of the
/// forward one first. If the layers give all steps, those that do not count are zero. <see cref="Layer.ApplyAll(IReadOnlyList{Tensor}, bool?)"/> gives both
/// outputs if they are not put together (<see cref="MergeMode.None"/>), and behind them the states, forward ones first, if the layers return them.
/// </remarks>
/// <example>
/// <code>
/// Layer both = new Bidirectional(new LSTM(8) { ReturnSequences = true }, new LSTM(8) { ReturnSequences = true, GoBackwards = true });
/// </code>
/// </example>
public sealed class Bidirectional : Layer
{
    internal static LayerKind<Bidirectional> Kind { get; } = new("Bidirectional", c =>
    {
        RNN forward = c.Layer("layer", l => l.Forwards, "a recurrent layer");
        if (c.Instance is null && !c.Node.Has("backward_layer"))
        {
            // Keras 2 wrote it only if it was not made of the forward one.
            c.Node.Json["backward_layer"] = c.Node.Json["layer"]!.DeepClone();
            c.Node.Json["backward_layer"]!["config"]!["go_backwards"] = !forward.GoBackwards;
        }

        RNN backward = c.Layer("backward_layer", l => l.Backwards, "a recurrent layer");
        return new(forward, backward, c.Choice("merge_mode", l => l.MergeMode, ["concat", "sum", "mul", "ave", null]));
    })
    {
        Call = RNN.Loop,
    };

    /// <summary>A layer of two directions.</summary>
    /// <param name="forward">The layer that runs forward.</param>
    /// <param name="backward">The layer that runs backward: its <see cref="RNN.GoBackwards"/> is the opposite of the first one's.</param>
    /// <param name="mergeMode">How the outputs are put together.</param>
    /// <exception cref="ArgumentException">Both layers run the same way, or give different things.</exception>
    public Bidirectional(RNN forward, RNN backward, MergeMode mergeMode = MergeMode.Concat)
    {
        if (forward.GoBackwards == backward.GoBackwards
            || forward.ReturnSequences != backward.ReturnSequences
            || forward.ReturnState != backward.ReturnState
            || forward.Stateful != backward.Stateful)
        {
            throw new ArgumentException(
                $"{forward} and {backward} must run in opposite directions (GoBackwards) and agree about ReturnSequences, ReturnState and Stateful.",
                nameof(backward));
        }

        (Forwards, Backwards, MergeMode) = (AddPart("forward_layer", forward), AddPart("backward_layer", backward), mergeMode);
        // As in Keras: the direction that has nothing to say about a step must not change what the other one says.
        forward.ZeroesOutput = backward.ZeroesOutput = forward.ReturnSequences;
    }

    /// <summary>The layer that runs forward.</summary>
    public RNN Forwards { get; }

    /// <summary>The layer that runs backward.</summary>
    public RNN Backwards { get; }

    /// <summary>How the outputs are put together.</summary>
    public MergeMode MergeMode { get; }

    /// <summary>Makes the next batch begin with zeros in both directions. Only layers that are <see cref="RNN.Stateful"/> keep states.</summary>
    public void ResetStates()
    {
        Forwards.ResetStates();
        Backwards.ResetStates();
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs) { }

    /// <inheritdoc/>
    protected override Tensor Forward(IReadOnlyList<Tensor> inputs, bool training) => ForwardAll(inputs, training)[0];

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor> ForwardAll(IReadOnlyList<Tensor> inputs, bool training)
    {
        Tensor[] shared = [inputs[0], .. inputs.Skip(1).Where(input => input.DType == DType.Bool)];
        Tensor[] states = [.. inputs.Skip(1).Where(input => input.DType != DType.Bool)];
        if (states.Length % 2 != 0)
        {
            throw new ShapeException($"{this} expects as many first states for one direction as for the other, but got {states.Length} in all.");
        }

        IReadOnlyList<Tensor> forward = Forwards.ApplyAll([.. shared, .. states[..(states.Length / 2)]], training);
        IReadOnlyList<Tensor> backward = Backwards.ApplyAll([.. shared, .. states[(states.Length / 2)..]], training);
        (Tensor a, Tensor b) = (forward[0], backward[0]);
        if (Forwards.ReturnSequences)
        {
            b = b.Reverse(1);
            b.Mask = a.Mask;
        }

        IEnumerable<Tensor> outputs = MergeMode switch
        {
            MergeMode.Sum => [a + b],
            MergeMode.Mul => [a * b],
            MergeMode.Ave => [(a + b) * 0.5],
            MergeMode.None => [a, b],
            _ => [Tensor.Concatenate([a, b])],
        };
        return [.. outputs, .. forward.Skip(1), .. backward.Skip(1)];
    }

    /// <inheritdoc/>
    protected override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs) => Forwards.ReturnSequences ? RNN.MaskOf(inputs) : null;

    /// <inheritdoc/>
    public override string ToString() => $"Bidirectional({Forwards}, {Backwards})";
}
