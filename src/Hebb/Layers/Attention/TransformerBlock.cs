using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// What the blocks of Transformers have in common (Vaswani et al., 2017): attentions and two dense layers, to each of which its input is added, with
/// normalisation. (batch, steps, features) keeps its shape; the features must be a multiple of the heads.
/// </summary>
public abstract class TransformerBlock : Layer
{
    private Residual? _feedForward;
    private Dense? _wide, _narrow;

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <summary>A block.</summary>
    private protected TransformerBlock(int intermediateDim, int numHeads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(intermediateDim, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(numHeads, 1);
        (IntermediateDim, NumHeads) = (intermediateDim, numHeads);
    }

    /// <summary>A block of its settings.</summary>
    private protected TransformerBlock(IConfig<TransformerBlock> c)
        : this(c.Int("intermediate_dim", l => l.IntermediateDim), c.Int("num_heads", l => l.NumHeads))
    {
        Dropout = c.Number("dropout", l => l.Dropout, 0);
        Activation = c.Activation("activation", l => l.Activation, Activation.Relu);
        LayerNormEpsilon = c.Number("layer_norm_epsilon", l => l.LayerNormEpsilon, 1e-5);
        NormalizeFirst = c.Flag("normalize_first", l => l.NormalizeFirst, false);
        KernelInitializer = c.Initializer("kernel_initializer", l => l.KernelInitializer, Initializer.GlorotUniform);
        BiasInitializer = c.Initializer("bias_initializer", l => l.BiasInitializer, Initializer.Zeros);
    }

    /// <summary>The units between the two dense layers.</summary>
    public int IntermediateDim { get; }

    /// <summary>The heads of each attention.</summary>
    public int NumHeads { get; }

    /// <summary>The share that is dropped while training, of scores and of what is added to the input. Range: from 0 to below 1.</summary>
    public double Dropout { get; init => field = SettingRange.Part(value); }

    /// <summary>The function between the two dense layers.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>What the normalisations add to the variance. Range: 0 or more.</summary>
    public double LayerNormEpsilon { get; init => field = SettingRange.NotNegative(value); } = 1e-5;

    /// <summary>Whether the input of each part is normalised (pre-norm, which trains deep stacks more easily), and not the sum behind it.</summary>
    public bool NormalizeFirst { get; init; }

    /// <summary>The starting values of the kernels.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>The starting values of the biases.</summary>
    public Initializer BiasInitializer { get; init; } = Initializer.Zeros;

    /// <summary>A part of the block: what is added around it.</summary>
    private protected sealed record Residual(LayerNormalization Norm, Dropout Dropout);

    /// <summary>Makes the parts that come behind the attentions.</summary>
    private protected void BuildFeedForward(Shape input)
    {
        _wide = AddPart(
            "_feedforward_intermediate_dense",
            new Dense(IntermediateDim, Activation)
            {
                Name = "feedforward_intermediate_dense",
                KernelInitializer = KernelInitializer,
                BiasInitializer = BiasInitializer,
            });
        _narrow = AddPart(
            "_feedforward_output_dense",
            new Dense(input[^1]) { Name = "feedforward_output_dense", KernelInitializer = KernelInitializer, BiasInitializer = BiasInitializer });
        _feedForward = NewResidual("feedforward");
    }

    /// <summary>Makes an attention.</summary>
    private protected MultiHeadAttention NewAttention(string name, Shape input, bool causal)
    {
        if (input.Rank != 3 || input[^1] % NumHeads != 0)
        {
            throw new ShapeException(
                $"{this} expects inputs of shape (batch, steps, features) with features that are a multiple of its {NumHeads} heads, but got shape {input}.");
        }

        return AddPart($"_{name}_layer", new MultiHeadAttention(NumHeads, input[^1] / NumHeads)
        {
            Name = $"{name}_layer",
            Dropout = Dropout,
            UseCausalMask = causal,
            KernelInitializer = KernelInitializer,
            BiasInitializer = BiasInitializer,
        });
    }

    /// <summary>Makes what is around a part.</summary>
    private protected Residual NewResidual(string name) => new(
        AddPart($"_{name}_layer_norm", new LayerNormalization { Name = $"{name}_layer_norm", Epsilon = LayerNormEpsilon }),
        AddPart($"_{name}_dropout", new Dropout(Dropout) { Name = $"{name}_dropout" }));

    /// <summary>Adds what a part makes of its input to the input.</summary>
    private protected Tensor Around(Residual around, Tensor x, bool training, Func<Tensor, Tensor> part)
    {
        Tensor y = x + around.Dropout.Apply(part(NormalizeFirst ? around.Norm.Apply(x, training) : x), training);
        return NormalizeFirst ? y : around.Norm.Apply(y, training);
    }

    /// <summary>The dense layers, at the end of the block.</summary>
    private protected Tensor FeedForward(Tensor x, bool training) =>
        Around(_feedForward!, x, training, input => _narrow!.Apply(_wide!.Apply(input, training), training));

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name}({IntermediateDim}, {NumHeads})";
}
