using System.Diagnostics;
using Hebb.Callbacks;
using Hebb.Datasets;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Models;

public partial class Model
{
    /// <summary>Trains the model: several passes over the data, batch by batch.</summary>
    /// <param name="data">The rows to train on.</param>
    /// <param name="options">How long, in which batches, with which validation data and callbacks.</param>
    /// <param name="cancellation">Ends training after the current batch. The model can be used, and the history is returned, as always.</param>
    /// <returns>Loss and metrics, epoch by epoch, and why training ended.</returns>
    public History Fit(Dataset data, FitOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        options.Check();
        (data, Dataset? validation) = options.Prepare(data, Seed);
        using BatchFeed feed = new(data, options, RandomKey.FromSeed(Seed).Child("shuffle"));
        MetricTotals totals = NewTotals(data);
        TrainingContext context = new(this, options, validation is not null, data, feed, totals, cancellation);

        context.TrainBegins();
        while (context.Epoch < options.Epochs && !context.IsStopped)
        {
            long started = Stopwatch.GetTimestamp();
            int epoch = context.EpochBegins();
            while (!context.IsStopped && feed.Next() is { } batch)
            {
                double loss = TrainOnBatch(batch, totals);
                context.BatchEnded(batch, loss);
            }

            if (context.IsStopped) { break; }
            bool isValidated = validation is not null && epoch % options.ValidationFrequency == 0;
            Evaluation? validated = isValidated ? Validate(validation!, options, context, cancellation) : null;
            if (context.StopIfCancelled()) { break; }
            context.EpochEnded(new(epoch, totals.Result(), validated, Stopwatch.GetElapsedTime(started).TotalSeconds, Optimizer!.LearningRate));
        }

        if (Optimizer!.UseEma) { Optimizer.FinalizeValues(TrainedParameters); }
        context.TrainEnded();
        return new(context.Columns, context.Epochs, context.StopReason, cancellation.IsCancellationRequested);
    }

    private Evaluation? Validate(Dataset validation, FitOptions options, TrainingContext context, CancellationToken cancellation)
    {
        context.TestBegins();
        Evaluation? result = Evaluate(validation, options.ValidationBatchSize ?? options.BatchSize, options.ValidationSteps, cancellation);
        context.TestEnds();
        return result;
    }

    /// <summary>Trains the model on tensors.</summary>
    /// <inheritdoc cref="Fit(Dataset, FitOptions?, CancellationToken)"/>
    /// <param name="x">The inputs; the first axis is the rows.</param>
    /// <param name="y">The targets of the same rows.</param>
    /// <param name="options">How long, in which batches, with which validation data and callbacks.</param>
    /// <param name="cancellation">Ends training after the current batch.</param>
    public History Fit(Tensor x, Tensor y, FitOptions? options = null, CancellationToken cancellation = default) => Fit(Dataset.From(x, y), options, cancellation);

    /// <summary>Trains the model on arrays.</summary>
    /// <inheritdoc cref="Fit(Tensor, Tensor, FitOptions?, CancellationToken)"/>
    public History Fit(float[,] x, float[] y, FitOptions? options = null, CancellationToken cancellation = default) => Fit(Dataset.From(x, y), options, cancellation);

    /// <summary>Trains the model on a thread of the pool, so that a window stays alive; see <see cref="FitOptions.Progress"/>.</summary>
    /// <inheritdoc cref="Fit(Dataset, FitOptions?, CancellationToken)"/>
    public Task<History> FitAsync(Dataset data, FitOptions? options = null, CancellationToken cancellation = default) =>
        Task.Run(() => Fit(data, options, cancellation), CancellationToken.None);

    /// <summary>Trains the model on a thread of the pool and reports how far it is.</summary>
    /// <inheritdoc cref="Fit(Dataset, FitOptions?, CancellationToken)"/>
    /// <param name="data">The rows to train on.</param>
    /// <param name="options">How long, in which batches, with which validation data and callbacks.</param>
    /// <param name="progress">Where to report progress: after each epoch, and between at most twenty times a second.</param>
    /// <param name="cancellation">Ends training after the current batch.</param>
    public Task<History> FitAsync(Dataset data, FitOptions? options, IProgress<TrainingProgress> progress, CancellationToken cancellation = default) =>
        FitAsync(data, (options ?? new()) with { Progress = progress }, cancellation);
}
