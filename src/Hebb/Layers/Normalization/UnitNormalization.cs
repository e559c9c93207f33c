using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Divides each row by its length, so that the length becomes 1: <c>x / √max(Σx², 10⁻¹²)</c>.</summary>
/// <remarks>Input and output have the same shape. There are no weights.</remarks>
public sealed class UnitNormalization : Layer
{
    internal static Kind<UnitNormalization> Kind { get; } = new("UnitNormalization", c => new() { Axes = c.Axes("axis", l => l.Axes, -1) });

    private const double SmallestSquare = 1e-12;

    /// <summary>The axes that make up a vector.</summary>
    public IReadOnlyList<int> Axes { get; init; } = [-1];

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training) =>
        x / x.Square().Sum([.. Axes], keepDims: true).Maximum(SmallestSquare).Sqrt();
}
