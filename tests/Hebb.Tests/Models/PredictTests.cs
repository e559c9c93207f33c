using Hebb.Activations;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Models;

public sealed class PredictTests
{
    private static readonly Tensor s_x = Tensor.RandomNormal([77, 6], RandomKey.FromSeed(2));

    private static Sequential Model() => new([new Input([6]), new Dense(9, Activation.Tanh), new Dense(2, Activation.Sigmoid)]) { Seed = 1 };

    [Fact]
    public void Rows_are_predicted_the_same_alone_and_together()
    {
        Sequential model = Model();
        float[] together = model.Predict(s_x).ToArray<float>();
        for (int row = 0; row < 77; row += 19)
        {
            float[] alone = model.Predict(Tensor.Create<float>(s_x.AsSpan<float>().Slice(row * 6, 6), [1, 6])).ToArray<float>();
            Assert.Equal(together[2 * row], alone[0], 1e-6);
            Assert.Equal(together[2 * row + 1], alone[1], 1e-6);
        }
    }

    [Fact]
    public void Spans_give_the_same_numbers()
    {
        Sequential model = Model();
        float[] results = new float[77 * 2];
        model.Predict(s_x.AsSpan<float>(), results);
        Assert.Equal(model.Predict(s_x).ToArray<float>(), results);
        Assert.Throws<ArgumentException>(() => model.Predict(new float[7], new float[2]));
        Assert.Throws<ArgumentException>(() => model.Predict(new float[6], new float[3]));
        Assert.Throws<InvalidOperationException>(() => new Sequential([new Dense(1)]).Predict(new float[6], new float[1]));
    }

    [Fact]
    public void Spans_are_predicted_without_allocation()
    {
        Sequential model = Model();
        float[] results = new float[2], row = s_x.AsSpan<float>()[..6].ToArray();
        long least = long.MaxValue;

        // Several rounds: a test beside this one may change Compute.Threads, which costs a new workspace once.
        for (int round = 0; round < 5; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++) { model.Predict(row, results); }
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void Sixty_four_threads_may_predict_from_the_first_call_on()
    {
        float[] expected = Model().Predict(s_x).ToArray<float>();
        Sequential model = Model();
        using Barrier start = new(64);
        Thread[] threads = new Thread[64];
        float[][] found = new float[64][];
        for (int i = 0; i < 64; i++)
        {
            int index = i;
            threads[i] = new(() =>
            {
                start.SignalAndWait();
                for (int repeat = 0; repeat < 5; repeat++) { found[index] = model.Predict(s_x).ToArray<float>(); }
            });
            threads[i].Start();
        }

        foreach (Thread thread in threads) { thread.Join(); }
        Assert.All(found, result => Assert.Equal(expected, result));
    }

    [Fact]
    public void No_rows_give_no_results() => Assert.Equal<Shape>([0, 2], Model().Predict(Tensor.Zeros([0, 6])).Shape);

    [Fact]
    public void Rows_of_the_wrong_shape_are_an_error()
    {
        Assert.Contains("6", Assert.Throws<ShapeException>(() => Model().Predict(Tensor.Zeros([3, 5]))).Message, StringComparison.Ordinal);
    }
}
