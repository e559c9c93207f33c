using System.Globalization;
using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// Says which steps of a sequence count: those of which a feature is not <see cref="MaskValue"/>. (batch, time, features) keeps its shape; what does not count
/// is set to 0, and the output has a <see cref="Tensor.Mask"/> (batch, time), which the layers behind it pass on and use.
/// </summary>
/// <remarks>Sequences of different lengths come as one batch this way: fill the shorter ones up with the value.</remarks>
/// <example>
/// <code>
/// Sequential model = new([new Input([20, 3]), new Masking(-1), new LSTM(16), new Dense(1)]);
/// </code>
/// </example>
/// <param name="maskValue">The value that all features of a step have if it does not count.</param>
public sealed class Masking(double maskValue = 0) : Layer
{
    internal static Kind<Masking> Kind { get; } = new("Masking", c => new(c.Number("mask_value", l => l.MaskValue, 0)));

    /// <summary>The value that all features of a step have if it does not count.</summary>
    public double MaskValue { get; } = double.IsFinite(maskValue)
        ? maskValue
        : throw new ArgumentOutOfRangeException(nameof(maskValue), maskValue, "Masking compares with a finite number: NaN equals nothing, itself included.");

    /// <inheritdoc/>
    internal override double? MaskedValue => MaskValue;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        if (x.Rank < 2) { throw new ShapeException($"{this} expects steps of features, shape (batch, time, features), but got shape {x.Shape}."); }
        return Tensor.Where(Counts(x).ExpandDims(-1), x, Tensor.Scalar(0, x.DType));
    }

    /// <inheritdoc/>
    protected override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs) => Counts(inputs[0]);

    private Tensor Counts(Tensor x) => x.NotEqualTo(Tensor.Scalar(MaskValue, x.DType)).Any(-1);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Masking({MaskValue})");
}
