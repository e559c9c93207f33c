using System.Globalization;
using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>While training, adds random numbers of the normal distribution with mean 0; otherwise passes its input on. Like more data, slightly off.</summary>
public sealed class GaussianNoise : Layer
{
    internal static Kind<GaussianNoise> Kind { get; } = new("GaussianNoise", c =>
    {
        c.WriteOnly("seed", null);
        return new(c.Number("stddev", l => l.Stddev));
    });

    /// <summary>Noise of this size.</summary>
    /// <param name="stddev">The standard deviation, from 0 on.</param>
    public GaussianNoise(double stddev)
    {
        if (!(stddev >= 0 && double.IsFinite(stddev)))
        {
            throw new ArgumentOutOfRangeException(nameof(stddev), stddev, "A standard deviation is a number from 0 on.");
        }

        Stddev = stddev;
    }

    /// <summary>The standard deviation.</summary>
    public double Stddev { get; }

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training) =>
        training && Stddev > 0 ? x + Tensor.RandomNormal(x.Shape, Randomness("noise"), 0, Stddev) : x;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"GaussianNoise({Stddev})");
}
