using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Initializers;

/// <summary>Starting values drawn at random.</summary>
public abstract record RandomInitializer : Initializer
{
    private const double TruncatedAt = 2;

    /// <summary>Values of a part that threads share: large enough to be worth it, a multiple of what the generator computes at once.</summary>
    private const int PartValues = 1 << 15;

    /// <summary>Values on the way through the normal distribution at a time: they stay in the first-level cache.</summary>
    private const int BlockValues = 512;

    /// <summary>A seed of its own: the same values whatever the model's seed is, and for every weight of one shape. Null: the model's seed decides.</summary>
    public long? Seed { get; init; }

    /// <summary>The seed, and what Keras writes beside it for initializers that count inputs and outputs.</summary>
    private protected static long? ReadSeed(IConfig<RandomInitializer> c)
    {
        if (c.Instance is VarianceScaling)
        {
            c.WriteOnly("input_axes", null);
            c.WriteOnly("output_axes", null);
        }

        return c.Setting("seed", i => i.Seed, seed => seed, node => node.Json["seed"] is JsonValue value && value.TryGetValue(out long seed) ? seed : null);
    }

    /// <inheritdoc/>
    public sealed override void Fill(Span<float> values, Shape shape, RandomKey key) => Draw(values, shape, Seed is { } seed ? RandomKey.FromSeed(seed) : key);

    /// <summary>Draws the values.</summary>
    /// <inheritdoc cref="Initializer.Fill"/>
    protected abstract void Draw(Span<float> values, Shape shape, RandomKey key);

    /// <summary>Draws from [minimum, maximum).</summary>
    private protected static void Uniform(Span<float> values, double minimum, double maximum, RandomKey key) => InParts(values, (part, first) =>
    {
        Philox.Uniform(part, key.Value, 0, first);
        Vector512<double> start = Vector512.Create(minimum), range = Vector512.Create(maximum - minimum);
        Span<Vector512<float>> vectors = MemoryMarshal.Cast<float, Vector512<float>>(part);
        foreach (ref Vector512<float> x in vectors)
        {
            (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(x);
            x = Vector512.Narrow(start + range * lower, start + range * upper);
        }

        for (int i = vectors.Length * Vector512<float>.Count; i < part.Length; i++) { part[i] = (float)(minimum + (maximum - minimum) * part[i]); }
    });

    /// <summary>Draws from the normal distribution.</summary>
    private protected static void Normal(Span<float> values, double mean, double deviation, RandomKey key) => InParts(values, (part, first) =>
    {
        Span<double> normal = stackalloc double[BlockValues];
        for (int start = 0; start < part.Length; start += BlockValues)
        {
            Span<float> block = part[start..Math.Min(start + BlockValues, part.Length)];
            Normals(normal[..block.Length], key, first + start);
            for (int i = 0; i < block.Length; i++) { block[i] = (float)(mean + deviation * normal[i]); }
        }
    });

    /// <summary>Draws from the normal distribution, again and again until within two standard deviations.</summary>
    private protected static void Truncated(Span<float> values, double mean, double deviation, RandomKey key) => InParts(values, (part, first) =>
    {
        Span<double> normal = stackalloc double[BlockValues];
        for (int start = 0; start < part.Length; start += BlockValues)
        {
            Span<float> block = part[start..Math.Min(start + BlockValues, part.Length)];
            Normals(normal[..block.Length], key, first + start);
            for (int i = 0; i < block.Length; i++)
            {
                double value = normal[i];
                for (ulong attempt = 1; Math.Abs(value) > TruncatedAt; attempt++) { value = Normal(key, attempt, first + start + i); }
                block[i] = (float)(mean + deviation * value);
            }
        }
    });

    /// <summary>Numbers of the standard normal distribution: those of one stream from an index on.</summary>
    private protected static void Normals(Span<double> values, RandomKey key, long first)
    {
        ulong radius = key.Child(1).Value, angle = key.Child(2).Value;
        Span<float> u = stackalloc float[BlockValues], v = stackalloc float[BlockValues];
        for (int start = 0; start < values.Length; start += BlockValues)
        {
            Span<double> block = values[start..Math.Min(start + BlockValues, values.Length)];
            Philox.Uniform(u[..block.Length], radius, 0, first + start);
            Philox.Uniform(v[..block.Length], angle, 0, first + start);
            for (int i = 0; i < block.Length; i++) { block[i] = Transformed(u[i], v[i]); }
        }
    }

    /// <summary>A number of the standard normal distribution.</summary>
    private static double Normal(RandomKey key, ulong step, long index) =>
        Transformed(Philox.Uniform(key.Child(1).Value, step, index), Philox.Uniform(key.Child(2).Value, step, index));

    /// <summary>Box and Muller's transform. 1 − u lies in (0, 1], so that its logarithm is finite.</summary>
    private static double Transformed(float u, float v) => Math.Sqrt(-2 * Math.Log(1.0 - u)) * Math.Cos(2 * Math.PI * v);

    /// <summary>Fills values in parts that threads share; each part knows where it begins, so the numbers do not depend on the threads.</summary>
    private static unsafe void InParts(Span<float> values, Filling fill)
    {
        fixed (float* start = values)
        {
            (nint at, int length) = ((nint)start, values.Length);
            Devices.Current.Share((length + PartValues - 1) / PartValues, part =>
            {
                int first = part * PartValues;
                fill(new Span<float>((float*)at + first, Math.Min(PartValues, length - first)), first);
            });
        }
    }

    /// <summary>Fills the values from an index on.</summary>
    private delegate void Filling(Span<float> part, long first);
}
