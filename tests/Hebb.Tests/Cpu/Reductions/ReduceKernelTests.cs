using Hebb.Cpu.Reductions;
using Hebb.Cpu.Running;
using Hebb.Ops;
using Hebb.Tests.Cpu.Running;

namespace Hebb.Tests.Cpu.Reductions;

public sealed class ReduceKernelTests
{
    public static TheoryData<string> Kinds => [nameof(Reduction.Sum), nameof(Reduction.Product), nameof(Reduction.Max), nameof(Reduction.Min)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void All_small_shapes_agree_with_double_precision(string name)
    {
        Reduction kind = Enum.Parse<Reduction>(name);
        Random random = new(1);
        for (int i = 0; i < 200; i++) { Check(kind, random, random.Next(1, 8), random.Next(0, 150), i % 2 == 0 ? 1 : random.Next(1, 150)); }
    }

    [Theory]
    [InlineData(1, 100_000, 1)]
    [InlineData(1, 7 * 1024, 1)]
    [InlineData(3, 5000, 33)]
    [InlineData(1, 3000, 200)]
    [InlineData(1000, 65, 1)]
    [InlineData(500, 3, 70)]
    public void Large_shapes_agree_with_double_precision(int outer, int length, int inner)
    {
        Check(Reduction.Sum, new(outer), outer, length, inner);
        Check(Reduction.Max, new(outer), outer, length, inner);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public void A_long_sum_keeps_its_accuracy(int inner)
    {
        // In one chain, a float sum of 3,000,000 times 0.1 is off by several percent.
        const int Length = 3_000_000;
        Workbench bench = new();
        float[] values = new float[Length];
        Array.Fill(values, 0.1f);
        Ref to = bench.Room<float>(inner);
        bench.Run(new ReduceKernel(Reduction.Sum, 1, Length / inner, inner) { From = bench.Put(values), To = to });
        Assert.All(bench.Read<float>(to), sum => Assert.InRange(sum / (0.1f * (Length / inner)), 1 - 1e-6, 1 + 1e-6));
    }

    [Theory]
    [InlineData(nameof(Reduction.Max), 1)]
    [InlineData(nameof(Reduction.Min), 1)]
    [InlineData(nameof(Reduction.Max), 5)]
    [InlineData(nameof(Reduction.Min), 5)]
    public void One_NaN_makes_the_result_NaN(string name, int inner)
    {
        Reduction kind = Enum.Parse<Reduction>(name);
        for (int bad = 0; bad < 90; bad++)
        {
            Workbench bench = new();
            float[] values = Workbench.Random(new(bad), 90 * inner);
            values[bad * inner] = float.NaN;
            Ref to = bench.Room<float>(inner);
            bench.Run(new ReduceKernel(kind, 1, 90, inner) { From = bench.Put(values), To = to });
            float[] result = bench.Read<float>(to);
            Assert.True(float.IsNaN(result[0]));
            Assert.DoesNotContain(float.NaN, result[1..]);
        }
    }

    private static void Check(Reduction kind, Random random, int outer, int length, int inner)
    {
        Workbench bench = new();
        float[] values = Workbench.Random(random, outer * length * inner);
        if (kind == Reduction.Product) { values = [.. values.Select(value => 1 + (value / 10))]; }
        Ref from = bench.Put(values), to = bench.Room<float>(outer * inner);
        ReduceKernel kernel = new(kind, outer, length, inner) { From = from, To = to };
        int[]? bits = null;
        foreach (int workers in new[] { 1, 2, 3, 8 })
        {
            bench.Spoil(to);
            bench.Run(kernel, workers);
            float[] result = bench.Read<float>(to);
            Assert.True(bench.IsUntouchedBehind(to));
            bits ??= Workbench.Bits(result);
            Assert.Equal(bits, Workbench.Bits(result));
            for (int i = 0; i < result.Length; i++)
            {
                double expected =
                    kind switch { Reduction.Sum => 0, Reduction.Product => 1, Reduction.Max => double.NegativeInfinity, _ => double.PositiveInfinity };
                for (int k = 0; k < length; k++)
                {
                    double x = values[(((i / inner * length) + k) * inner) + (i % inner)];
                    expected = kind switch
                    {
                        Reduction.Sum => expected + x,
                        Reduction.Product => expected * x,
                        Reduction.Max => Math.Max(expected, x),
                        _ => Math.Min(expected, x),
                    };
                }

                double allowed = kind switch { Reduction.Sum => 1e-6 * Math.Sqrt(length + 1.0), Reduction.Product => 1e-5 * Math.Abs(expected), _ => 0 };
                if (double.IsInfinity(expected)) { Assert.Equal(expected, result[i]); }
                else { Assert.InRange(result[i], expected - allowed, expected + allowed); }
            }
        }
    }
}
