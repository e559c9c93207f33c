using Hebb.Cpu.Movement;
using Hebb.Cpu.Running;
using Hebb.Tensors;
using Hebb.Tests.Cpu.Running;

namespace Hebb.Tests.Cpu.Movement;

public sealed class ScatterAddKernelTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(40, 7, 5)]
    [InlineData(2000, 50, 100)]
    [InlineData(3000, 9, 129)]
    [InlineData(0, 3, 4)]
    public void Rows_are_added_in_order(int count, int rows, int columns)
    {
        Random random = new(count);
        float[] from = Workbench.Random(random, count * columns);
        int[] indices = [.. Enumerable.Range(0, count).Select(_ => random.Next(rows))];
        float[] expected = new float[rows * columns];
        for (int i = 0; i < from.Length; i++) { expected[(indices[i / columns] * columns) + (i % columns)] += from[i]; }

        Workbench bench = new();
        Ref source = bench.Put(from), narrow = bench.Put(indices), wide = bench.Put(indices.Select(index => (long)index).ToArray());
        Ref to = bench.Room<float>(rows * columns);
        foreach (int workers in new[] { 1, 2, 3, 8 })
        {
            foreach (bool isWide in new[] { false, true })
            {
                bench.Spoil(to);
                bench.Run(
                    new ScatterAddKernel(count, rows, columns)
                    {
                        From = source,
                        Indices = isWide ? wide : narrow,
                        IndexType = isWide ? DType.Int64 : DType.Int32,
                        To = to,
                    },
                    workers);
                Assert.Equal(Workbench.Bits(expected), Workbench.Bits(bench.Read<float>(to)));
                Assert.True(bench.IsUntouchedBehind(to));
            }
        }
    }

    [Fact]
    public void An_index_outside_the_table_is_refused()
    {
        Workbench bench = new();
        Ref indices = bench.Put(5), from = bench.Put(1f), to = bench.Room<float>(5);
        ScatterAddKernel kernel = new(1, 5, 1) { From = from, Indices = indices, IndexType = DType.Int32, To = to, Scope = "embedding" };
        Assert.Contains("embedding", Assert.Throws<ArgumentOutOfRangeException>(() => bench.Run(kernel)).Message, StringComparison.Ordinal);
    }
}
