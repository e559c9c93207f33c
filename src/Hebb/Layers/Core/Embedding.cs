using Hebb.Configuration;
using Hebb.Constraints;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>A learned vector for each of a number of categories or words: shape (batch, …) of whole numbers becomes (batch, …, outputs).</summary>
/// <remarks>
/// Weight: embeddings, of shape (inputs, outputs). The numbers go from 0 to inputs − 1; others, and NaN, are an error when they are looked up. They may come
/// as integers or as floats, of which what is behind the point is dropped.
/// </remarks>
/// <example>
/// <code>
/// Node country = new Input([1], DType.Int32);
/// Node vector = new Flatten().Apply(new Embedding(inputDim: 250, outputDim: 8).Apply(country));
/// </code>
/// </example>
public sealed class Embedding : Layer
{
    internal static Kind<Embedding> Kind { get; } = new("Embedding", c =>
    {
        c.Refuse("quantization_config", "lora_rank");
        c.Always("quantization_config", null);
        c.WriteOnly("activity_regularizer", null);
        return new(c.Int("input_dim", l => l.InputDim), c.Int("output_dim", l => l.OutputDim))
        {
            EmbeddingsInitializer = c.Initializer("embeddings_initializer", l => l.EmbeddingsInitializer, Initializer.RandomUniform),
            EmbeddingsRegularizer = c.Regularizer("embeddings_regularizer", l => l.EmbeddingsRegularizer),
            EmbeddingsConstraint = c.Constraint("embeddings_constraint", l => l.EmbeddingsConstraint),
            MaskZero = c.Flag("mask_zero", l => l.MaskZero, false),
        };
    });

    private Parameter? _embeddings;

    /// <summary>A table of vectors.</summary>
    /// <param name="inputDim">How many categories there are: the largest number + 1.</param>
    /// <param name="outputDim">The length of each vector.</param>
    public Embedding(int inputDim, int outputDim)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputDim, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputDim, 1);
        (InputDim, OutputDim) = (inputDim, outputDim);
    }

    /// <summary>How many categories there are.</summary>
    public int InputDim { get; }

    /// <summary>The length of each vector.</summary>
    public int OutputDim { get; }

    /// <summary>The starting values of the vectors.</summary>
    public Initializer EmbeddingsInitializer { get; init; } = Initializer.RandomUniform;

    /// <summary>A penalty on the vectors.</summary>
    public Regularizer? EmbeddingsRegularizer { get; init; }

    /// <summary>What the vectors must satisfy after each step.</summary>
    public Constraint? EmbeddingsConstraint { get; init; }

    /// <summary>
    /// Whether 0 stands for nothing, such as the filling behind a short text: the output has a <see cref="Tensor.Mask"/> of the input's shape, by which later
    /// layers leave those steps out. Words are then numbered from 1.
    /// </summary>
    public bool MaskZero { get; init; }

    /// <inheritdoc/>
    internal override double? MaskedValue => MaskZero ? 0 : null;

    /// <inheritdoc/>
    protected override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs)
    {
        if (!MaskZero) { return null; }
        Tensor numbers = Numbers(inputs[0]);
        return numbers.NotEqualTo(Tensor.Scalar(0, numbers.DType));
    }

    /// <inheritdoc/>
    protected override void Build(Shape input) =>
        _embeddings =
            AddParameter("embeddings", [InputDim, OutputDim], EmbeddingsInitializer, regularizer: EmbeddingsRegularizer, constraint: EmbeddingsConstraint);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training) =>
        _embeddings!.Value.Gather(Numbers(x));

    private static Tensor Numbers(Tensor x) => x.DType is DType.Int32 or DType.Int64 ? x : CategoryRows.Indices(x);

    /// <inheritdoc/>
    public override string ToString() => $"Embedding({InputDim}, {OutputDim})";
}
