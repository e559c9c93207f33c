using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// Attention without projections: softmax(score(query, key)) mixes values. Inputs are [query, value] or [query, value, key], (batch, T, features) and (batch,
/// S, features); the output is (batch, T, features of the values).
/// </summary>
/// <remarks>
/// One more input of booleans, (batch, S), says which values are seen; of two, the first, (batch, T), says which queries have an answer: that of the others
/// is 0. Without them the masks of query and value (<see cref="Tensor.Mask"/>) are taken. The output has the mask of the queries.
/// <see cref="Layer.ApplyAll(IReadOnlyList{Tensor}, bool?)"/> gives the scores after the softmax, (batch, T, S), as second output;
/// <see cref="Models.Model.AttentionScores(Tensor)"/> those of all attentions of a model.
/// </remarks>
public abstract class AttentionLayer : Layer
{
    private protected AttentionLayer() { }

    /// <summary>An attention of its settings.</summary>
    private protected AttentionLayer(bool useScale, IConfig<AttentionLayer> c)
    {
        UseScale = c.Flag("use_scale", l => l.UseScale, useScale);
        Dropout = c.Number("dropout", l => l.Dropout, 0);
        UseCausalMask = c.Flag("use_causal_mask", l => l.UseCausalMask, false);
    }

    /// <summary>How Keras calls them.</summary>
    private protected static CallForm Call { get; } = new() { Settings = ["use_causal_mask"], Mask = "mask", AllOutputs = "return_attention_scores" };

    /// <summary>Whether scores have a weight that is learned.</summary>
    public bool UseScale { get; init; }

    /// <summary>The share of scores that are dropped while training, from 0 to below 1.</summary>
    public double Dropout { get; init => field = SettingRange.Part(value); }

    /// <summary>Whether a query sees only values that are not behind it. Keras has it as an argument of the call.</summary>
    public bool UseCausalMask { get; init; }

    /// <summary>How well queries (batch, T, n) fit keys (batch, S, n): (batch, T, S).</summary>
    private protected abstract Tensor Score(Tensor query, Tensor key);

    /// <inheritdoc/>
    protected sealed override Tensor Forward(IReadOnlyList<Tensor> inputs, bool training) => ForwardAll(inputs, training)[0];

    /// <inheritdoc/>
    protected sealed override IReadOnlyList<Tensor> ForwardAll(IReadOnlyList<Tensor> inputs, bool training)
    {
        AttentionInputs x = AttentionInputs.Of(this, inputs, masks: 2);
        if (x.Query.Shape[^1] != x.Key.Shape[^1])
        {
            throw new ShapeException($"{this} compares queries with keys of the same features, but got {x.Query.Shape} and {x.Key.Shape}.");
        }

        (Tensor? answered, Tensor? seen) = x.Masks switch { [] => (x.Query.Mask, x.Value.Mask), [Tensor only] => (null, only), _ => (x.Masks[0], x.Masks[1]) };
        Tensor scores = AttentionInputs.Hide(this, Score(x.Query, x.Key), seen, UseCausalMask).Scores.Softmax();
        LayerCalls.Current?.AddScores(scores);
        Tensor kept = training && Dropout > 0
            ? Tensor.Where(Tensor.RandomUniform(scores.Shape, Randomness("mask")) >= Dropout, scores * (1 / (1 - Dropout)), Tensor.Scalar(0, scores.DType))
            : scores;
        Tensor mixed = kept.MatMul(x.Value);
        if (answered is null) { return [mixed, scores]; }
        if (answered.Shape != x.Query.Shape[..2])
        {
            throw new ShapeException($"{this} got a mask of shape {answered.Shape} for queries {x.Query.Shape}: expected {x.Query.Shape[..2]}.");
        }

        return [Tensor.Where(answered.ExpandDims(-1), mixed, Tensor.Scalar(0, mixed.DType)), scores];
    }

    /// <inheritdoc/>
    protected sealed override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs) =>
        inputs.Where(input => input.DType == DType.Bool).ToArray() switch { [] => inputs[0].Mask, [Tensor queries, _] => queries, _ => null };

    /// <summary>query + key for each pair: (batch, T, S, n).</summary>
    private protected static Tensor Pairs(Tensor query, Tensor key) => query.ExpandDims(2) + key.ExpandDims(1);
}
