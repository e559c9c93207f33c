using System.Diagnostics;
using Hebb.Datasets;
using Hebb.Tensors;

namespace Hebb.Models;

public partial class Model
{
    /// <summary>Loss and metrics over all rows of a data set.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="batchSize">How many rows are computed at a time; the result does not depend on it beyond rounding.</param>
    /// <param name="steps">How many batches to take: a stream without end needs it. Null for all.</param>
    /// <param name="cancellation">Ends the evaluation.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Evaluation Evaluate(Dataset data, int batchSize = 32, int? steps = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        using Activity? activity = Telemetry.Begin("hebb.validate", this);
        MetricTotals totals = NewTotals(data);
        IEnumerable<Batch> batches = data.Read(new() { BatchSize = batchSize, Cancellation = cancellation, ReusesBatches = true });
        foreach (Batch batch in steps is { } most ? batches.Take(most) : batches)
        {
            cancellation.ThrowIfCancellationRequested();
            TestOnBatch(batch, totals);
        }

        return totals.Result();
    }

    /// <summary>Loss and metrics over all rows.</summary>
    public Evaluation Evaluate(Tensor x, Tensor y, int batchSize = 32) => Evaluate(Dataset.From(x, y), batchSize);
}
