using Hebb.Activations;
using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Models;

/// <summary>Counts what the whole process allocates, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class AllocationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_thousand_steps_of_fit_allocate_nothing_per_step(bool weighted)
    {
        Tensor x = Tensor.RandomNormal([4000, 3], RandomKey.FromSeed(5));
        Tensor y = (x.Sum(-1, keepDims: true) > 0).Cast(DType.Float32);
        Dataset data = Dataset.From(x, y, weighted ? Tensor.Ones([4000]) : null);
        Sequential model = new([new Dense(4, Activation.Relu), new Dropout(0.1), new Dense(1, Activation.Sigmoid)]);
        model.Compile(new Adam(0.01), Loss.BinaryCrossentropy, [Metric.Accuracy]);
        AssertNothingPerStep(model, data, 1000);
    }

    public static TheoryData<string> Kinds => ["convolution", "recurrent", "attention", "augmentation", "sound"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Steps_of_every_kind_of_network_allocate_nothing(string kind)
    {
        (int[] row, Layer[] layers) = kind switch
        {
            "convolution" =>
                (new[] { 9, 9, 2 },
                    new Layer[]
                    {
                        new Conv2D(4, 3) { Padding = Padding.Same },
                        new BatchNormalization(),
                        new Hebb.Layers.ReLU(),
                        new MaxPooling2D(),
                        new Conv2D(5, 3, Activation.Relu),
                        new GlobalAveragePooling2D(),
                    }),
            "recurrent" =>
                ([7, 3],
                    [
                        new Bidirectional(new LSTM(4) { ReturnSequences = true }, new LSTM(4) { ReturnSequences = true, GoBackwards = true }),
                        new GRU(5) { RecurrentDropout = 0.1 },
                    ]),
            "augmentation" =>
                ([7, 7, 2],
                    [
                        new RandomFlip(),
                        new RandomRotation(0.1),
                        new RandomContrast(0.2),
                        new RandomErasing(),
                        new RandomCrop(6, 6),
                        new SpectralNormalization(new Conv2D(3, 3)),
                        new GlobalAveragePooling2D(),
                    ]),
            "sound" => ([40, 1], [new STFTSpectrogram { FrameLength = 8 }, new GlobalAveragePooling1D()]),
            _ => ([6, 8], [new TransformerEncoder(12, 2) { Dropout = 0.1 }, new GlobalAveragePooling1D()]),
        };
        Sequential model = new([.. layers, new Dropout(0.1), new Dense(1, Activation.Sigmoid)]);
        model.Compile(new Adam(0.01), Loss.BinaryCrossentropy, [Metric.Accuracy]);
        Tensor x = Tensor.RandomNormal([400, .. row], RandomKey.FromSeed(5)), y =
            (Tensor.RandomNormal([400, 1], RandomKey.FromSeed(6)) > 0).Cast(DType.Float32);
        AssertNothingPerStep(model, Dataset.From(x, y), 500);
    }

    [Fact]
    public void Steps_of_spelling_allocate_nothing()
    {
        Sequential model = new([new LSTM(4) { ReturnSequences = true }, new Dense(4)]);
        model.Compile(new Adam(0.01), Loss.CTC);
        Tensor x = Tensor.RandomNormal([400, 7, 3], RandomKey.FromSeed(5)),
            y = Tensor.RandomUniform([400, 2], RandomKey.FromSeed(6), 0, 3.999).Cast(DType.Int32);
        AssertNothingPerStep(model, Dataset.From(x, y), 500);
    }

    private static void AssertNothingPerStep(Model model, Dataset data, int most)
    {
        long Allocated(int steps)
        {
            long before = GC.GetTotalAllocatedBytes(true);
            model.Fit(data, new() { BatchSize = 4, StepsPerEpoch = steps });
            return GC.GetTotalAllocatedBytes(true) - before;
        }

        Allocated(most);

        // What the test runner itself allocates meanwhile is counted as well, but not every time.
        long least = Enumerable.Range(0, 5).Min(_ => -Allocated(10) + Allocated(most));
        Assert.InRange(least, long.MinValue, 8 * most); // one object per step would be 24 bytes times the steps, or more
    }
}
