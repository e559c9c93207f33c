using System.Globalization;
using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// A vector for each position, of waves: at feature 2i sin(t / L^(2i/n)), at feature 2i + 1 the cosine, for step t and n features (Vaswani et al.,
/// 2017). (batch, steps, features) becomes the vectors of its steps in the same shape; add them to the input. Sequences may have any length.
/// KerasHub's layer of this name.
/// </summary>
public sealed class SinePositionEncoding : Layer
{
    internal static Kind<SinePositionEncoding> Kind { get; } = new("SinePositionEncoding", c => new(c.Number("max_wavelength", l => l.MaxWavelength, 10000)))
    {
        Module = "keras_hub",
    };

    /// <summary>Waves as positions.</summary>
    /// <param name="maxWavelength">L: how slow the slowest wave is.</param>
    public SinePositionEncoding(double maxWavelength = 10000)
    {
        if (!(maxWavelength > 0 && double.IsFinite(maxWavelength)))
        {
            throw new ArgumentOutOfRangeException(nameof(maxWavelength), maxWavelength, "A wavelength is a positive number.");
        }

        MaxWavelength = maxWavelength;
    }

    /// <summary>How slow the slowest wave is.</summary>
    public double MaxWavelength { get; }

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        PositionShape.Check(this, x.Shape);
        int steps = x.Shape[^2], features = x.Shape[^1];
        Tensor encoding = Tensor.Written([steps, features], DType.Float64, storage =>
        {
            Span<double> waves = storage.Span<double>();
            for (int i = 0; i < waves.Length; i++)
            {
                (int step, int feature) = Math.DivRem(i, features);
                double angle = step / Math.Pow(MaxWavelength, feature / 2 * 2 / (double)features);
                waves[i] = feature % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle);
            }
        });
        return encoding.Cast(x.DType.IsFloat ? x.DType : DType.Float32).BroadcastTo(x.Shape);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"SinePositionEncoding({MaxWavelength})");
}
