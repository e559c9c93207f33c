using System.Globalization;

namespace Hebb.Layers;

/// <summary>Bounds between which random numbers are drawn evenly. A single number f stands for −f to f.</summary>
/// <param name="Low">The smallest number.</param>
/// <param name="High">The largest number.</param>
public readonly record struct Spread(double Low, double High)
{
    /// <summary>From −f to f.</summary>
    public static implicit operator Spread(double both) => new(-both, both);

    /// <summary>From one number to another.</summary>
    public static implicit operator Spread((double Low, double High) bounds) => new(bounds.Low, bounds.High);

    /// <summary>The bounds, if they lie in order between others.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They do not.</exception>
    internal Spread Within(double lowest, double highest, string name) => Low >= lowest && Low <= High && High <= highest
        ? this
        : throw new ArgumentOutOfRangeException(name, this, $"Give bounds in order between {lowest} and {highest}, or one number for both.");

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({Low}, {High})");
}
