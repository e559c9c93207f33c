using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Datasets;

/// <summary>Some rows of a data set: what one training step works on.</summary>
/// <remarks>A batch that you were given keeps its values; only batches that nobody but a training loop has seen are filled again.</remarks>
public sealed class Batch
{
    private readonly Tensor[] _tensors;
    private readonly int _inputs;
    private readonly int _targets;

    /// <summary>Rows of one input and one target.</summary>
    public Batch(Tensor x, Tensor y, Tensor? weights = null) : this([x], [y], weights) { }

    /// <summary>Rows of several inputs and targets.</summary>
    /// <param name="inputs">The inputs; their first axis is the rows.</param>
    /// <param name="targets">The targets of the same rows.</param>
    /// <param name="weights">One weight per row.</param>
    /// <exception cref="ShapeException">The numbers of rows differ.</exception>
    public Batch(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> targets, Tensor? weights = null)
    {
        if (inputs.Count == 0) { throw new ArgumentException("Data need at least one input tensor.", nameof(inputs)); }
        if (inputs[0].Rank == 0) { throw new ShapeException("The first axis of data is the rows, but the input is a single number."); }
        Rows = inputs[0].Shape[0];
        (_inputs, _targets) = (inputs.Count, targets.Count);
        _tensors = [
            .. inputs.Select((x, i) => Checked(x, $"Input {i}")),
            .. targets.Select((y, i) => Checked(y, $"Target {i}")),
            .. weights is null ? [] : new[] { Weighing(weights) }];
    }

    /// <summary>Tensors known to fit, of which the first are inputs, the next targets, and what is left weights.</summary>
    internal Batch(Tensor[] tensors, int inputs, int targets)
    {
        (_tensors, _inputs, _targets) = (tensors, inputs, targets);
        Rows = tensors[0].Shape[0];
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The inputs.</summary>
    public IReadOnlyList<Tensor> Inputs => _tensors[.._inputs];

    /// <summary>The targets.</summary>
    public IReadOnlyList<Tensor> Targets => _tensors[_inputs..(_inputs + _targets)];

    /// <summary>One weight per row; null if all count the same.</summary>
    public Tensor? Weights => _tensors.Length > _inputs + _targets ? _tensors[^1] : null;

    /// <summary>Whether somebody may keep it: then it is not filled again.</summary>
    internal bool IsHandedOut { get; set; }

    /// <summary>The arguments of a step: inputs, targets, weights if there are any.</summary>
    internal ReadOnlySpan<Tensor> Arguments => _tensors;

    /// <summary>The number of inputs, without making a list of them.</summary>
    internal int InputCount => _inputs;

    /// <summary>The number of targets, without making a list of them.</summary>
    internal int TargetCount => _targets;

    private Tensor Checked(Tensor tensor, string what)
    {
        if (tensor.Rank == 0 || tensor.Shape[0] != Rows)
        {
            throw new ShapeException($"{what} has shape {tensor.Shape}, but input 0 has {Rows} rows: the first axis of all data is the rows.");
        }

        // Networks train in Float32; converting here, once, keeps the steps free of it.
        Tensor ready = tensor.DType == DType.Float64 ? tensor.Cast(DType.Float32) : tensor;
        ready.Evaluated();
        return ready;
    }

    private Tensor Weighing(Tensor weights)
    {
        Tensor ready = Checked(weights, "The weights");
        return ready.Size == Rows
            ? Checked(ready.Reshape([Rows]).Cast(DType.Float32), "The weights")
            : throw new ShapeException($"There must be one weight per row, {Rows} in all, but the weights have shape {weights.Shape}.");
    }
}
