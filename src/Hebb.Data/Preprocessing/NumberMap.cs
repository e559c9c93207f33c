namespace Hebb.Data.Preprocessing;

/// <summary>What a scaler learned about a column: first an optional bending to ranks, then (x − shift) / scale.</summary>
/// <param name="Shift">What is subtracted.</param>
/// <param name="Scale">What is divided by; not 0.</param>
/// <param name="Ranks">The quantiles of the column, if numbers become ranks.</param>
internal sealed record NumberMap(double Shift, double Scale, QuantileMap? Ranks = null)
{
    /// <summary>The number on the new scale.</summary>
    public double Apply(double value) => ((Ranks is null ? value : Ranks.Apply(value)) - Shift) / Scale;

    /// <summary>The number on the old scale.</summary>
    public double Invert(double value)
    {
        double unscaled = (value * Scale) + Shift;
        return Ranks is null ? unscaled : Ranks.Invert(unscaled);
    }
}
