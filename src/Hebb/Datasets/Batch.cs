using System.Runtime.CompilerServices;
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
    /// <inheritdoc cref="Batch(IReadOnlyList{Tensor}, IReadOnlyList{Tensor}, Tensor?)"/>
    public Batch(Tensor x, Tensor y, Tensor? weights = null) : this([x], [y], weights) { }

    /// <summary>Rows of several inputs and targets.</summary>
    /// <param name="inputs">The inputs; their first axis is the rows.</param>
    /// <param name="targets">The targets of the same rows.</param>
    /// <param name="weights">One weight per row, for all targets; or, with one target of steps (batch, time, …), one per step.</param>
    /// <exception cref="ShapeException">The numbers of rows or steps differ.</exception>
    [OverloadResolutionPriority(1)]
    public Batch(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> targets, Tensor? weights = null)
        : this(inputs, targets, weights is null ? [] : Shared(weights, targets)) { }

    /// <summary>Rows whose weights differ from target to target.</summary>
    /// <param name="inputs">The inputs; their first axis is the rows.</param>
    /// <param name="targets">The targets of the same rows.</param>
    /// <param name="weights">For each target one weight per row, or one per step (batch, time, …); null where all count the same. Empty for no weights.</param>
    /// <exception cref="ArgumentException">There are not as many weights as targets.</exception>
    /// <exception cref="ShapeException">The numbers of rows or steps differ.</exception>
    public Batch(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> targets, IReadOnlyList<Tensor?> weights)
    {
        if (weights.Count > 1 && weights.Count != targets.Count)
        {
            throw new ArgumentException($"There are {targets.Count} targets, but weights for {weights.Count}: give weights for each, null where all count 1.");
        }

        if (inputs.Count == 0) { throw new ArgumentException("Data need at least one input tensor.", nameof(inputs)); }
        if (inputs[0].Rank == 0) { throw new ShapeException("The first axis of data is the rows, but the input is a single number."); }
        Rows = inputs[0].Shape[0];
        (_inputs, _targets) = (inputs.Count, targets.Count);
        _tensors = [
            .. inputs.Select((x, i) => Checked(x, $"Input {i}")),
            .. targets.Select((y, i) => Checked(y, $"Target {i}")),
            .. weights.All(each => each is null) ? [] : weights.Select((each, i) => each is null ? Tensor.Ones([Rows]) : Weighing(each, targets, i))];
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

    /// <summary>One weight per row, or one per step; null if all count the same. If the targets have weights of their own, those of the first.</summary>
    public Tensor? Weights => _tensors.Length > _inputs + _targets ? _tensors[_inputs + _targets] : null;

    /// <summary>The weights of each target, or those of all as one tensor; empty if all rows count the same.</summary>
    public IReadOnlyList<Tensor> TargetWeights => _tensors[(_inputs + _targets)..];

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

    private static Tensor?[] Shared(Tensor weights, IReadOnlyList<Tensor> targets) => targets.Count < 2 || weights.Rank == 0 || weights.Size == weights.Shape[0]
        ? [weights]
        : throw new ShapeException(
            $"Weights for {targets.Count} targets at once are one per row, but they have shape {weights.Shape}: give weights for each target to weigh steps.");

    private Tensor Weighing(Tensor weights, IReadOnlyList<Tensor> targets, int index)
    {
        Tensor ready = Checked(weights, "The tensor of weights").Cast(DType.Float32);
        if (ready.Size == Rows) { ready = ready.Reshape([Rows]); }
        else if (index < targets.Count && !Fits(ready.Shape, targets[index].Shape))
        {
            throw new ShapeException(
                $"There must be one weight per row, {Rows} in all, or one per step of the target {targets[index].Shape}, but the weights have shape "
                + $"{weights.Shape}.");
        }

        ready.Evaluated();
        return ready;
    }

    /// <summary>Whether the weights have the first axes of the target; a last axis of 1 does not matter.</summary>
    private static bool Fits(Shape weights, Shape target)
    {
        Shape steps = weights[^1] == 1 ? weights[..^1] : weights;
        return steps.Rank <= target.Rank && target[..steps.Rank] == steps;
    }
}
