using Hebb.Cpu.Movement;
using Hebb.Cpu.Running;
using Hebb.Tensors;
using Hebb.Tests.Cpu.Running;

namespace Hebb.Tests.Cpu.Movement;

public sealed class GatherKernelTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(10, 7, 5)]
    [InlineData(5000, 300, 33)]
    [InlineData(4, 3, 0)]
    [InlineData(0, 3, 4)]
    public void Rows_are_copied_by_both_index_types(int count, int rows, int columns)
    {
        Random random = new(count);
        float[] table = Workbench.Random(random, rows * columns);
        int[] indices = [.. Enumerable.Range(0, count).Select(_ => random.Next(rows))];
        float[] expected = [.. indices.SelectMany(index => table.AsSpan(index * columns, columns).ToArray())];
        Workbench bench = new();
        Ref from = bench.Put(table), narrow = bench.Put(indices), wide = bench.Put(indices.Select(index => (long)index).ToArray());
        Ref to = bench.Room<float>(count * columns);
        foreach (int workers in new[] { 1, 2, 3 })
        {
            foreach (bool isWide in new[] { false, true })
            {
                bench.Spoil(to);
                bench.Run(Kernel(from, isWide ? wide : narrow, isWide ? DType.Int64 : DType.Int32, to, count, rows, columns * 4), workers);
                Assert.Equal(expected, bench.Read<float>(to));
                Assert.True(bench.IsUntouchedBehind(to));
            }
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    public void An_index_outside_the_table_names_the_layer_the_index_and_the_range(int bad)
    {
        Workbench bench = new();
        Ref indices = bench.Put(0, 2, bad), table = bench.Put(1f, 2f, 3f), to = bench.Room<float>(3);
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => bench.Run(Kernel(table, indices, DType.Int32, to, 3, 3, 4)));
        Assert.Contains("embedding", error.Message, StringComparison.Ordinal);
        Assert.Contains($"index {bad} (at position 2)", error.Message, StringComparison.Ordinal);
        Assert.Contains("0 to 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_index_of_more_than_32_bits_is_not_cut_to_a_valid_one()
    {
        Workbench bench = new();
        Ref indices = bench.Put(1L << 32), table = bench.Put(1f), to = bench.Room<float>(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => bench.Run(Kernel(table, indices, DType.Int64, to, 1, 1, 4)));
    }

    private static GatherKernel Kernel(Ref table, Ref indices, DType type, Ref to, int count, int rows, int rowBytes) =>
        new(count, rows, rowBytes) { Table = table, Indices = indices, IndexType = type, To = to, Scope = "embedding" };
}
