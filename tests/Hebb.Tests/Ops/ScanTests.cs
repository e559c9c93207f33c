using Hebb.Graphs;
using Hebb.Layers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Ops;

/// <summary>Loops over time as they are compiled, against the reference evaluation of the same code.</summary>
public sealed class ScanTests
{
    /// <summary>Odd extents put the steps at addresses that no vector likes; large ones make products packed, and parts for several threads.</summary>
    [Theory]
    [InlineData(3, 5, 3, 7)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(9, 4, 33, 65)]
    [InlineData(16, 3, 8, 96)]
    public void Compiled_is_reference_with_all_gradients(int batch, int steps, int features, int units)
    {
        foreach (Func<Layer> make in (Func<Layer>[])[
            () => new LSTM(units),
            () => new GRU(units) { ReturnSequences = true, GoBackwards = true },
            () => new SimpleRNN(units),
        ])
        {
            Layer layer = Numbered(make());
            Tensor x = Tensor.RandomUniform([batch, steps, features], RandomKey.FromSeed(1), -1, 1);
            Tensor counts = Tensor.RandomUniform([batch, steps], RandomKey.FromSeed(2)) > 0.3;
            foreach (Tensor[] arguments in (Tensor[][])[[x], [x, counts]])
            {
                Tensor[] expected = Step(layer, debug: true, threads: 1).Call(arguments);
                Tensor[] actual = Step(layer, debug: false, threads: 2).Call(arguments);
                for (int i = 0; i < expected.Length; i++)
                {
                    double[] want = expected[i].ToDoubles(), got = actual[i].ToDoubles();
                    double scale = want.Select(Math.Abs).Append(1e-3).Max();
                    for (int j = 0; j < want.Length; j++)
                    {
                        Assert.True(Math.Abs(want[j] - got[j]) <= 1e-5 * scale, $"{layer}, result {i}, element {j}: {got[j]} instead of {want[j]}");
                    }
                }
            }
        }
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        Layer layer = Numbered(new LSTM(80));
        Tensor x = Tensor.RandomUniform([64, 6, 33], RandomKey.FromSeed(1), -1, 1);
        float[][] one = [.. Step(layer, debug: false, threads: 1).Call(x).Select(result => result.ToArray<float>())];
        for (int threads = 2; threads <= 8; threads++)
        {
            Assert.Equal(one, Step(layer, debug: false, threads).Call(x).Select(result => result.ToArray<float>()));
        }
    }

    [Fact]
    public void Nothing_is_allocated_while_it_runs()
    {
        Function step = Step(Numbered(new LSTM(8)), debug: false, threads: 1);
        Tensor x = Tensor.RandomUniform([4, 20, 3], RandomKey.FromSeed(1), -1, 1);
        _ = x.ToDoubles();
        Tensor[] results = step.Call(x);
        long least = long.MaxValue;
        for (int round = 0; round < 5; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 20; i++) { step.Run([x], results); }
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void Sequences_of_other_lengths_and_batches_are_other_programs()
    {
        Layer layer = Numbered(new GRU(5));
        Function step = Step(layer, debug: false, threads: 1), reference = Step(layer, debug: true, threads: 1);
        foreach (int[] shape in (int[][])[[4, 7, 3], [4, 2, 3], [3, 7, 3], [4, 7, 3]])
        {
            Tensor x = Tensor.RandomUniform(Shape.Create(shape), RandomKey.FromSeed(1), -1, 1);
            Near.Equal(reference.Call(x)[0].ToDoubles(), step.Call(x)[0], 1e-5, $"{shape[0]} x {shape[1]}");
        }
    }

    [Fact]
    public void Second_derivatives_agree_with_differences()
    {
        Tensor x = Draw.Floats(new Random(1), [2, 3, 2]);
        foreach (Layer layer in (Layer[])[Numbered(new LSTM(2)), Numbered(new GRU(2) { ReturnSequences = true })])
        {
            double error = GradientCheck.MaxError(at => Gradient.Of(layer.Apply(at[0]).Square().Sum(), at[0])[0], [x], 1e-6);
            Assert.True(error < 1e-5, $"{layer}: wrong by {error:G3}");
        }
    }

    [Fact]
    public void The_weights_gradients_are_products_over_all_steps()
    {
        Tensor x = Tensor.Zeros([16, 10, 4]);
        Layer layer = Numbered(new LSTM(32));
        string[] kernels = [.. Step(layer, debug: false, threads: 1).Describe([x]).Lines.Select(line => line.Name)];
        // One loop for each direction; a product of 32 x 160 by 160 x 32 for each gate's part of the recurrent kernel.
        Assert.Equal(2, kernels.Count(name => name.StartsWith("scan 10", StringComparison.Ordinal)));
        Assert.Equal(
            4,
            kernels.Count(name => name.StartsWith("gemm 32x160x32", StringComparison.Ordinal) || name.StartsWith("gemm 32x32x160", StringComparison.Ordinal)));
    }

    /// <summary>
    /// The layer with weights that do not depend on which tests have run before: a layer without an owner takes the next number of the process. Among ten
    /// thousand such weights there are some whose loss is nearly 0, the difference of large numbers, and further off than the tolerance.
    /// </summary>
    private static Layer Numbered(Layer layer)
    {
        layer.Claim(RandomKey.FromSeed(1));
        return layer;
    }

    private static Function Step(Layer layer, bool debug, int threads) => new(x =>
    {
        Tensor y = layer.Apply(x);
        Tensor loss = (y * y + y).Mean();
        return [loss, y, .. Gradient.Of(loss, [.. layer.Parameters.Select(parameter => parameter.Value), x[0]])];
    })
    { Debug = debug, Threads = threads };
}
