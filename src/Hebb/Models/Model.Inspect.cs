using Hebb.Datasets;
using Hebb.Tensors;

namespace Hebb.Models;

public partial class Model
{
    private ModelProbe? _activations;
    private ModelProbe? _attentions;
    private ModelProbe? _gradients;

    /// <summary>What every layer makes of these rows, as in prediction, by name and in the order in which the layers are applied.</summary>
    /// <param name="x">The rows.</param>
    /// <returns>
    /// The outputs: <c>"dense"</c>, inner layers as <c>"encoder/dense"</c>, the second use of a shared layer as <c>"dense (2)"</c>. Layers inside of a
    /// recurrent cell work in a loop, and are not among them.
    /// </returns>
    /// <exception cref="ShapeException">The rows do not have the shape the model was built for.</exception>
    public OrderedDictionary<string, Tensor> Activations(Tensor x) => Activations([x]);

    /// <summary>What every layer makes of these rows of all inputs.</summary>
    /// <inheritdoc cref="Activations(Tensor)"/>
    public OrderedDictionary<string, Tensor> Activations(IReadOnlyList<Tensor> x)
    {
        Batch rows = new(x, []);
        EnsureReady(rows.Inputs);
        return (_activations ??= new(this, training: false, withGradients: false)).Look(rows);
    }

    /// <summary>
    /// How every attention of the model weighs what it looks at on these rows, as in prediction: softmax(q · kᵀ / √d), the value that the layer itself goes on
    /// with. Each query's scores add up to 1; what a mask hides gets 0, unless a query may see nothing at all: in layers without
    /// dropout that is everything evenly. It is what Keras'
    /// layers return with <c>return_attention_scores=True</c>, of all layers at once, also of those inside <see cref="Layers.TransformerEncoder"/> and
    /// <see cref="Layers.TransformerDecoder"/>.
    /// </summary>
    /// <param name="x">The rows.</param>
    /// <returns>
    /// The scores by the name of the layer as in <see cref="Activations(Tensor)"/>, <c>"transformer_encoder/self_attention_layer"</c>, in the order in
    /// which the layers are applied; nothing for a model without attention. Of <see cref="Layers.MultiHeadAttention"/> and
    /// <see cref="Layers.GroupQueryAttention"/> they are (batch, heads, queries, keys); <see cref="Layers.Attention"/> and
    /// <see cref="Layers.AdditiveAttention"/> have no heads, and theirs are (batch, queries, keys).
    /// </returns>
    /// <exception cref="ShapeException">The rows do not have the shape the model was built for.</exception>
    public OrderedDictionary<string, Tensor> AttentionScores(Tensor x) => AttentionScores([x]);

    /// <summary>How every attention of the model weighs what it looks at on these rows of all inputs.</summary>
    /// <inheritdoc cref="AttentionScores(Tensor)"/>
    public OrderedDictionary<string, Tensor> AttentionScores(IReadOnlyList<Tensor> x)
    {
        Batch rows = new(x, []);
        EnsureReady(rows.Inputs);
        return (_attentions ??= new(this, training: false, withGradients: false) { Seen = call => call.AttentionScores }).Look(rows);
    }

    /// <summary>The derivative of the loss, penalties included, with respect to every weight that training changes; nothing is changed, and layers
    /// behave as in prediction.</summary>
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
        if (Losses.Count == 0)
        {
            throw new InvalidOperationException($"{this} was compiled without a loss, so there is nothing to derive: give one to Compile.");
        }

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
    internal IReadOnlyList<RowShape> OutputRows => _outputRows is { } rows ? [.. rows.Select(output => output.Row)] : [];

    /// <summary>Runs the model within a trace; the result is the loss, null if it is not to be judged.</summary>
    internal Tensor? Look(StepData data, bool training, bool judges) => Traced(() =>
    {
        if (judges) { return ComputeLosses(data, training).GetAt(0).Value; }
        data.Outputs = Outputting(data.Inputs, training);
        return null;
    });

    /// <summary>What was added to the loss in the trace at hand: penalties of the weights that are trained, and what layers added.</summary>
    internal IReadOnlyList<Tensor> TrainedPenalties() => Penalties(TrainedParameters);
}
