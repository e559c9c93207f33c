using Hebb.Datasets;
using Hebb.Tensors;

namespace Hebb.Models;

public partial class Model
{
    private ModelProbe? _activations;
    private ModelProbe? _gradients;

    /// <summary>What every layer makes of these rows, as in prediction, by name and in the order in which the layers are applied.</summary>
    /// <param name="x">The rows.</param>
    /// <returns>
    /// The outputs: <c>"dense"</c>, inner layers as <c>"encoder/dense"</c>, the second use of a shared layer as <c>"dense (2)"</c>.
    /// </returns>
    /// <exception cref="ShapeException">The rows do not have the shape the model was built for.</exception>
    public OrderedDictionary<string, Tensor> Activations(Tensor x) => Activations([x]);

    /// <summary>What every layer makes of these rows of all inputs.</summary>
    /// <inheritdoc cref="Activations(Tensor)"/>
    public OrderedDictionary<string, Tensor> Activations(IReadOnlyList<Tensor> x)
    {
        Batch rows = new(x, []);
        EnsureReady(rows.Inputs);
        ModelProbe probe = _activations ??= new(this, training: false, withGradients: false);
        lock (probe)
        {
            ProbeResult result = probe.Run(rows);
            return new(probe.Calls.Zip(result.Layers, (call, output) => KeyValuePair.Create(call.Name, output)));
        }
    }

    /// <summary>The derivative of the loss, penalties included, with respect to every weight that training changes; nothing is changed, and layers behave as in prediction.</summary>
    /// <param name="x">The inputs of the rows.</param>
    /// <param name="y">Their targets.</param>
    /// <param name="weights">One weight per row.</param>
    /// <returns>The gradients by the names of the weights: <c>"dense/kernel"</c>; a name that occurs again gets a number, <c>"dense/kernel (2)"</c>.</returns>
    /// <exception cref="InvalidOperationException">The model is not compiled with a loss.</exception>
    public OrderedDictionary<string, Tensor> Gradients(Tensor x, Tensor y, Tensor? weights = null) => Gradients(new Batch(x, y, weights));

    /// <summary>The derivatives of the loss for a batch.</summary>
    /// <inheritdoc cref="Gradients(Tensor, Tensor, Tensor?)"/>
    /// <param name="batch">The rows.</param>
    public OrderedDictionary<string, Tensor> Gradients(Batch batch)
    {
        _ = PlanFor(batch);
        if (Losses.Count == 0) { throw new InvalidOperationException($"{this} was compiled without a loss, so there is nothing to derive: give one to Compile."); }
        ModelProbe probe = _gradients ??= new(this, training: false, withGradients: true);
        OrderedDictionary<string, Tensor> gradients = [];
        lock (probe)
        {
            ProbeResult result = probe.Run(batch);
            for (int i = 0; i < result.Gradients.Count; i++)
            {
                string name = probe.Parameters[i].Name;
                for (int use = 2; !gradients.TryAdd(name, result.Gradients[i]); use++) { name = $"{probe.Parameters[i].Name} ({use})"; }
            }
        }

        return gradients;
    }

    /// <summary>The shapes of the outputs' rows; empty while they are not known.</summary>
    internal IReadOnlyList<Shape> OutputRows => _outputRows is { } rows ? [.. rows.Select(output => output.Row)] : [];

    /// <summary>Runs the model within a trace; the result is the loss, null if it is not to be judged.</summary>
    internal Tensor? Look(StepData data, bool training, bool judges)
    {
        if (judges) { return ComputeLosses(data, training).GetAt(0).Value; }
        data.Outputs = Outputting(data.Inputs, training);
        return null;
    }
}
