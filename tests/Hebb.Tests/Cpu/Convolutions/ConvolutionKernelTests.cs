using Hebb.Cpu.Convolutions;
using Hebb.Cpu.Products;
using Hebb.Cpu.Running;
using Hebb.Ops;
using Hebb.Tests.Cpu.Running;

namespace Hebb.Tests.Cpu.Convolutions;

public sealed class ConvolutionKernelTests
{
    /// <summary>Edges, strides, dilation, zeros in between, elements left out, groups, depth, lines longer than a block, one channel, wide filters.</summary>
    private static readonly (Windows Windows, int[] X, int Groups, int Filters)[] s_cases =
    [
        (new(Window.One, new(3, Before: 1, After: 1), new(3, Before: 1, After: 1)), [2, 1, 9, 11, 5], 1, 19),
        (new(Window.One, new(3), new(3)), [3, 1, 8, 8, 16], 1, 16),
        (new(Window.One, new(3), new(5, Stride: 2)), [2, 1, 7, 13, 1], 1, 33),
        (new(Window.One, new(3, Stride: 2, Before: 0, After: 1), new(2, Stride: 3, Dilation: 2, Before: 2, After: 3)), [2, 1, 10, 12, 3], 1, 4),
        (new(Window.One, new(3, Dilation: 3, Before: 3, After: 3), new(3, Dilation: 2)), [1, 1, 12, 14, 6], 3, 9),
        (new(new(2, Before: 1), new(3, Before: 1, After: 1), new(2, After: 1)), [2, 4, 5, 6, 4], 2, 6),
        (new(new(2, Dilation: 2), new(2), new(3)), [1, 5, 6, 7, 3], 1, 8),
        (new(Window.One, new(3, Before: 2, After: 2, Spread: 2), new(3, Before: 2, After: 1, Spread: 3)), [2, 1, 4, 5, 7], 1, 10),
        (new(Window.One, new(3, Before: -1, After: -1), new(3, Before: -2, After: 0)), [1, 1, 9, 9, 2], 1, 3),
        (new(Window.One, Window.One, new(7, Before: 6)), [2, 1, 1, 500, 2], 1, 5),
        (new(Window.One, Window.One, Window.One), [2, 1, 6, 7, 40], 1, 70),
        (new(Window.One, new(3, Before: 1, After: 1), new(3, Before: 1, After: 1)), [1, 1, 3, 3, 64], 1, 64),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, s_cases.Length)];

    [Theory, MemberData(nameof(Cases))]
    public void A_convolution_is_its_definition_to_the_bit(int index)
    {
        (Windows windows, int[] x, int groups, int filters) = s_cases[index];
        Random random = new(index);
        int channels = x[4] / groups, depth = windows.Taps * channels, perGroup = filters / groups;
        int[] y = Positions(windows, x);
        int positions = y.Aggregate(x[0], (a, b) => a * b);
        float[] from = Workbench.Random(random, x.Aggregate(1, (a, b) => a * b)), w = Workbench.Random(random, depth * filters),
            expected = new float[positions * filters];
        for (int p = 0; p < positions; p++)
        {
            for (int o = 0; o < filters; o++)
            {
                float[] patch =
                    [.. Enumerable.Range(0, depth).Select(k => Under(windows, x, y, from, p, k / channels, (o / perGroup * channels) + (k % channels)))];
                float total = 0;
                for (int first = 0; first < depth; first += GemmPlan.DepthBlock)
                {
                    float sum = 0;
                    for (int k = first; k < Math.Min(depth, first + GemmPlan.DepthBlock); k++)
                    {
                        sum = MathF.FusedMultiplyAdd(patch[k], w[(k * filters) + o], sum);
                    }

                    total = first == 0 ? sum : total + sum;
                }

                expected[(p * filters) + o] = total;
            }
        }

        Workbench bench = new();
        Ref at = bench.Put(from), matrix = bench.Put(w), packed = bench.Room<float>((int)Panel.Size(depth, filters)), to = bench.Room<float>(expected.Length);
        bench.Run(new PackKernel(depth, filters, 1) { From = matrix, RowStride = filters, BatchStride = w.Length, To = packed });
        foreach (bool isPacked in groups == 1 ? new[] { false, true } : [false])
        {
            foreach (Tiles tiles in Tiles.Supported())
            {
                foreach (int workers in new[] { 1, 3 })
                {
                    bench.Spoil(to);
                    bench.Run(
                        new ConvolutionKernel(windows, x, at, filters, groups, null, keeps: true)
                        {
                            Filters = isPacked ? packed : matrix,
                            Packed = isPacked,
                            To = to,
                            Tiles = tiles,
                        },
                        workers);
                    Assert.Equal(Workbench.Bits(expected), Workbench.Bits(bench.Read<float>(to)));
                    Assert.True(bench.IsUntouchedBehind(to));
                }
            }
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Gradients_of_filters_are_sums_over_the_positions_and_the_same_bits_everywhere(int index)
    {
        (Windows windows, int[] x, int groups, int filters) = s_cases[index];
        Random random = new(index);
        int channels = x[4] / groups, depth = windows.Taps * channels, perGroup = filters / groups;
        int[] y = Positions(windows, x);
        int positions = y.Aggregate(x[0], (a, b) => a * b);
        float[] from = Workbench.Random(random, x.Aggregate(1, (a, b) => a * b)), outer = Workbench.Random(random, positions * filters);
        Workbench bench = new();
        Ref at = bench.Put(from), gradient = bench.Put(outer);
        foreach (int shares in new[] { 1, 3, 16 })
        {
            Ref to = bench.Room<float>(shares * depth * filters);
            int[]? bits = null;
            foreach (Tiles tiles in Tiles.Supported())
            {
                foreach (int workers in new[] { 1, 3 })
                {
                    bench.Spoil(to);
                    bench.Run(new FilterGradientKernel(windows, x, at, filters, groups, shares) { Outer = gradient, To = to, Tiles = tiles }, workers);
                    Assert.Equal(bits ??= Workbench.Bits(bench.Read<float>(to)), Workbench.Bits(bench.Read<float>(to)));
                    Assert.True(bench.IsUntouchedBehind(to));
                }
            }

            float[] sums = bench.Read<float>(to);
            for (int k = 0; k < depth; k++)
            {
                for (int o = 0; o < filters; o++)
                {
                    int channel = (o / perGroup * channels) + (k % channels);
                    double expected =
                        Enumerable.Range(0, positions).Sum(p => (double)Under(windows, x, y, from, p, k / channels, channel) * outer[(p * filters) + o]);
                    double actual = Enumerable.Range(0, shares).Sum(share => (double)sums[(((share * depth) + k) * filters) + o]);
                    Assert.Equal(expected, actual, 1e-5 * Math.Sqrt(positions));
                }
            }
        }
    }

    private static int[] Positions(Windows windows, int[] x) => [windows.Depth.Positions(x[1]), windows.Height.Positions(x[2]), windows.Width.Positions(x[3])];

    /// <summary>The element under a tap at a position, or 0.</summary>
    private static float Under(Windows windows, int[] x, int[] y, float[] from, int position, int tap, int channel)
    {
        int w = windows.Width.Element(position % y[2], tap % windows.Width.Size, x[3]),
            h = windows.Height.Element(position / y[2] % y[1], tap / windows.Width.Size % windows.Height.Size, x[2]);
        int d = windows.Depth.Element(position / (y[1] * y[2]) % y[0], tap / (windows.Width.Size * windows.Height.Size), x[1]);
        int row = position / (y[0] * y[1] * y[2]);
        return w < 0 || h < 0 || d < 0 ? 0 : from[(((((((row * x[1]) + d) * x[2]) + h) * x[3]) + w) * x[4]) + channel];
    }
}
