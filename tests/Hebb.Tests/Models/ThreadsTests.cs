using Hebb.Activations;
using Hebb.Cpu.Running;
using Hebb.Graphs;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Models;

/// <summary>Each model and each function may have a number of threads of its own.</summary>
public sealed class ThreadsTests
{
    [Fact]
    public async Task Two_models_with_their_own_threads_train_side_by_side_to_the_same_bits()
    {
        float[] alone = Trained(1);
        Assert.False(WorkerPool.WithWorkers(10).HasStarted || WorkerPool.WithWorkers(11).HasStarted);
        float[][] together = await Task.WhenAll(Task.Run(() => Trained(10)), Task.Run(() => Trained(11)));
        Assert.All(together, weights => Assert.Equal(alone, weights));
        Assert.True(WorkerPool.WithWorkers(10).HasStarted && WorkerPool.WithWorkers(11).HasStarted);
    }

    [Fact]
    public void A_number_set_later_counts_from_the_next_step_on()
    {
        Sequential model = Model();
        (Tensor x, Tensor y) = Data();
        model.Threads = 1;
        model.TrainOnBatch(x, y);
        _ = model.Predict(x);
        Assert.False(WorkerPool.WithWorkers(12).HasStarted || WorkerPool.WithWorkers(13).HasStarted);
        model.Threads = 12;
        model.TrainOnBatch(x, y);
        Assert.True(WorkerPool.WithWorkers(12).HasStarted);
        model.Threads = 13;
        _ = model.Predict(x);
        Assert.True(WorkerPool.WithWorkers(13).HasStarted);
        model.Threads = null;
        model.TrainOnBatch(x, y);
    }

    [Fact]
    public void Fewer_than_one_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Model().Threads = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Function(() => Tensor.Scalar(1)) { Threads = -1 });
    }

    private static float[] Trained(int threads)
    {
        Sequential model = Model();
        model.Threads = threads;
        (Tensor x, Tensor y) = Data();
        for (int step = 0; step < 5; step++) { model.TrainOnBatch(x, y); }
        return [.. model.Parameters.SelectMany(parameter => parameter.ToArray<float>())];
    }

    private static (Tensor X, Tensor Y) Data() =>
        (Tensor.RandomUniform([256, 200], RandomKey.FromSeed(1), -1, 1), Tensor.RandomUniform([256, 8], RandomKey.FromSeed(2), -1, 1));

    /// <summary>Large enough that kernels fall into parts.</summary>
    private static Sequential Model()
    {
        Sequential model = new([new Hebb.Layers.Input([200]), new Dense(300, Activation.Relu), new Dense(8)]) { Seed = 1 };
        model.Compile(new Adam(0.01), Loss.MeanSquaredError);
        return model;
    }
}
