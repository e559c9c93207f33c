using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Initializers;

public sealed class InitializerTests
{
    private static readonly Shape s_shape = [300, 200];

    /// <summary>Each initializer with the standard deviation and the bound that its values must have for 300 inputs and 200 outputs.</summary>
    public static TheoryData<Initializer, double, double> Distributions => new()
    {
        { Initializer.RandomNormal, 0.05, 0.05 * 5.8 },
        { Initializer.RandomUniform, 0.05 / Math.Sqrt(3), 0.05 },
        { Initializer.TruncatedNormal, 0.05 * 0.87962566, 0.1 },
        { Initializer.GlorotNormal, Math.Sqrt(2 / 500.0), 2 * Math.Sqrt(2 / 500.0) / 0.87962566 },
        { Initializer.GlorotUniform, Math.Sqrt(2 / 500.0), Math.Sqrt(6 / 500.0) },
        { Initializer.HeNormal, Math.Sqrt(2 / 300.0), 2 * Math.Sqrt(2 / 300.0) / 0.87962566 },
        { Initializer.HeUniform, Math.Sqrt(2 / 300.0), Math.Sqrt(6 / 300.0) },
        { Initializer.LecunNormal, Math.Sqrt(1 / 300.0), 2 * Math.Sqrt(1 / 300.0) / 0.87962566 },
        { Initializer.LecunUniform, Math.Sqrt(1 / 300.0), Math.Sqrt(3 / 300.0) },
        { Initializer.FanInUniform, 1 / Math.Sqrt(900.0), 1 / Math.Sqrt(300.0) },
        { new RandomSigns(), 1, 1.00001 },
        { new VarianceScaling(3, FanMode.FanOut, InitialDistribution.UntruncatedNormal), Math.Sqrt(3 / 200.0), 5.8 * Math.Sqrt(3 / 200.0) },
    };

    [Theory, MemberData(nameof(Distributions))]
    public void Moments_and_bounds_are_right(Initializer initializer, double deviation, double bound)
    {
        double[] values = Values(initializer, s_shape);
        double mean = values.Average(), standardDeviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        Assert.Equal(0, mean / deviation, 5 / Math.Sqrt(values.Length)); // five standard errors
        Assert.Equal(1, standardDeviation / deviation, 0.01);
        Assert.InRange(values.Max(Math.Abs), 0.95 * Math.Min(bound, 3 * deviation), bound * (1 + 1e-6));
    }

    [Theory, MemberData(nameof(Distributions))]
    public void Equal_keys_give_equal_values_and_others_do_not(Initializer initializer, double deviation, double bound)
    {
        Assert.True(deviation < bound);
        Assert.Equal(Values(initializer, [4, 5], 1), Values(initializer, [4, 5], 1));
        Assert.NotEqual(Values(initializer, [4, 5], 1), Values(initializer, [4, 5], 2));
    }

    [Fact]
    public void An_own_seed_overrides_the_key()
    {
        Initializer seeded = new HeNormal { Seed = 5 };
        Assert.Equal(Values(seeded, [4, 5], 1), Values(seeded, [4, 5], 2));
        Assert.NotEqual(Values(seeded, [4, 5]), Values(new HeNormal { Seed = 6 }, [4, 5]));
    }

    [Fact]
    public void Convolution_kernels_count_their_receptive_field()
    {
        // 3 × 3 × 8 inputs.
        double limit = Values(Initializer.HeUniform, [3, 3, 8, 400]).Max(Math.Abs);
        Assert.Equal(Math.Sqrt(6 / 72.0), limit, 1e-3);
    }

    [Fact]
    public void Constants_are_constant()
    {
        Assert.All(Values(Initializer.Zeros, [3, 2]), value => Assert.Equal(0, value));
        Assert.All(Values(Initializer.Ones, [3, 2]), value => Assert.Equal(1, value));
        Assert.All(Values(Initializer.Constant(-2.5), [3, 2]), value => Assert.Equal(-2.5, value));
    }

    [Theory]
    [InlineData(7, 4)]
    [InlineData(4, 7)]
    [InlineData(16, 16)]
    [InlineData(1, 3)]
    public void Orthogonal_matrices_are_orthogonal(int rows, int columns)
    {
        double[] q = Values(new Orthogonal(2), [rows, columns]);
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        for (int a = 0; a < count; a++)
        {
            for (int b = 0; b < count; b++)
            {
                double dot = Enumerable.Range(0, length).Sum(i => At(a, i) * At(b, i));
                Assert.Equal(a == b ? 4 : 0, dot, 1e-5);
            }
        }

        double At(int vector, int i) => rows <= columns ? q[vector * columns + i] : q[i * columns + vector];
    }

    [Fact]
    public void Identity_is_the_identity()
    {
        Assert.Equal([1, 0, 0, 0, 1, 0], Values(Initializer.Identity, [2, 3]));
        Assert.Contains("(2, 3, 4)", Assert.Throws<ShapeException>(() => Values(Initializer.Identity, [2, 3, 4])).Message);
        Assert.Contains("(3,)", Assert.Throws<ShapeException>(() => Values(Initializer.Orthogonal, [3])).Message);
    }

    private static double[] Values(Initializer initializer, Shape shape, long seed = 0)
    {
        float[] values = new float[shape.Size];
        initializer.Fill(values, shape, RandomKey.FromSeed(seed));
        return [.. values.Select(value => (double)value)];
    }
}
