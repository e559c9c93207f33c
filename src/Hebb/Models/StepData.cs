using Hebb.Tensors;

namespace Hebb.Models;

/// <summary>What a step of training or testing works on. The step is traced once for each shape and then runs many times, so these are
/// symbols, not numbers.</summary>
public sealed class StepData
{
    /// <summary>The tensors of a step.</summary>
    internal StepData(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> targets, Tensor? weights) => (Inputs, Targets, Weights) = (inputs, targets, weights);

    /// <summary>The inputs.</summary>
    public IReadOnlyList<Tensor> Inputs { get; }

    /// <summary>The targets; empty if the data have none.</summary>
    public IReadOnlyList<Tensor> Targets { get; }

    /// <summary>One weight per row; null if all count the same.</summary>
    public Tensor? Weights { get; }

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

    private static Tensor Only(IReadOnlyList<Tensor> tensors, string what) => tensors.Count == 1
        ? tensors[0]
        : throw new InvalidOperationException($"The data have {tensors.Count} {what}s: use {(what == "input" ? nameof(Inputs) : nameof(Targets))}.");
}
