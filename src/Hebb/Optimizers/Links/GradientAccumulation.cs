using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <summary>
/// Averages gradients over some batches, and lets the weights change only when they are complete: it undoes what the rule and the links inside this one did.
/// </summary>
internal sealed class GradientAccumulation(int steps) : OptimizerLink
{
    /// <summary>The name of the state in files, as in Keras.</summary>
    public const string SlotName = "gradient_accumulator";

    private Tensor? _before;

    /// <summary>1 in the step that completes an update, 0 before.</summary>
    private Parameter Completes => field ??= HostScalar("completes_update", _ => (Optimizer.Iterations + 1) % steps == 0 ? 1 : 0);

    /// <summary>Adds each gradient to the sum of those before; the result is their mean, which counts in the step that completes an update.</summary>
    public override IReadOnlyList<Tensor> TransformGradients(IReadOnlyList<Parameter> parameters, IReadOnlyList<Tensor> gradients) =>
        [.. parameters.Zip(gradients, Accumulate)];

    public override void BeforeUpdate(Parameter parameter) => _before = parameter.Value;

    /// <summary>Leaves the parameter and its state as they were unless the step completes an update: the step itself has no branches.</summary>
    public override void AfterUpdate(Parameter parameter)
    {
        Trace trace = Trace.Current!;
        parameter.Assign(Tensor.Where(Completes.Value > 0, parameter.Value, _before!));
        foreach ((string name, Parameter slot) in Optimizer.SlotsOf(parameter))
        {
            if (name == SlotName || !trace.Assignments.ContainsKey(slot)) { continue; }
            slot.Assign(Tensor.Where(Completes.Value > 0, slot.Value, trace.Reads[slot]));
        }
    }

    private Tensor Accumulate(Parameter parameter, Tensor gradient)
    {
        Parameter accumulator = Slot(parameter, SlotName);
        Tensor sum = accumulator.Value + gradient;
        accumulator.Assign(Tensor.Where(Completes.Value > 0, Tensor.Literal(0, parameter.DType), sum));
        return sum / steps;
    }
}
