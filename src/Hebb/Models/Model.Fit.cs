using Hebb.Datasets;
using Hebb.Tensors;

namespace Hebb.Models;

public partial class Model
{
    /// <summary>
    /// Trains the model: several passes over the data, batch by batch. For a loop of your own see <see cref="TrainingLoop"/>, with which this one is
    /// written.
    /// </summary>
    /// <param name="data">The rows to train on.</param>
    /// <param name="options">How long, in which batches, with which validation data and callbacks.</param>
    /// <param name="cancellation">Ends training after the current batch. The model can be used, and the history is returned, as always.</param>
    /// <returns>Loss and metrics, epoch by epoch, and why training ended.</returns>
    public History Fit(Dataset data, FitOptions? options = null, CancellationToken cancellation = default)
    {
        using TrainingLoop loop = new(this, data, options, cancellation);
        while (loop.NextEpoch())
        {
            while (loop.NextBatch()) { loop.Step(); }
            loop.EndEpoch(loop.Validate());
        }

        return loop.End();
    }

    /// <summary>Trains the model on tensors.</summary>
    /// <inheritdoc cref="Fit(Dataset, FitOptions?, CancellationToken)"/>
    /// <param name="x">The inputs; the first axis is the rows.</param>
    /// <param name="y">The targets of the same rows.</param>
    /// <param name="options">How long, in which batches, with which validation data and callbacks.</param>
    /// <param name="cancellation">Ends training after the current batch.</param>
    public History Fit(Tensor x, Tensor y, FitOptions? options = null, CancellationToken cancellation = default) =>
        Fit(Dataset.From(x, y), options, cancellation);

    /// <summary>Trains the model on arrays.</summary>
    /// <inheritdoc cref="Fit(Tensor, Tensor, FitOptions?, CancellationToken)"/>
    public History Fit(float[,] x, float[] y, FitOptions? options = null, CancellationToken cancellation = default) =>
        Fit(Dataset.From(x, y), options, cancellation);

    /// <summary>Trains the model on a thread of its own, so that a window stays alive; see <see cref="FitOptions.Progress"/>.</summary>
    /// <inheritdoc cref="Fit(Dataset, FitOptions?, CancellationToken)"/>
    public Task<History> FitAsync(Dataset data, FitOptions? options = null, CancellationToken cancellation = default) =>
        Task.Factory.StartNew(() => Fit(data, options, cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Trains the model on a thread of its own and reports how far it is.</summary>
    /// <inheritdoc cref="Fit(Dataset, FitOptions?, CancellationToken)"/>
    /// <param name="data">The rows to train on.</param>
    /// <param name="options">How long, in which batches, with which validation data and callbacks.</param>
    /// <param name="progress">Where to report progress: after each epoch, and between at most twenty times a second.</param>
    /// <param name="cancellation">Ends training after the current batch.</param>
    public Task<History> FitAsync(Dataset data, FitOptions? options, IProgress<TrainingProgress> progress, CancellationToken cancellation = default) =>
        FitAsync(data, (options ?? new()) with { Progress = progress }, cancellation);
}
