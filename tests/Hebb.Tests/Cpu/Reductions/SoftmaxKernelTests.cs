using Hebb.Cpu.Reductions;
using Hebb.Cpu.Running;
using Hebb.Tests.Cpu.Running;

namespace Hebb.Tests.Cpu.Reductions;

public sealed class SoftmaxKernelTests
{
    public static TheoryData<int, int> Shapes => new()
    {
        { 1, 1 }, { 3, 2 }, { 5, 10 }, { 7, 15 }, { 7, 16 }, { 7, 17 }, { 9, 33 }, { 1000, 100 }, { 2, 30_000 }, { 0, 5 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Softmax_agrees_with_double_precision(int rows, int columns)
    {
        float[] x = [.. Workbench.Random(new(rows), rows * columns).Select(value => 20 * value)];
        float[] y = Check(x, rows * columns, (from, to) => new SoftmaxKernel(rows, columns) { From = from, To = to });
        for (int row = 0; row < rows; row++)
        {
            double sum = Row(x, row, columns).Sum(value => Math.Exp(value));
            for (int i = 0; i < columns; i++)
            {
                double expected = Math.Exp(x[(row * columns) + i]) / sum;
                Assert.InRange(y[(row * columns) + i], expected * (1 - 4e-6), expected * (1 + 4e-6));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void LogSumExp_agrees_with_double_precision(int rows, int columns)
    {
        float[] x = [.. Workbench.Random(new(rows), rows * columns).Select(value => 20 * value)];
        float[] y = Check(x, rows, (from, to) => new LogSumExpKernel(rows, columns) { From = from, To = to });
        for (int row = 0; row < rows; row++)
        {
            double expected = Math.Log(Row(x, row, columns).Sum(value => Math.Exp(value)));
            Assert.InRange(y[row], expected - 4e-6, expected + 4e-6);
        }
    }

    [Fact]
    public void Softmax_works_in_place()
    {
        float[] x = Workbench.Random(new(1), 5 * 21);
        Workbench bench = new();
        Ref at = bench.Put(x), to = bench.Room<float>(x.Length);
        bench.Run(new SoftmaxKernel(5, 21) { From = at, To = to });
        bench.Run(new SoftmaxKernel(5, 21) { From = at, To = at });
        Assert.Equal(bench.Read<float>(to), bench.Read<float>(at));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    public void Large_numbers_do_not_overflow(int columns)
    {
        Workbench bench = new();
        Ref from = bench.Put(Enumerable.Repeat(1e30f, columns).ToArray()), y = bench.Room<float>(columns), sum = bench.Room<float>(1);
        bench.Run(new SoftmaxKernel(1, columns) { From = from, To = y });
        bench.Run(new LogSumExpKernel(1, columns) { From = from, To = sum });
        Assert.All(bench.Read<float>(y), value => Assert.InRange(value, (1f / columns) - 1e-6f, (1f / columns) + 1e-6f));
        Assert.Equal(1e30f, bench.Read<float>(sum)[0]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    public void Infinite_elements_have_their_limits(int columns)
    {
        float[] none = [.. Enumerable.Repeat(float.NegativeInfinity, columns)];
        float[] masked = [.. none];
        masked[1] = 2;
        float[] infinite = [.. masked];
        infinite[2] = float.PositiveInfinity;
        float[] bad = [.. infinite];
        bad[0] = float.NaN;
        Workbench bench = new();
        Ref from = bench.Put([.. none, .. masked, .. infinite, .. bad]), y = bench.Room<float>(4 * columns), sum = bench.Room<float>(4);
        bench.Run(new SoftmaxKernel(4, columns) { From = from, To = y });
        bench.Run(new LogSumExpKernel(4, columns) { From = from, To = sum });
        Assert.Equal([float.NegativeInfinity, 2, float.PositiveInfinity, float.NaN], bench.Read<float>(sum));
        float[] result = bench.Read<float>(y);
        Assert.All(Row(result, 0, columns), value => Assert.True(float.IsNaN(value)));
        Assert.Equal(Enumerable.Range(0, columns).Select(i => i == 1 ? 1f : 0f), Row(result, 1, columns));
        Assert.All(Row(result, 2, columns), value => Assert.True(float.IsNaN(value)));
        Assert.All(Row(result, 3, columns), value => Assert.True(float.IsNaN(value)));
    }

    private static float[] Row(float[] x, int row, int columns) => x.AsSpan(row * columns, columns).ToArray();

    private static float[] Check(float[] x, int size, Func<Ref, Ref, Kernel> kernel)
    {
        Workbench bench = new();
        Ref from = bench.Put(x), to = bench.Room<float>(size);
        float[]? first = null;
        foreach (int workers in new[] { 1, 2, 3, 8 })
        {
            bench.Spoil(to);
            bench.Run(kernel(from, to), workers);
            Assert.True(bench.IsUntouchedBehind(to));
            float[] result = bench.Read<float>(to);
            first ??= result;
            Assert.Equal(Workbench.Bits(first), Workbench.Bits(result));
        }

        return first!;
    }
}
