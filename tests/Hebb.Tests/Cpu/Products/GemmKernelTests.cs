using Hebb.Cpu.Chains;
using Hebb.Cpu.Products;
using Hebb.Cpu.Running;
using Hebb.Tests.Cpu.Running;

namespace Hebb.Tests.Cpu.Products;

public sealed class GemmKernelTests
{
    [Fact]
    public void Products_of_all_small_shapes_are_exact_chains()
    {
        Random random = new(1);
        for (int i = 0; i < 600; i++)
        {
            Check(random, new() { Rows = random.Next(1, 41), Columns = random.Next(1, 41), Depth = random.Next(1, 41) });
        }
    }

    [Theory]
    [InlineData(1, 300, 700)]
    [InlineData(1, 1000, 17)]
    [InlineData(97, 1, 600)]
    [InlineData(3000, 1, 40)]
    [InlineData(30, 1, 1025)]
    [InlineData(64, 32, 513)]
    [InlineData(130, 257, 300)]
    [InlineData(13, 1200, 90)]
    [InlineData(250, 70, 1)]
    [InlineData(5, 300, 256)]
    public void Products_of_large_shapes_are_exact_chains(int rows, int columns, int depth) =>
        Check(new(rows + columns + depth), new() { Rows = rows, Columns = columns, Depth = depth });

    [Theory]
    [InlineData(0, 3, 4)]
    [InlineData(3, 0, 4)]
    public void Empty_products_write_nothing(int rows, int columns, int depth) =>
        Check(new(1), new() { Rows = rows, Columns = columns, Depth = depth });

    [Theory]
    [InlineData(3, 5)]
    [InlineData(3, 1)]
    [InlineData(1, 300)]
    public void A_sum_of_nothing_is_zero(int rows, int columns) => Check(new(1), new() { Rows = rows, Columns = columns, Depth = 0 });

    [Fact]
    public void Batches_step_through_their_operands_or_share_them()
    {
        Random random = new(2);
        for (int i = 0; i < 60; i++)
        {
            Check(random, new() { Rows = random.Next(1, 20), Columns = random.Next(1, 50), Depth = random.Next(1, 40), Batch = random.Next(2, 9) });
        }

        Check(random, new() { Rows = 70, Columns = 65, Depth = 64, Batch = 40 });
    }

    [Theory]
    [InlineData(9)]
    [InlineData(1)]
    [InlineData(100)]
    public void Numbers_that_are_not_finite_stay_in_their_rows_and_columns(int columns)
    {
        Workbench bench = new();
        float[] a = Workbench.Random(new(3), 40 * 20), b = Workbench.Random(new(4), 20 * columns);
        (a[(7 * 20) + 3], b[(2 * columns) + (columns / 2)]) = (float.NaN, float.PositiveInfinity);
        Ref c = bench.Room<float>(40 * columns);
        bench.Run(new GemmKernel(new()
        {
            Rows = 40,
            Columns = columns,
            Depth = 20,
            A = bench.Put(a),
            ARowStride = 20,
            B = bench.Put(b),
            BRowStride = columns,
            C = c,
            CRowStride = columns,
        }));
        float[] result = bench.Read<float>(c);
        for (int i = 0; i < result.Length; i++)
        {
            Assert.Equal(i / columns == 7, float.IsNaN(result[i]));
            if (i / columns != 7) { Assert.Equal(i % columns == columns / 2, float.IsInfinity(result[i])); }
        }
    }

    [Theory]
    [InlineData(32, 64, 12, 1)]
    [InlineData(32, 1, 32, 1)]
    [InlineData(200, 70, 300, 1)]
    [InlineData(300, 1000, 40, 1)]
    [InlineData(30, 33, 20, 7)]
    public void An_epilogue_gets_every_row_of_the_product_once(int rows, int columns, int depth, int batch)
    {
        Random random = new(5);
        Workbench bench = new();
        float[] a = Workbench.Random(random, batch * rows * depth), b = Workbench.Random(random, depth * columns);
        Ref y = bench.Room<float>(batch * rows * columns), c = bench.Room<float>(batch * rows * columns);
        MatrixProduct product = new()
        {
            Rows = rows,
            Columns = columns,
            Depth = depth,
            Batch = batch,
            A = bench.Put(a),
            ARowStride = depth,
            ABatchStride = rows * depth,
            B = bench.Put(b),
            BRowStride = columns,
            Epilogue = new Doubling(y, columns),
        };
        float[] expected = [.. Expected(product, a, b).Select(value => 2 * value)];
        foreach (Ref? kept in new Ref?[] { null, c })
        {
            foreach (int workers in new[] { 1, 3 })
            {
                bench.Spoil(y);
                GemmKernel kernel = new(product with { C = kept, CRowStride = columns, CBatchStride = rows * columns });
                bench.Run(kernel, workers);
                Assert.Equal(Workbench.Bits(expected), Workbench.Bits(bench.Read<float>(y)));
            }
        }

        Assert.Equal(Workbench.Bits(Expected(product, a, b)), Workbench.Bits(bench.Read<float>(c)));
    }

    [Fact]
    public void Large_products_fall_into_parts_and_small_ones_do_not()
    {
        Assert.Equal(1, new GemmKernel(Shape(32, 64, 12)).Parts);
        Assert.InRange(new GemmKernel(Shape(512, 512, 512)).Parts, 8, 32);
        Assert.InRange(new GemmKernel(Shape(1, 4096, 1024)).Parts, 2, 32);

        static MatrixProduct Shape(int rows, int columns, int depth) =>
            new() { Rows = rows, Columns = columns, Depth = depth, A = default, ARowStride = depth, B = default };
    }

