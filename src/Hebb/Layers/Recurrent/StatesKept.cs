using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The states that a recurrent layer keeps from batch to batch. They are no weights: neither trained, saved nor counted.</summary>
internal sealed class StatesKept
{
    private readonly Layer _layer;
    private readonly Parameter[] _states;

    /// <summary>Keeps states of these shapes; they start as zeros.</summary>
    public StatesKept(Layer layer, IReadOnlyList<Tensor> zeros)
    {
        _layer = layer;
        _states = Trace.Outside(() => zeros
            .Select((state, i) => new Parameter($"{layer.Name ?? layer.DefaultName}/state_{i}", Tensor.Zeros(state.Shape, state.DType), trainable: false))
            .ToArray());
    }

    /// <summary>The number of rows of each batch.</summary>
    public int Rows => _states[0].Shape[0];

    /// <summary>The states to begin with.</summary>
    /// <param name="like">Tensors of the shapes that the batch needs.</param>
    /// <exception cref="ShapeException">The batch has another number of rows than the first one.</exception>
    public IReadOnlyList<Tensor> For(IReadOnlyList<Tensor> like)
    {
        RequireShapes(like);
        return [.. _states.Select(state => state.Value)];
    }

    /// <summary>Keeps the last states for the next batch.</summary>
    public void Keep(IReadOnlyList<Tensor> last)
    {
        RequireShapes(last);
        for (int i = 0; i < last.Count; i++) { _states[i].Assign(last[i]); }
    }

    /// <summary>Starts with zeros again.</summary>
    public void Reset()
    {
        foreach (Parameter state in _states) { state.Buffer.Write(new byte[state.Buffer.Bytes]); }
    }

    private void RequireShapes(IReadOnlyList<Tensor> states)
    {
        for (int i = 0; i < states.Count; i++)
        {
            if (states[i].Shape == _states[i].Shape) { continue; }
            throw new ShapeException(
                $"{_layer} is stateful: row i of a batch goes on where row i of the batch before ended, so all batches have as many rows as the "
                + "first, but its states have shape "
                + $"{_states[i].Shape}, and this batch needs {states[i].Shape}. "
                + "Choose a batch size that divides the number of rows, for training, evaluating and predicting alike.");
        }
    }
}
