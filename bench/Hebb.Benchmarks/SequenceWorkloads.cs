using Hebb.Activations;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Benchmarks;

/// <summary>The workloads on sequences.</summary>
internal static class SequenceWorkloads
{
    private const int Batches = 4;

    /// <summary>W5: an LSTM of 128 units over 100 steps of 32 numbers, batch 64, the last state to 10 classes; Adam.</summary>
    public static IEnumerable<Measurement> Lstm(int threads) => Recurrent("W5", threads, new LSTM(128));

    /// <summary>W5b: the same with a GRU.</summary>
    public static IEnumerable<Measurement> Gru(int threads) => Recurrent("W5b", threads, new GRU(128));

    /// <summary>W6: 20 000 tokens embedded in 256 numbers, learned positions, four encoder blocks of 4 heads and 1024 hidden units, mean, 2 classes; 16 texts
    /// of 128 tokens; Adam.</summary>
    public static IEnumerable<Measurement> Transformer(int threads)
    {
        const int Tokens = 20_000, Width = 256, Length = 128, Rows = 16;
        Sequential model = new([
            new Hebb.Layers.Input([Length], DType.Int32), new TokenAndPositionEmbedding(Tokens, Length, Width),
            .. Enumerable.Range(0, 4).Select(_ => (Layer)new TransformerEncoder(1024, 4) { Activation = Activation.Gelu() }),
            new GlobalAveragePooling1D(), new Dense(2, Activation.Softmax)]);
        model.Compile(new Adam(0.001), Loss.SparseCategoricalCrossentropy);
        Tensor[] xs = [.. Enumerable.Range(0, Batches).Select(i => Classes([Rows, Length], i, Tokens))];
        return Measure("W6", threads, model, xs, [.. Enumerable.Range(0, Batches).Select(i => Classes([Rows], i + 50, 2))]);
    }

    private static IEnumerable<Measurement> Recurrent(string name, int threads, Layer layer)
    {
        const int Rows = 64;
        Sequential model = new([new Hebb.Layers.Input([100, 32]), layer, new Dense(10, Activation.Softmax)]);
        model.Compile(new Adam(0.001), Loss.SparseCategoricalCrossentropy);
        Tensor[] xs = [.. Enumerable.Range(0, Batches).Select(i => Workloads.Random([Rows, 100, 32], i))];
        return Measure(name, threads, model, xs, [.. Enumerable.Range(0, Batches).Select(i => Classes([Rows], i + 50, 10))]);
    }

    private static IEnumerable<Measurement> Measure(string name, int threads, Model model, Tensor[] xs, Tensor[] ys)
    {
        int next = 0;
        yield return Measurement.Of(name, "train step", threads, () =>
        {
            model.TrainOnBatch(xs[next % Batches], ys[next % Batches]);
            next++;
        }, seconds: 0.5, repetitions: 7);
        if (Environment.GetEnvironmentVariable("HEBB_LISTING") == "1") { Console.WriteLine(model.DescribeTraining(xs[0], ys[0], 10)); }
        yield return Measurement.Of(name, "predict batch", threads, () => model.Predict(xs[0]), seconds: 0.5, repetitions: 7);
    }

    private static Tensor Classes(Shape shape, long seed, int count) => ((Workloads.Random(shape, seed) + 1.7) * (count / 3.4001)).Cast(DType.Int32);
}
