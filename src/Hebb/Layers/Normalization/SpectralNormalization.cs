using Hebb.Configuration;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// Divides the kernel of a layer by its largest singular value at each step of training, so that the layer stretches no vector (Miyato et al., 2018): steadies
/// the critics of generative networks.
/// </summary>
/// <remarks>
/// The singular value is σ = v W uᵀ, where W is the kernel as a matrix (all, units), and u and v come from power iteration: v = u Wᵀ / |u Wᵀ|, u = v W / |v W|.
/// As in Keras the kernel itself becomes W / σ before each step of training, and gradients are those of that kernel; u, of shape (1, units), is kept as the
/// weight <c>vector_u</c>. Predictions use the kernel as it is. A kernel of zeros stays.
/// </remarks>
/// <example>
/// <code>
/// Layer critic = new SpectralNormalization(new Conv2D(16, 3));
/// </code>
/// </example>
public sealed class SpectralNormalization : Layer
{
    internal static Kind<SpectralNormalization> Kind { get; } =
        new("SpectralNormalization", c => new(c.Layer("layer", l => l.Inner), c.Int("power_iterations", l => l.PowerIterations, 1)));

    private Parameter? _kernel, _u;

    /// <summary>Steadies a layer.</summary>
    /// <param name="layer">A layer with a weight called kernel or embeddings: dense layers, convolutions, <see cref="Embedding"/>.</param>
    /// <param name="powerIterations">How often u and v are improved at each step.</param>
    public SpectralNormalization(Layer layer, int powerIterations = 1)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentOutOfRangeException.ThrowIfLessThan(powerIterations, 1);
        (Inner, PowerIterations) = (AddPart("layer", layer), powerIterations);
    }

    /// <summary>The layer whose kernel is normalized.</summary>
    public Layer Inner { get; }

    /// <summary>How often u and v are improved at each step.</summary>
    public int PowerIterations { get; }

    /// <inheritdoc/>
    internal override bool LearnsFromBatches => true;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        Inner.EnsureBuilt([input]);
        IEnumerable<Parameter> own = Inner.Parameters.Except(Inner.Sublayers.SelectMany(layer => layer.Parameters));
        _kernel = own.FirstOrDefault(parameter => parameter.ShortName is "kernel" or "embeddings")
            ?? throw new ArgumentException(
                $"{this} needs a layer with a weight called kernel or embeddings, but {Inner} "
                + $"has {(Inner.Parameters.Count == 0 ? "no weights" : string.Join(", ", Inner.Parameters))}.");
        _u = AddParameter("vector_u", [1, _kernel.Shape[^1]], new TruncatedNormal(0, 0.02), trainable: false);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        if (training) { Normalize(_kernel!, _u!); }
        return Inner.Apply(x, training);
    }

    private void Normalize(Parameter kernel, Parameter vector)
    {
        Tensor w = kernel.Value.Reshape([(int)(kernel.Size / kernel.Shape[^1]), kernel.Shape[^1]]), u = vector.Value, v = Unit(u.MatMul(w.Transpose(1, 0)));
        u = Unit(v.MatMul(w));
        for (int i = 1; i < PowerIterations; i++)
        {
            v = Unit(u.MatMul(w.Transpose(1, 0)));
            u = Unit(v.MatMul(w));
        }

        Tensor sigma = v.MatMul(w).MatMul(u.Transpose(1, 0)), isZero = w.Abs().Max().EqualTo(0);
        Tensor scale = Tensor.Where(isZero, Tensor.Scalar(1, w.DType), sigma.Reshape([]));
        vector.Assign(Tensor.Where(isZero, vector.Value, u));
        kernel.Assign(kernel.Value / scale);
    }

    private static Tensor Unit(Tensor x) => x / Tensor.Where(x.Abs().Max().EqualTo(0), Tensor.Scalar(1, x.DType), x.Square().Sum().Sqrt());

    /// <inheritdoc/>
    public override string ToString() => $"SpectralNormalization({Inner})";
}
