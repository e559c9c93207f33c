using Hebb.Losses;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Models;

public partial class Model
{
    /// <summary>
    /// A step of training, written with tensor operations: by default forward, <see cref="ComputeLosses"/>, gradients, optimizer. Override it for training
    /// of another kind: compute losses, and let optimizers make them small with <see cref="Optimizers.Optimizer.Minimize"/>. It runs while the step is
    /// traced, once for each shape of batch.
    /// </summary>
    /// <param name="data">The batch.</param>
    /// <returns>Single numbers to be reported by name, averaged over the rows of an epoch; the first is the loss.</returns>
    /// <remarks>Metrics given to <c>Compile</c> need <see cref="StepData.Outputs"/>. Validation runs <see cref="TestStep"/>, which must
    /// report the same names.</remarks>
    protected virtual OrderedDictionary<string, Tensor> TrainStep(StepData data)
    {
        OrderedDictionary<string, Tensor> values = ComputeLosses(data, training: true);
        RequireCompiled().Minimize(values.GetAt(0).Value, TrainedParameters);
        return values;
    }

    /// <summary>What a step of <c>Evaluate</c> and of validation reports: by default the losses. Override it along with <see cref="TrainStep"/>.</summary>
    /// <param name="data">The batch.</param>
    /// <returns>Single numbers under the names that <see cref="TrainStep"/> gives them.</returns>
    protected virtual OrderedDictionary<string, Tensor> TestStep(StepData data) => ComputeLosses(data, training: false);

    /// <summary>Runs the model and computes the losses given to <c>Compile</c>: <c>loss</c>, penalties included, and for several
    /// outputs the loss of each.</summary>
    /// <param name="data">The batch; <see cref="StepData.Outputs"/> is set.</param>
    /// <param name="training">Whether layers behave as in training.</param>
    protected OrderedDictionary<string, Tensor> ComputeLosses(StepData data, bool training)
    {
        IReadOnlyList<Loss> given = Losses;
        if (given.Count == 0)
        {
            throw new InvalidOperationException($"{this} was compiled without a loss: give one to Compile, or override TrainStep and TestStep.");
        }

        IReadOnlyList<Tensor> outputs = data.Outputs = Outputting(data.Inputs, training);
        using Scope.Entered scope = Scope.Enter("loss");
        if (data.Targets.Count != outputs.Count)
        {
            throw new ArgumentException($"{this} has {outputs.Count} outputs, but the data have {data.Targets.Count} targets.");
        }

        Cost[] costs = [.. outputs.Select((output, i) => _choices!.LossOf(i).CostOf(data.Targets[i], output, data.WeightsOf(i)))];
        IEnumerable<Tensor> weighted = costs.Select((cost, i) => _choices!.LossWeights is { } weights ? cost.Value * weights[i] : cost.Value);
        IReadOnlyList<Tensor> penalties = Penalties(TrainedParameters);
        Tensor total = weighted.Concat(penalties).Aggregate((a, b) => a + b);
        data.Terms = new(total, costs, penalties.Count == 0 ? Tensor.Scalar(0) : penalties.Aggregate((a, b) => a + b));
        OrderedDictionary<string, Tensor> values = new() { ["loss"] = total };
        if (costs.Length > 1)
        {
            foreach ((string name, Cost cost) in OutputNames().Zip(costs)) { values[$"{name}_loss"] = cost.Value; }
        }

        return values;
    }

    /// <summary>One step for the plan.</summary>
    internal OrderedDictionary<string, Tensor> Step(StepData data, bool training) =>
        Traced(() => training ? TrainStep(data) : TestStep(data));

    /// <summary>Runs code that traces a step, in which layers are frozen that were when the model was compiled.</summary>
    private T Traced<T>(Func<T> step) => _frozen is { } frozen ? frozen.During(step) : step();
}
