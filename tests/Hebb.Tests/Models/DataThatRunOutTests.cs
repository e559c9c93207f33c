using Hebb.Callbacks;
using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Models;

/// <summary>As in Keras ("Your input ran out of data; interrupting training"): training ends there, with its history and its best weights.</summary>
public sealed class DataThatRunOutTests
{
    [Theory]
    [InlineData(10, 4, 3)] // in the third epoch
    [InlineData(8, 4, 2)] // between two epochs
    [InlineData(3, 4, 1)] // in the first
    public void A_stream_that_can_be_read_once_ends_the_training_and_keeps_it(int batches, int steps, int epochs)
    {
        (Sequential model, History history, EarlyStopping stopping) = Train(Once(batches), new() { Epochs = 20, StepsPerEpoch = steps });
        Assert.Equal(epochs, history.Epochs.Count);
        Assert.StartsWith("The data ran out after ", history.StopReason, StringComparison.Ordinal);
        Assert.False(history.WasCancelled);
        Assert.NotNull(stopping.BestWeights);
        Assert.Equal(history["val_loss"].Min(), model.Evaluate(Rows(9)).Loss, 6);
    }

    [Fact]
    public void So_does_one_without_steps()
    {
        History history = Train(Once(5), new() { Epochs = 20 }).History;
        Assert.Single(history.Epochs);
        Assert.Contains("after 0 batches of epoch 2", history.StopReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_never_had_any_are_an_error() =>
        Assert.Throws<InvalidOperationException>(() => Train(Once(0), new() { Epochs = 2, StepsPerEpoch = 2 }));

    private static (Sequential Model, History History, EarlyStopping Stopping) Train(Dataset data, FitOptions options)
    {
        Sequential model = new([new Input([2]), new Dense(1)]) { Seed = 3 };
        model.Compile(new SGD(0.1), Loss.MeanSquaredError);
        EarlyStopping stopping = new() { Patience = 20 };
        return (model, model.Fit(data, options with { Validation = Rows(9), Callbacks = [stopping] }), stopping);
    }

    private static Dataset Rows(int seed) => Dataset.FromBatches([Batch(seed)]);

    /// <summary>Every pass goes on where the last one ended.</summary>
    private static Dataset Once(int batches)
    {
        IEnumerator<Batch> stream = Enumerable.Range(0, batches).Select(Batch).GetEnumerator();
        IEnumerable<Batch> Rest()
        {
            while (stream.MoveNext()) { yield return stream.Current; }
        }

        return Dataset.FromBatches(Rest());
    }

    private static Batch Batch(int seed)
    {
        Random random = new(seed);
        float[] x = [.. Enumerable.Range(0, 16).Select(_ => random.NextSingle())];
        return new(Tensor.Create(x, [8, 2]), Tensor.Create([.. x.Chunk(2).Select(row => row[0] - (2 * row[1]))], [8, 1]));
    }
}
