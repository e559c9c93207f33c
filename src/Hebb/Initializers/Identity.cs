using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Initializers;

/// <summary>Ones on the diagonal of a matrix, zeros elsewhere.</summary>
/// <param name="Gain">The value on the diagonal.</param>
public sealed record Identity(double Gain = 1) : Initializer
{
    internal static Kind<Identity> Kind { get; } = new("Identity", c => new(c.Number("gain", i => i.Gain, 1)));

    /// <summary>The value on the diagonal. Range: any finite number.</summary>
    public double Gain { get; init => field = SettingRange.Finite(value); } = SettingRange.Finite(Gain);

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The weight is not a matrix.</exception>
    public override void Fill(Span<float> values, Shape shape, RandomKey key)
    {
        if (shape.Rank != 2) { throw new ShapeException($"Identity fills matrices, but the weight has shape {shape}."); }
        values.Clear();
        for (int i = 0; i < Math.Min(shape[0], shape[1]); i++) { values[i * shape[1] + i] = (float)Gain; }
    }
}
