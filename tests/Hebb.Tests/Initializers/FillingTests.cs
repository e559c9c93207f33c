using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Initializers;

/// <summary>Weights are filled in parts, by vectors and several threads; the numbers are those of the formula, one by one, bit for bit.</summary>
public sealed class FillingTests
{
    /// <summary>Sizes on both sides of vectors, blocks and parts.</summary>
    public static TheoryData<int> Sizes => [1, 15, 16, 17, 511, 513, 32767, 32768, 32769, 100_003];

    [Theory, MemberData(nameof(Sizes))]
    public void Uniform_is_the_formula(int size) =>
        Same(new Hebb.Initializers.RandomUniform(-0.3, 0.7), size, (key, i) => (float)(-0.3 + (0.7 - -0.3) * Philox.Uniform(key.Value, 0, i)));

    [Theory, MemberData(nameof(Sizes))]
    public void Normal_is_the_formula(int size) => Same(new RandomNormal(0.1, 0.5), size, (key, i) => (float)(0.1 + 0.5 * Normal(key, 0, i)));

    [Theory, MemberData(nameof(Sizes))]
    public void Truncated_normal_is_the_formula(int size) => Same(new TruncatedNormal(0.1, 0.5), size, (key, i) =>
    {
        ulong attempt = 0;
        double value = Normal(key, attempt, i);
        while (Math.Abs(value) > 2) { value = Normal(key, ++attempt, i); }
        return (float)(0.1 + 0.5 * value);
    });

    [Fact]
    public void Scaled_values_are_the_formula() =>
        Same(Initializer.GlorotUniform, [300, 401], (key, i) => (float)(-Limit + (Limit - -Limit) * Philox.Uniform(key.Value, 0, i)));

    private static double Limit => Math.Sqrt(3 * (1 / ((300.0 + 401) / 2)));

    private static double Normal(RandomKey key, ulong step, long index)
    {
        double u = 1.0 - Philox.Uniform(key.Child(1).Value, step, index), v = Philox.Uniform(key.Child(2).Value, step, index);
        return Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * v);
    }

    private static void Same(Initializer initializer, Shape shape, Func<RandomKey, int, float> formula)
    {
        RandomKey key = RandomKey.FromSeed(7);
        float[] expected = [.. Enumerable.Range(0, (int)shape.Size).Select(i => formula(key, i))], actual = new float[shape.Size];
        int before = Compute.Threads;
        try
        {
            foreach (int threads in new[] { 1, 3 })
            {
                Compute.Threads = threads;
                Array.Fill(actual, float.NaN);
                initializer.Fill(actual, shape, key);
                Assert.True(expected.AsSpan().SequenceEqual(actual), $"{initializer} with {threads} threads");
            }
        }
        finally
        {
            Compute.Threads = before;
        }
    }

    private static void Same(Initializer initializer, int size, Func<RandomKey, int, float> formula) => Same(initializer, [size], formula);
}
