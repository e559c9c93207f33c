using Hebb.Activations;
using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Benchmarks;

/// <summary>The standard workloads: synthetic data, float32, a step is forward, loss, backward and update.</summary>
internal static class Workloads
{
    /// <summary>The workloads by name.</summary>
    public static IReadOnlyDictionary<string, Func<int, IEnumerable<Measurement>>> All { get; } = new Dictionary<string, Func<int, IEnumerable<Measurement>>>
    {
        ["W1"] = TabularMlp,
        ["W2"] = MnistMlp,
        ["W3"] = ImageWorkloads.Convnet,
        ["W4"] = ImageWorkloads.ResNet20,
        ["W5"] = SequenceWorkloads.Lstm,
        ["W5b"] = SequenceWorkloads.Gru,
        ["W6"] = SequenceWorkloads.Transformer,
        ["W7"] = LogisticRegression,
        ["W8"] = TableWorkloads.OneRow,
    };

    /// <summary>W1: 12-64-32-1, binary cross-entropy, Adam, batch 32 of 8000 rows.</summary>
    private static IEnumerable<Measurement> TabularMlp(int threads)
    {
        Sequential model = new([new Dense(64, Activation.Relu), new Dense(32, Activation.Relu), new Dense(1, Activation.Sigmoid)]);
        model.Compile(new Adam(0.001), Loss.BinaryCrossentropy);
        Activation ownRelu = new("own_relu", z => Tensor.Where(z > 0, z, Tensor.Scalar(0))), ownSigmoid = new("own_sigmoid", z => 1 / (1 + (-z).Exp()));
        Sequential own = new([new Dense(64, ownRelu), new Dense(32, ownRelu), new Dense(1, ownSigmoid)]);
        own.Compile(new OwnAdam(), new OwnCrossentropy());
        Tensor x = Random([8000, 12], 1), y = (Random([8000, 1], 2) > 0).Cast(DType.Float32);

        // Many batches, as in life: a network that knows its only batch by heart has no gradients left.
        Tensor[] xs = [.. Enumerable.Range(0, 250).Select(i => Random([32, 12], i))];
        Tensor[] ys = [.. Enumerable.Range(0, 250).Select(i => (Random([32, 1], i + 1000) > 0).Cast(DType.Float32))];
        int next = 0;
        void Step(Model trained)
        {
            trained.TrainOnBatch(xs[next % 250], ys[next % 250]);
            next++;
        }

        yield return Measurement.Of("W1", "train step", threads, () => Step(model));
        yield return Measurement.Of("W1", "train step, own parts", threads, () => Step(own));
        yield return Measurement.Of("W1", "compile and first step", threads, () =>
        {
            Sequential fresh = new([new Dense(64, Activation.Relu), new Dense(32, Activation.Relu), new Dense(1, Activation.Sigmoid)]);
            fresh.Compile(new Adam(0.001), Loss.BinaryCrossentropy);
            Step(fresh);
        });
        Dataset data = Dataset.From(x, y);
        yield return Measurement.Of("W1", "epoch, shuffled", threads, () => model.Fit(data, new() { Epochs = 1, BatchSize = 32 }), repetitions: 5);
        float[] row = new float[12], result = new float[1];
        yield return Measurement.Of("W1", "predict one row", threads, () => model.Predict(row, result));
    }

    /// <summary>W2: 784-512-256-10, softmax cross-entropy, Adam, batch 128.</summary>
    private static IEnumerable<Measurement> MnistMlp(int threads)
    {
        Sequential model = new([new Dense(512, Activation.Relu), new Dense(256, Activation.Relu), new Dense(10, Activation.Softmax)]);
        model.Compile(new Adam(0.001), Loss.SparseCategoricalCrossentropy);
        Tensor[] xs = [.. Enumerable.Range(0, 16).Select(i => Random([128, 784], i))];
        Tensor[] ys = [.. Enumerable.Range(0, 16).Select(i => ((Random([128], i + 50) + 1.7) * 2.9).Cast(DType.Int32))];
        int next = 0;
        yield return Measurement.Of("W2", "train step", threads, () =>
        {
            model.TrainOnBatch(xs[next % 16], ys[next % 16]);
            next++;
        });
    }

    /// <summary>W7: logistic regression on 1 000 000 rows of 30 numbers, batch 1024, SGD.</summary>
    private static IEnumerable<Measurement> LogisticRegression(int threads)
    {
        Sequential model = new([new Dense(1, Activation.Sigmoid)]);
        model.Compile(new SGD(0.01), Loss.BinaryCrossentropy);
        Tensor x = Random([1_000_000, 30], 1), y = (Random([1_000_000, 1], 2) > 0).Cast(DType.Float32);
        Dataset data = Dataset.From(x, y);
        yield return Measurement.Of(
            "W7", "epoch, contiguous", threads, () => model.Fit(data, new() { Epochs = 1, BatchSize = 1024, Shuffle = false }), repetitions: 5);
        yield return Measurement.Of("W7", "epoch, shuffled", threads, () => model.Fit(data, new() { Epochs = 1, BatchSize = 1024 }), repetitions: 5);
    }

    /// <summary>Numbers from −1.7 to 1.7, computed.</summary>
    internal static Tensor Random(Shape shape, long seed)
    {
        Tensor tensor = Tensor.RandomUniform(shape, RandomKey.FromSeed(seed), -1.7, 1.7);
        _ = tensor.AsSpan<float>();
        return tensor;
    }
}
