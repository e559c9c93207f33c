using Hebb.Tensors;

namespace Hebb.Models;

/// <summary>What a step of training or testing works on. The step is traced once for each shape and then runs many times, so these are
/// symbols, not numbers.</summary>
public sealed class StepData
{
    private readonly IReadOnlyList<Tensor> _weights;

    /// <summary>The tensors of a step: inputs, targets, and weights for all targets, for each of them, or none.</summary>
    internal StepData(IReadOnlyList<Tensor> arguments, int inputs, int targets)
    {
        Inputs = [.. arguments.Take(inputs)];
        Targets = [.. arguments.Skip(inputs).Take(targets)];
        _weights = [.. arguments.Skip(inputs + targets)];
    }

    /// <summary>The inputs.</summary>
    public IReadOnlyList<Tensor> Inputs { get; }

    /// <summary>The targets; empty if the data have none.</summary>
    public IReadOnlyList<Tensor> Targets { get; }

    /// <summary>One weight per row, or one per step; null if all count the same. If the targets have weights of their own, those of the first.</summary>
    public Tensor? Weights => WeightsOf(0);

    /// <summary>The weights of a target: one per row, or one per step; null if all count the same.</summary>
    /// <param name="target">The number of the target.</param>
    public Tensor? WeightsOf(int target) => _weights.Count switch
    {
        0 => null,
        1 => _weights[0],
        _ => _weights[target],
    };

    /// <summary>The only input.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    public Tensor X => Only(Inputs, "input");

    /// <summary>The only target.</summary>
    /// <exception cref="InvalidOperationException">There are none or several.</exception>
    public Tensor Y => Only(Targets, "target");

    /// <summary>The number of rows of the batch.</summary>
    public int Rows => Inputs[0].Shape[0];

    /// <summary>What the metrics given to <c>Compile</c> compare with the targets; a step of your own sets it if there are such metrics.</summary>
    public IReadOnlyList<Tensor> Outputs { get; set; } = [];

    /// <summary>What the loss is made of, once it was computed in the usual way.</summary>
    internal LossTerms? Terms { get; set; }

    private static Tensor Only(IReadOnlyList<Tensor> tensors, string what) => tensors.Count == 1
        ? tensors[0]
        : throw new InvalidOperationException($"The data have {tensors.Count} {what}s: use {(what == "input" ? nameof(Inputs) : nameof(Targets))}.");
}
