using Hebb.Configuration;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Divides each row by its root mean square and multiplies by a learned scale: <c>scale · x / √(mean(x²) + ε)</c>. A cheaper
/// <see cref="LayerNormalization"/> (Zhang and Sennrich, 2019).</summary>
/// <remarks>Input and output have the same shape. Weight, of the extents along the axes: scale.</remarks>
public sealed class RMSNormalization : Layer
{
    internal static Kind<RMSNormalization> Kind { get; } = new("RMSNormalization", c => new()
    {
        Axes = c.Axes("axis", l => l.Axes, -1),
        Epsilon = c.Number("epsilon", l => l.Epsilon, 1e-6),
    });

    private int[] _axes = [];
    private Parameter? _scale;

    /// <summary>The axes that make up what is normalized, and along which the scale differs.</summary>
    public IReadOnlyList<int> Axes { get; init; } = [-1];

    /// <summary>Added to the mean square, so that nothing is divided by 0. Range: 0 or more.</summary>
    public double Epsilon { get; init => field = SettingRange.NotNegative(value); } = 1e-6;

    /// <inheritdoc/>
    public override string DefaultName => "rms_normalization";

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        _axes = AffineNormalization.Ascending(Axes, input);
        _scale = AddParameter("scale", [.. _axes.Select(axis => input[axis])], Initializer.Ones);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        Shape aligned = AffineNormalization.Aligned(this, x.Shape, _axes, _scale!.Shape);
        return x / (x.Square().Mean(_axes, keepDims: true) + Epsilon).Sqrt() * _scale.Value.Reshape(aligned);
    }
}
