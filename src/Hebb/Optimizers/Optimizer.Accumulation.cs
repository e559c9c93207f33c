using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Optimizers;

public abstract partial class Optimizer
{
    private const string AccumulatorSlot = "gradient_accumulator";

    /// <summary>
    /// Over how many batches gradients are averaged before the weights change: they become those of one batch that many times as large, whose activations need not fit into
    /// memory. Null: the weights change after each batch.
    /// </summary>
    /// <remarks>
    /// As in Keras a schedule counts batches; bias corrections and <see cref="EmaOverwriteFrequency"/> count updates. The running mean of the weights moves once per update
    /// (in Keras once per batch), so that it, too, is that of the large batch.
    /// </remarks>
    public int? GradientAccumulationSteps { get => Settings.GradientAccumulationSteps; init => Settings = Settings with { GradientAccumulationSteps = value }; }

    /// <summary>1 in the step that completes an update, 0 before.</summary>
    private Parameter Completes => field ??= HostScalar("completes_update", _ => (Iterations + 1) % GradientAccumulationSteps!.Value == 0 ? 1 : 0);

    /// <summary>Adds a gradient to the sum of those before; the result is their mean, which counts in the step that completes an update.</summary>
    private Tensor Accumulate(Parameter parameter, Tensor gradient)
    {
        Parameter accumulator = Slot(parameter, AccumulatorSlot);
        Tensor sum = accumulator.Value + gradient;
        accumulator.Assign(Tensor.Where(Completes.Value > 0, Tensor.Literal(0, parameter.DType), sum));
        return sum / GradientAccumulationSteps!.Value;
    }

    /// <summary>Leaves the parameter and its state as they were unless the step completes an update: the step itself has no branches.</summary>
    private void UndoUnlessComplete(Trace trace, Parameter parameter, Tensor before)
    {
        parameter.Assign(Tensor.Where(Completes.Value > 0, parameter.Value, before));
        foreach (((Parameter owner, string name), Parameter slot) in _slots)
        {
            if (owner == parameter && name != AccumulatorSlot && trace.Assignments.ContainsKey(slot)) { slot.Assign(Tensor.Where(Completes.Value > 0, slot.Value, trace.Reads[slot])); }
        }
    }
}
