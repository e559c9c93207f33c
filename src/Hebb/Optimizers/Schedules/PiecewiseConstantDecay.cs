using System.Text.Json.Nodes;
using Hebb.Configuration;

namespace Hebb.Optimizers.Schedules;

/// <summary>One rate up to and including the first boundary, the next up to the second, and so on.</summary>
public sealed class PiecewiseConstantDecay : LearningRateSchedule
{
    internal static Kind<PiecewiseConstantDecay> Kind { get; } = new("PiecewiseConstantDecay", c => new(c.Numbers("boundaries", s => s.Boundaries), c.Setting(
        "values", s => s.Values, values => new JsonArray([.. values.Select(ConfigJson.Float)]), node => node.Numbers("values"))));

    /// <summary>A rate that changes at given steps.</summary>
    /// <param name="boundaries">The last step of each piece but the last, rising.</param>
    /// <param name="values">The rate of each piece: one more than boundaries.</param>
    /// <exception cref="ArgumentException">The numbers of boundaries and values do not fit, or the boundaries do not rise.</exception>
    public PiecewiseConstantDecay(IReadOnlyList<double> boundaries, IReadOnlyList<double> values)
    {
        if (values.Count != boundaries.Count + 1)
        {
            throw new ArgumentException(
                $"{boundaries.Count} boundaries make {boundaries.Count + 1} pieces, but {values.Count} values were given.", nameof(values));
        }

        for (int i = 1; i < boundaries.Count; i++)
        {
            if (!(boundaries[i] > boundaries[i - 1]))
            {
                throw new ArgumentException($"Boundaries must rise, but {boundaries[i]} follows {boundaries[i - 1]}.", nameof(boundaries));
            }
        }

        (Boundaries, Values) = ([.. boundaries], [.. values.Select(value => Rate(value, nameof(values)))]);
    }

    /// <summary>The last step of each piece but the last.</summary>
    public IReadOnlyList<double> Boundaries { get; }

    /// <summary>The rate of each piece.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <inheritdoc/>
    public override double At(long step) => Values[Boundaries.Count(boundary => step > boundary)];
}
