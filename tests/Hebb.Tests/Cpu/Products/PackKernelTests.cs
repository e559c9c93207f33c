using Hebb.Cpu.Products;
using Hebb.Cpu.Running;
using Hebb.Tests.Cpu.Running;

namespace Hebb.Tests.Cpu.Products;

public sealed class PackKernelTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 31, 1)]
    [InlineData(40, 32, 1)]
    [InlineData(33, 65, 3)]
    [InlineData(300, 500, 1)]
    public void Both_storage_orders_give_panels_filled_up_with_zeros(int rows, int columns, int batch)
    {
        float[] matrix = Workbench.Random(new(rows), batch * rows * columns);
        float[] expected = new float[Panel.Size(rows, columns) * batch];
        float[] transposed = new float[matrix.Length];
        for (int i = 0; i < matrix.Length; i++)
        {
            (int b, int k, int n) = (i / (rows * columns), i / columns % rows, i % columns);
            expected[(b * (int)Panel.Size(rows, columns)) + (n / 32 * 32 * rows) + (k * 32) + (n % 32)] = matrix[i];
            transposed[(b * rows * columns) + (n * rows) + k] = matrix[i];
        }

        foreach (int workers in new[] { 1, 2, 5 })
        {
            Workbench bench = new();
            Ref to = bench.Room<float>(expected.Length), from = bench.Put(matrix), turned = bench.Put(transposed);
            bench.Run(new PackKernel(rows, columns, batch) { From = from, RowStride = columns, BatchStride = rows * columns, To = to }, workers);
            Assert.Equal(expected, bench.Read<float>(to));
            bench.Spoil(to);
            bench.Run(
                new PackKernel(rows, columns, batch) { From = turned, RowStride = rows, BatchStride = rows * columns, Transposed = true, To = to }, workers);
            Assert.Equal(expected, bench.Read<float>(to));
            Assert.True(bench.IsUntouchedBehind(to));
        }
    }
}