    /// <summary>All ways to store and compute a product, with strides wider than rows, against its definition, bit for bit.</summary>
    private static void Check(Random random, Shape s)
    {
        int gap = random.Next(0, 3);
        foreach (bool transposed in new[] { false, true })
        {
            Workbench bench = new();
            int aRow = (transposed ? s.Rows : s.Depth) + gap, bRow = s.Columns + gap, cRow = s.Columns + gap;
            int aSize = aRow * (transposed ? s.Depth : s.Rows), bSize = bRow * s.Depth, cSize = cRow * s.Rows;
            bool sharedA = s.Batch > 1 && random.Next(2) == 0;
            float[] a = Workbench.Random(random, aSize * s.Batch), b = Workbench.Random(random, bSize * s.Batch);
            Ref c = bench.Room<float>(cSize * s.Batch), packed = bench.Room<float>((int)Panel.Size(s.Depth, s.Columns) * s.Batch);
            MatrixProduct direct = new()
            {
                Rows = s.Rows,
                Columns = s.Columns,
                Depth = s.Depth,
                Batch = s.Batch,
                A = bench.Put(a),
                ARowStride = aRow,
                ATransposed = transposed,
                ABatchStride = sharedA ? 0 : aSize,
                B = bench.Put(b),
                BRowStride = bRow,
                BBatchStride = bSize,
                C = c,
                CRowStride = cRow,
                CBatchStride = cSize,
            };
            int[] expected = Workbench.Bits(Expected(direct, a, b));
            bench.Run(new PackKernel(s.Depth, s.Columns, s.Batch) { From = direct.B, RowStride = bRow, BatchStride = bSize, To = packed }, 2);
            MatrixProduct panels = direct with { B = packed, BPacked = true, BRowStride = 0, BBatchStride = Panel.Size(s.Depth, s.Columns) };
            foreach (MatrixProduct product in new[] { direct, panels })
            {
                foreach (Tiles tiles in Tiles.Supported())
                {
                    foreach (int workers in new GemmKernel(product).Parts > 1 ? new[] { 1, 2, 3, 4, 8, 8, 2 } : [1])
                    {
                        bench.Spoil(c);
                        bench.Run(new GemmKernel(product) { Tiles = tiles }, workers);
                        Assert.Equal(expected, Workbench.Bits(bench.Read<float>(c)));
                        Assert.True(bench.IsUntouchedBehind(c));
                    }
                }
            }
        }
    }

    /// <summary>The definition of the result, one element at a time; what is no element of C stays as it was.</summary>
    private static float[] Expected(MatrixProduct p, float[] a, float[] b)
    {
        int cRow = p.C is null ? p.Columns : p.CRowStride, cSize = p.C is null ? p.Rows * p.Columns : (int)p.CBatchStride;
        float[] c = new float[cSize * p.Batch];
        Array.Fill(c, BitConverter.Int32BitsToSingle(-1));
        for (int i = 0; i < p.Batch * p.Rows * p.Columns; i++)
        {
            (int batch, int row, int column) = (i / (p.Rows * p.Columns), i / p.Columns % p.Rows, i % p.Columns);
            float[] x = new float[p.Depth], y = new float[p.Depth];
            for (int k = 0; k < p.Depth; k++)
            {
                x[k] = a[(batch * p.ABatchStride) + (p.ATransposed ? (k * p.ARowStride) + row : (row * p.ARowStride) + k)];
                y[k] = b[(batch * p.BBatchStride) + (k * p.BRowStride) + column];
            }

            c[(batch * cSize) + (row * cRow) + column] = p.Columns == 1 && !p.ATransposed ? Dot(x, y) : Chain(x, y);
        }

        return c;
    }

    private static float Chain(float[] x, float[] y)
    {
        float? total = null;
        for (int k = 0; k < x.Length || k == 0; k += GemmPlan.DepthBlock)
        {
            float sum = 0;
            for (int i = k; i < Math.Min(k + GemmPlan.DepthBlock, x.Length); i++) { sum = MathF.FusedMultiplyAdd(x[i], y[i], sum); }
            total = total is null ? sum : total + sum;
        }

        return total!.Value;
    }

    private static float Dot(float[] x, float[] y)
    {
        float[] lanes = new float[16];
        for (int k = 0; k < x.Length; k++) { lanes[k % 16] = MathF.FusedMultiplyAdd(x[k], y[k], lanes[k % 16]); }
        for (int half = 8; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++) { lanes[i] += lanes[i + half]; }
        }

        return lanes[0];
    }

    private readonly record struct Shape()
    {
        public int Rows { get; init; }
        public int Columns { get; init; }
        public int Depth { get; init; }
        public int Batch { get; init; } = 1;
    }

    /// <summary>Writes twice the product, by way of its scratch memory.</summary>
    private sealed unsafe class Doubling(Ref to, int columns) : Epilogue
    {
        public override long ScratchBytes => columns * sizeof(float);

        public override void Rows(Frame frame, float* scratch, int firstRow, int lastRow, float* product, int productStride)
        {
            Assert.Equal(0, (nint)scratch % 64);
            for (int row = firstRow; row < lastRow; row++)
            {
                for (int i = 0; i < columns; i++) { scratch[i] = 2 * product[((row - firstRow) * productStride) + i]; }
                new Span<float>(scratch, columns).CopyTo(new(frame.Floats(to) + (row * columns), columns));
            }
        }
    }
}
