using Hebb.Configuration;
using Hebb.Constraints;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// Attention by several heads (Vaswani et al., 2017): each projects queries, keys and values, mixes the values by softmax(q · kᵀ / √d), and what all
/// heads found is projected to the output. Inputs are [query], [query, value] or [query, value, key], (batch, T, features) and (batch, S, features);
/// the output is (batch, T, features).
/// </summary>
/// <remarks>
/// A last input of booleans is a mask, true where a key is seen: (batch, S) hides keys from all, (batch, T, S) from single queries, (batch, heads, T, S)
/// from single heads. A query that sees nothing mixes all values evenly; with <see cref="Dropout"/>, or where the scores are asked for, it mixes
/// none, and its scores are 0: Keras computes the two cases in two ways. The masks of the inputs (<see cref="Tensor.Mask"/>) are taken as well; (batch, S)
/// stands for that of the values. The output has that of the query. <see cref="Layer.ApplyAll(IReadOnlyList{Tensor}, bool?)"/> gives the scores after the
/// softmax, (batch, heads, T, S), as second output; <see cref="Models.Model.AttentionScores(Tensor)"/> those of all attentions of a model.
/// </remarks>
public abstract class HeadedAttention : Layer
{
    private readonly int _valueDim;
    private EinsumDense? _query, _key, _value, _output;
    private Dropout? _dropout;

    private protected HeadedAttention(int heads, int groups, int keyDim, int valueDim)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(keyDim, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(valueDim, 1);
        if (heads % groups != 0)
        {
            throw new ArgumentException(
                $"{heads} heads of queries cannot share {groups} heads of keys: the one must be a multiple of the other.", nameof(groups));
        }

        (Heads, Groups, KeySize, _valueDim) = (heads, groups, keyDim, valueDim);
    }

    /// <summary>An attention with the settings that all have.</summary>
    private protected HeadedAttention(int heads, int groups, int keyDim, int valueDim, IConfig<HeadedAttention> c) : this(heads, groups, keyDim, valueDim)
    {
        c.Refuse("use_gate");
        c.WriteOnly("activity_regularizer", null);
        c.WriteOnly("seed", null);
        Dropout = c.Number("dropout", l => l.Dropout, 0);
        UseBias = c.Flag("use_bias", l => l.UseBias, true);
        UseCausalMask = c.Flag("use_causal_mask", l => l.UseCausalMask, false);
        KernelInitializer = c.Initializer("kernel_initializer", l => l.KernelInitializer, Initializer.GlorotUniform);
        KernelRegularizer = c.Regularizer("kernel_regularizer", l => l.KernelRegularizer);
        KernelConstraint = c.Constraint("kernel_constraint", l => l.KernelConstraint);
        BiasInitializer = c.Initializer("bias_initializer", l => l.BiasInitializer, Initializer.Zeros);
        BiasRegularizer = c.Regularizer("bias_regularizer", l => l.BiasRegularizer);
        BiasConstraint = c.Constraint("bias_constraint", l => l.BiasConstraint);
    }

    /// <summary>How Keras calls them.</summary>
    private protected static CallForm Call { get; } = new()
    {
        Settings = ["use_causal_mask"],
        Mask = "attention_mask",
        Padding = "value_mask",
        TakesInputsApart = true,
        InputsByPlace = 3,
        AllOutputs = "return_attention_scores",
    };

    private protected int Heads { get; }

    private protected int Groups { get; }

    private protected int KeySize { get; }

    /// <summary>The features of the output; null for those of the query.</summary>
    private protected virtual int? Features => null;

    /// <summary>What Keras' class calls the fields that hold the projections of query, key and value and of the output: files find weights by them.</summary>
    private protected abstract (string Query, string Key, string Value, string Output) Fields { get; }

    /// <summary>The share of scores that are dropped while training. Range: from 0 to below 1.</summary>
    public double Dropout { get; init => field = SettingRange.Part(value); }

    /// <summary>Whether the projections have biases.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>Whether a query sees only keys that are not behind it, as for text that is being written. Keras has it as an argument of the call.</summary>
    public bool UseCausalMask { get; init; }

    /// <summary>The starting values of the kernels.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>The starting values of the biases.</summary>
    public Initializer BiasInitializer { get; init; } = Initializer.Zeros;

