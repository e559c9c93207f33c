using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Initializers;

/// <summary>Starting values drawn at random.</summary>
public abstract record RandomInitializer : Initializer
{
    private const double TruncatedAt = 2;

    /// <summary>A seed of its own: the same values whatever the model's seed is, and for every weight of one shape. Null: the model's seed decides.</summary>
    public long? Seed { get; init; }

    /// <inheritdoc/>
    public sealed override void Fill(Span<float> values, Shape shape, RandomKey key) => Draw(values, shape, Seed is { } seed ? RandomKey.FromSeed(seed) : key);

    /// <summary>Draws the values.</summary>
    /// <inheritdoc cref="Initializer.Fill"/>
    protected abstract void Draw(Span<float> values, Shape shape, RandomKey key);

    /// <summary>Draws from [minimum, maximum).</summary>
    private protected static void Uniform(Span<float> values, double minimum, double maximum, RandomKey key)
    {
        for (int i = 0; i < values.Length; i++) { values[i] = (float)(minimum + (maximum - minimum) * Philox.Uniform(key.Value, 0, i)); }
    }

    /// <summary>Draws from the normal distribution.</summary>
    private protected static void Normal(Span<float> values, double mean, double deviation, RandomKey key)
    {
        for (int i = 0; i < values.Length; i++) { values[i] = (float)(mean + deviation * Normal(key, 0, i)); }
    }

    /// <summary>Draws from the normal distribution, again and again until within two standard deviations.</summary>
    private protected static void Truncated(Span<float> values, double mean, double deviation, RandomKey key)
    {
        for (int i = 0; i < values.Length; i++)
        {
            ulong attempt = 0;
            double value = Normal(key, attempt, i);
            while (Math.Abs(value) > TruncatedAt) { value = Normal(key, ++attempt, i); }
            values[i] = (float)(mean + deviation * value);
        }
    }

    /// <summary>A number of the standard normal distribution, by Box and Muller's transform.</summary>
    private protected static double Normal(RandomKey key, ulong step, long index)
    {
        // 1 − u lies in (0, 1], so that its logarithm is finite.
        double u = 1.0 - Philox.Uniform(key.Child(1).Value, step, index), v = Philox.Uniform(key.Child(2).Value, step, index);
        return Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * v);
    }
}
