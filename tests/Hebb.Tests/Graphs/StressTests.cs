using System.Globalization;
using System.Security.Cryptography;
using Hebb.Activations;
using Hebb.Graphs;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Graphs;

/// <summary>Memory under pressure: values must live as long as kernels need them, and nothing may be read that was not written.</summary>
public sealed class StressTests
{
    [Fact]
    [Trait("Speed", "Slow")]
    public void Results_are_the_same_bits_while_memory_is_compacted_all_the_time()
    {
        string calm = Work();
        using CancellationTokenSource stop = new();
        int collections = 0;
        Thread collector = new(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
                collections++;

                // One collection right after the other would never let the others run on machines that wake threads slowly.
                Thread.Sleep(1);
            }
        });
        collector.Start();
        try
        {
            // Beside other work the collector may not get its turn during the first round.
            for (int round = 0; round == 0 || (round < 100 && Volatile.Read(ref collections) <= 3); round++) { Assert.Equal(calm, Work()); }
        }
        finally
        {
            stop.Cancel();
            collector.Join();
        }

        Assert.True(collections > 3, $"only {collections} collections");
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Results_are_the_same_bits_in_a_process_that_is_short_of_fresh_memory()
    {
        // The size is hexadecimal: 64 KiB, the least that counts.
        string[] other = OtherProcess.Run(nameof(StressTests), "DOTNET_GCgen0size", "10000");
        string hash = Work();
        Assert.Equal(64, hash.Length);
        Assert.Equal(hash, other[0]);
        int collections = int.Parse(other[1], CultureInfo.InvariantCulture);
        Assert.True(collections > 100, $"only {collections} collections");
    }

    /// <summary>What the other process of the test above does: the hash, and how often memory was collected beside a thread that litters.</summary>
    internal static string[] WorkBesideLitter()
    {
        int before = GC.CollectionCount(0);
        using CancellationTokenSource stop = new();
        Thread litter = new(() =>
        {
            for (int made = 1; !stop.IsCancellationRequested; made++)
            {
                GC.KeepAlive(new byte[500]);
                if (made % 200 == 0) { Thread.Sleep(1); } // see above
            }
        });
        litter.Start();
        string hash = Work();
        stop.Cancel();
        litter.Join();
        return [hash, (GC.CollectionCount(0) - before).ToString(CultureInfo.InvariantCulture)];
    }

    public static TheoryData<int, int, int> OddSizes => new() { { 1, 1, 1 }, { 3, 5, 7 }, { 7, 17, 31 }, { 33, 1, 65 }, { 31, 33, 15 }, { 5, 129, 3 } };

    /// <summary>
    /// Kernels may load behind the end of a row or of a tensor, but what they find there must not show; nor must what an earlier run has left.
    /// </summary>
    [Theory]
    [MemberData(nameof(OddSizes))]
    public void NaN_behind_the_ends_and_in_used_memory_does_not_show(int batch, int inputs, int hidden)
    {
        Shape[] shapes = [[batch, inputs], [inputs, hidden], [hidden], [hidden, 3], [batch, 3]];
        Tensor[] arguments = [.. shapes.Select((shape, i) => Tensor.RandomUniform(shape, RandomKey.FromSeed(i), -1, 1))];
        float[][] expected = [.. new Function(Network).Call(arguments).Select(result => result.ToArray<float>())];

        Function poisoned = new(Network);
        poisoned.Call([.. shapes.Select(shape => WithPoison(Tensor.Full(shape, double.NaN)))]);
        Tensor[] results = poisoned.Call([.. arguments.Select(WithPoison)]);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].Select(BitConverter.SingleToInt32Bits), results[i].ToArray<float>().Select(BitConverter.SingleToInt32Bits));
        }

        static IReadOnlyList<Tensor> Network(IReadOnlyList<Tensor> x)
        {
            Tensor h = (x[0].MatMul(x[1]) + x[2]).Tanh();
            Tensor norm = (h - h.Mean([0], keepDims: true)) / (h.Variance([0], keepDims: true) + 0.01).Sqrt();
            Tensor logits = norm.MatMul(x[3]);
            Tensor loss = (logits.LogSumExp() - (logits.Softmax() * x[4]).Sum(-1)).Mean() + x[1].Max() + h.Min(1).Sum();
            return [loss, logits, h.Transpose(), h.Reverse(1), h.ArgMax(-1).Cast(DType.Float32), .. Gradient.Of(loss, x[0], x[1], x[2], x[3])];
        }
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void A_compiled_chain_of_a_hundred_thousand_ops_gives_what_a_loop_gives()
    {
        const int Links = 100_000;
        Tensor x = Tensor.Create(0.5f, -0.25f, 3f);
        Tensor[] results = new Function(a =>
        {
            Tensor y = a;
            for (int i = 0; i < Links; i++) { y = i % 2 == 0 ? y * 0.5 : y + 1; }
            return y;
        }).Call(x);
        float[] expected = [.. x.ToArray<float>().Select(value =>
        {
            for (int i = 0; i < Links; i++) { value = i % 2 == 0 ? value * 0.5f : value + 1; }
            return value;
        })];
        Assert.Equal(expected, results[0].ToArray<float>());
    }

    /// <summary>A copy with NaN in all bytes behind its end that kernels may load.</summary>
    private static unsafe Tensor WithPoison(Tensor tensor)
    {
        Tensor copy = Tensor.Create<float>(tensor.ToArray<float>(), tensor.Shape);
        Storage storage = copy.Value!;
        long end = Storage.Round(storage.Bytes) + Storage.Slack;
        for (long at = storage.Bytes; at + sizeof(float) <= end; at += sizeof(float)) { *(float*)(storage.Start + at) = float.NaN; }
        GC.KeepAlive(storage);
        return copy;
    }

    /// <summary>Trains, predicts and computes eagerly with tensors that nobody keeps; a hash of all that came out.</summary>
    private static string Work()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Sequential model = new([new Dense(33, Activation.Relu), new BatchNormalization(), new Dropout(0.3), new Dense(5, Activation.Softmax)]) { Seed = 3 };
        model.Compile(new Adam(0.01), Loss.SparseCategoricalCrossentropy);
        for (int step = 0; step < 40; step++)
        {
            int rows = 7 + (step % 3 * 12);
            Tensor x = Tensor.RandomUniform([rows, 11], RandomKey.FromSeed(step), -1, 1);
            Tensor y = (x.Slice(1, 0..1).Abs() * 4.99).Cast(DType.Int32);
            Add(Tensor.Scalar(model.TrainOnBatch(x, y).Loss));
            Add(model.Predict(Tensor.RandomUniform([rows + 1, 11], RandomKey.FromSeed(-step), -1, 1)));
            Tensor a = Tensor.RandomUniform([rows, 9], RandomKey.FromSeed(step), -1, 1);
            Add(Gradient.Of((a.MatMul(a.Transpose()).Softmax() * a.Sum(1)).Sum(), a)[0]);
            Add(new Function(v => (v.Exp() / v.Square().Sum()).Reverse(0)).Call(a)[0]);
        }

        Sequential series = new([new GRU(9) { ReturnSequences = true, Dropout = 0.2 }, new LSTM(33), new Dense(1)]) { Seed = 4 };
        series.Compile(new Adam(0.01), Loss.MeanSquaredError);
        for (int step = 0; step < 12; step++)
        {
            Tensor x = Tensor.RandomUniform([9, 3 + step % 4, 5], RandomKey.FromSeed(step), -1, 1);
            Add(Tensor.Scalar(series.TrainOnBatch(x, x.Slice(1, 0..1).Sum([1, 2]).Reshape([9, 1])).Loss));
            Add(series.Predict(x));
        }

        foreach (Parameter parameter in model.Parameters.Concat(series.Parameters))
        {
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(parameter.ToArray<float>()));
        }

        return Convert.ToHexString(hash.GetHashAndReset());

        void Add(Tensor tensor) => hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(tensor.ToArray<float>()));
    }
}