    /// <summary>The penalty on the kernels.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>The penalty on the biases.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>
    /// The penalty on what the projections of queries, keys, values and of the output give, as in Keras, where <see cref="GroupQueryAttention"/> has one on its
    /// own output as well.
    /// </summary>
    public override Regularizer? ActivityRegularizer
    {
        get => base.ActivityRegularizer;
        set
        {
            base.ActivityRegularizer = value;
            foreach (EinsumDense projection in Sublayers.OfType<EinsumDense>()) { projection.ActivityRegularizer = value; }
        }
    }

    /// <summary>What the kernels must satisfy after each step.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <summary>What the biases must satisfy after each step.</summary>
    public Constraint? BiasConstraint { get; init; }

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        _query = Projection(Fields.Query, "query", "abc,cde->abde", [null, Heads, KeySize], "de");
        _key = Projection(Fields.Key, "key", "abc,cde->abde", [null, Groups, KeySize], "de");
        _value = Projection(Fields.Value, "value", "abc,cde->abde", [null, Groups, _valueDim], "de");
        _output = Projection(Fields.Output, "attention_output", "abcd,cde->abe", [null, Features ?? inputs[0][^1]], "e");
        if (Dropout > 0) { _dropout = AddPart("_dropout_layer", new Dropout(Dropout)); }
    }

    /// <inheritdoc/>
    protected override Tensor Forward(IReadOnlyList<Tensor> inputs, bool training) => Attend(inputs, training, withScores: false).Output;

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor> ForwardAll(IReadOnlyList<Tensor> inputs, bool training)
    {
        (Tensor output, Tensor scores) = Attend(inputs, training, withScores: true);
        return [output, scores];
    }

    private (Tensor Output, Tensor Scores) Attend(IReadOnlyList<Tensor> inputs, bool training, bool withScores)
    {
        AttentionInputs x = AttentionInputs.Of(this, inputs, masks: 1);
        int batch = x.Query.Shape[0], queries = x.Query.Shape[1], keys = x.Key.Shape[1];
        // Heads that share a key follow each other, so their queries count as more queries of one head: keys and values need not be repeated.
        Shape grouped = [batch, Groups, Heads / Groups * queries];
        Tensor q = ByHead(_query!.Apply(x.Query, training) * (1 / Math.Sqrt(KeySize))).Reshape([.. grouped.Dimensions, KeySize]);
        Tensor k = ByHead(_key!.Apply(x.Key, training)), v = ByHead(_value!.Apply(x.Value, training));
        Tensor scores = q.MatMul(k.Transpose(0, 1, 3, 2)).Reshape([batch, Heads, queries, keys]);
        (Tensor fits, Tensor? seen) = AttentionInputs.Hide(this, scores, x.Seen(), UseCausalMask);
        scores = fits.Softmax();
        if (seen is not null && (withScores || Dropout > 0)) { scores = Tensor.Where(seen, scores, Tensor.Scalar(0, scores.DType)); }
        LayerCalls.Current?.AddScores(scores);
        Tensor kept = _dropout is null ? scores : _dropout.Apply(scores, training);
        Tensor mixed = kept.Reshape([.. grouped.Dimensions, keys]).MatMul(v).Reshape([batch, Heads, queries, _valueDim]);
        return (_output!.Apply(mixed.Transpose(0, 2, 1, 3), training), scores);
    }

    /// <summary>(batch, steps, heads, n) as (batch, heads, steps, n).</summary>
    private static Tensor ByHead(Tensor x) => x.Transpose(0, 2, 1, 3);

    private EinsumDense Projection(string field, string name, string equation, IReadOnlyList<int?> shape, string biasAxes) =>
        AddPart(field, new EinsumDense(equation, shape, biasAxes: UseBias ? biasAxes : null)
        {
            Name = name,
            KernelInitializer = KernelInitializer,
            BiasInitializer = BiasInitializer,
            KernelRegularizer = KernelRegularizer,
            BiasRegularizer = BiasRegularizer,
            KernelConstraint = KernelConstraint,
            BiasConstraint = BiasConstraint,
            ActivityRegularizer = ActivityRegularizer,
        });
}
