using Hebb.Cpu.Movement;
using Hebb.Cpu.Running;
using Hebb.Tests.Cpu.Running;

namespace Hebb.Tests.Cpu.Movement;

public sealed class CopyKernelTests
{
    [Fact]
    public void Any_permutation_slice_broadcast_and_reversal_copies_each_element()
    {
        Random random = new(1);
        for (int i = 0; i < 1500; i++)
        {
            int rank = random.Next(0, 9);
            int[] dimensions = [.. Enumerable.Range(0, rank).Select(_ => random.Next(1, rank < 3 ? 60 : rank < 5 ? 10 : 4))];
            CheckRandom(random, dimensions);
        }
    }

    [Theory]
    [InlineData(1000, 1001)]
    [InlineData(3, 500, 300)]
    [InlineData(300, 500, 3)]
    [InlineData(200_000, 1, 2)]
    [InlineData(2, 200_000)]
    public void Large_copies_copy_each_element(params int[] dimensions)
    {
        Random random = new(2);
        for (int i = 0; i < 6; i++) { CheckRandom(random, dimensions); }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5, 0, 3)]
    public void Nothing_is_copied_if_an_extent_is_zero(params int[] dimensions) => CheckRandom(new(1), dimensions);

    [Fact]
    public void A_transposition_is_exact()
    {
        Workbench bench = new();
        int[] matrix = [.. Enumerable.Range(0, 67 * 45)];
        Ref to = bench.Room<int>(67 * 45);
        bench.Run(new CopyKernel(4, [45, 67], [1, 45], [67, 1]) { From = bench.Put(matrix), To = to });
        int[] result = bench.Read<int>(to);
        for (int i = 0; i < result.Length; i++) { Assert.Equal(matrix[(i % 67 * 45) + (i / 67)], result[i]); }
    }

    [Fact]
    public void Wrong_descriptions_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new CopyKernel(2, [1], [1], [1]) { From = default, To = default });
        Assert.Throws<ArgumentException>(() => new CopyKernel(4, [1, 2], [1], [1, 1]) { From = default, To = default });
        Assert.Throws<ArgumentException>(() => new CopyKernel(4, new int[9], new long[9], new long[9]) { From = default, To = default });
    }

    private static void CheckRandom(Random random, int[] dimensions)
    {
        long[] fromStrides = Strides(random, dimensions, random.Next(3), broadcast: true, out long fromStart, out int fromSize);
        long[] toStrides = Strides(random, dimensions, random.Next(2), broadcast: false, out long toStart, out int toSize);
        switch (random.Next(3))
        {
            case 0: Check<byte>(random, dimensions, fromStrides, fromStart, fromSize, toStrides, toStart, toSize, i => (byte)(i * 7)); break;
            case 1: Check(random, dimensions, fromStrides, fromStart, fromSize, toStrides, toStart, toSize, i => i); break;
            default: Check(random, dimensions, fromStrides, fromStart, fromSize, toStrides, toStart, toSize, i => (long)i << 20); break;
        }
    }

    /// <summary>Strides of a random layout: axes in any order, gaps, some reversed, some broadcast.</summary>
    private static long[] Strides(Random random, int[] dimensions, int disorder, bool broadcast, out long start, out int size)
    {
        int[] order = [.. Enumerable.Range(0, dimensions.Length).Reverse()];
        if (disorder > 0) { random.Shuffle(order); }
        long[] strides = new long[dimensions.Length];
        long step = random.Next(4) == 0 ? 2 : 1;
        start = 0;
        foreach (int axis in order)
        {
            if (broadcast && random.Next(6) == 0) { continue; }
            strides[axis] = step;
            if (random.Next(6) == 0)
            {
                strides[axis] = -step;
                start += step * Math.Max(0, dimensions[axis] - 1);
            }

            step = (step * dimensions[axis]) + (random.Next(4) == 0 ? 1 : 0);
        }

        size = (int)Math.Max(1, step);
        return strides;
    }

    private static void Check<T>(
        Random random, int[] dimensions, long[] fromStrides, long fromStart, int fromSize, long[] toStrides, long toStart, int toSize, Func<int, T> value)
        where T : unmanaged, IEquatable<T>
    {
        Workbench bench = new();
        T[] from = [.. Enumerable.Range(0, fromSize).Select(value)];
        Ref source = bench.Put(from), to = bench.Room<T>(toSize);
        T[] expected = bench.Read<T>(to);
        int count = dimensions.Aggregate(1, (size, extent) => size * extent);
        for (int i = 0; i < count; i++)
        {
            long f = fromStart, t = toStart;
            for (int axis = dimensions.Length - 1, rest = i; axis >= 0; rest /= dimensions[axis--])
            {
                f += rest % dimensions[axis] * fromStrides[axis];
                t += rest % dimensions[axis] * toStrides[axis];
            }

            expected[t] = from[f];
        }

        int elementSize = System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        CopyKernel kernel = new(elementSize, dimensions, fromStrides, toStrides)
        {
            From = source with { Offset = fromStart * elementSize },
            To = to with { Offset = toStart * elementSize },
        };
        foreach (int workers in kernel.Parts > 1 ? new[] { 1, 2, 3, 8 } : [1])
        {
            bench.Spoil(to);
            bench.Run(kernel, workers);
            Assert.Equal(expected, bench.Read<T>(to));
            Assert.True(bench.IsUntouchedBehind(to));
        }
    }
}
