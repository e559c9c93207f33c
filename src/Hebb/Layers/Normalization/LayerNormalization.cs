using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// Brings each row to mean 0 and standard deviation 1 and then multiplies by γ and adds β, feature by feature: <c>γ · (x − mean) / √(variance + ε) + β</c>,
/// where mean and variance are those of the row. Unlike <see cref="BatchNormalization"/> it does the same in training and afterwards and does not mind
/// small batches (Ba et al., 2016).
/// </summary>
/// <remarks>Input and output have the same shape. Weights, of the extents along the axes: gamma, beta.</remarks>
public sealed class LayerNormalization : AffineNormalization
{
    internal static Kind<LayerNormalization> Kind { get; } = new("LayerNormalization", c => new(c));

    private int[] _axes = [];
    private Shape _features;

    /// <summary>A normalization of rows.</summary>
    public LayerNormalization() { }

    private LayerNormalization(IConfig<LayerNormalization> c) : base(c)
    {
        Axes = c.Axes("axis", l => l.Axes, -1);
        // Written only where it matters: not every version of Keras knows the setting.
        RmsScaling = c.Instance is not { RmsScaling: false } && c.Flag("rms_scaling", l => l.RmsScaling, false);
    }

    /// <summary>The axes that make up what is normalized, and along which γ and β differ.</summary>
    public IReadOnlyList<int> Axes { get; init; } = [-1];

    /// <summary>
    /// Whether to leave the mean in and have no β: <c>γ · x / √(variance + ε)</c>. As in Keras the variance is still that around the mean;
    /// <see cref="RMSNormalization"/> takes the mean square.
    /// </summary>
    public bool RmsScaling { get; init; }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        _axes = Ascending(Axes, input);
        _features = [.. _axes.Select(axis => input[axis])];
        AddGammaAndBeta(_features, Scale || RmsScaling, Center && !RmsScaling);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        Shape aligned = Aligned(this, x.Shape, _axes, _features);
        Tensor centred = x - x.Mean(_axes, keepDims: true), deviation = (centred.Square().Mean(_axes, keepDims: true) + Epsilon).Sqrt();
        return ScaleAndShift((RmsScaling ? x : centred) / deviation, aligned);
    }
}
