using System.Diagnostics;
using Hebb.Datasets;
using Hebb.Models;

namespace Hebb.Callbacks;

/// <summary>A training in progress, as callbacks see it.</summary>
public sealed class TrainingContext
{
    private static readonly TimeSpan s_reportInterval = TimeSpan.FromMilliseconds(50);

    private readonly FitOptions _options;
    private readonly Callback[] _callbacks;
    private readonly CancellationToken _cancellation;
    private readonly int? _batches;
    private int _epoch;
    private int _batch;
    private long _reported;

    /// <summary>A training that is about to begin.</summary>
    internal TrainingContext(Model model, FitOptions options, bool validated, int? rows, CancellationToken cancellation)
    {
        (Model, _options, _cancellation) = (model, options, cancellation);
        _callbacks = [.. options.Callbacks, .. options.TerminateOnNaN && !options.Callbacks.OfType<TerminateOnNaN>().Any() ? [new TerminateOnNaN()] : Array.Empty<Callback>()];
        _batches = options.StepsPerEpoch ?? (options.DropRemainder ? rows / options.BatchSize : (rows + options.BatchSize - 1) / options.BatchSize);
        Columns = EpochResult.ColumnsOf(model.Plan.Columns, validated);
    }

    /// <summary>The model that is trained.</summary>
    public Model Model { get; }

    /// <summary>How it is trained.</summary>
    public FitOptions Options => _options;

    /// <summary>The names of the values of an epoch: <c>loss</c>, <c>accuracy</c>, <c>val_loss</c>, <c>val_accuracy</c>.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The batch of the last step; valid during <see cref="Callback.OnBatchEnd"/>.</summary>
    public Batch? CurrentBatch { get; private set; }

    /// <summary>Why training ends before its time; null while it goes on.</summary>
    public string? StopReason { get; private set; }

    /// <summary>Whether training ends before its time.</summary>
    public bool IsStopped => StopReason is not null;

    /// <summary>Ends training after the current batch; the first reason counts.</summary>
    public void StopTraining(string reason) => StopReason ??= reason;

    /// <summary>A copy of all weights to come back to.</summary>
    public WeightSnapshot TakeSnapshot() => Model.TakeSnapshot();

    /// <summary>Whether larger values of a column are better (accuracy) or smaller ones (losses, errors).</summary>
    /// <exception cref="ArgumentException">There is no such column; the message lists the names.</exception>
    public bool LargerIsBetter(string column)
    {
        if (!Columns.Contains(column)) { throw KnownNames.Unknown("value", column, Columns); }
        IReadOnlyList<string> names = Model.Plan.Columns;
        int index = names.ToList().IndexOf(names.Contains(column) ? column : column[EpochResult.ValidationPrefix.Length..]);
        return index >= Model.Plan.LossCount && Model.Plan.MetricAt(index - Model.Plan.LossCount).LargerIsBetter;
    }

    internal void TrainBegins()
    {
        foreach (Callback callback in _callbacks) { callback.OnTrainBegin(this); }
        StopIfCancelled();
    }

    internal void EpochBegins(int epoch)
    {
        (_epoch, _batch) = (epoch, 0);
        foreach (Callback callback in _callbacks) { callback.OnEpochBegin(this, epoch); }
    }

    internal void BatchEnded(Batch batch, double loss)
    {
        BatchResult result = new(_epoch, ++_batch, batch.Rows, loss);
        CurrentBatch = batch;
        foreach (Callback callback in _callbacks) { callback.OnBatchEnd(this, in result); }
        CurrentBatch = null;
        StopIfCancelled();
        if (_options.Progress is { } progress && Stopwatch.GetElapsedTime(_reported) >= s_reportInterval)
        {
            _reported = Stopwatch.GetTimestamp();
            progress.Report(new(_epoch, _options.Epochs, _batch, _batches, loss, null));
        }
    }

    internal void TestBegins(Dataset? validation)
    {
        if (validation is null) { return; }
        foreach (Callback callback in _callbacks) { callback.OnTestBegin(this); }
    }

    internal void TestEnds(Dataset? validation)
    {
        if (validation is null) { return; }
        foreach (Callback callback in _callbacks) { callback.OnTestEnd(this); }
    }

    internal void EpochEnded(EpochResult result)
    {
        foreach (Callback callback in _callbacks) { callback.OnEpochEnd(this, result); }
        _options.Progress?.Report(new(_epoch, _options.Epochs, _batch, _batches, result.Training.Loss, result));
    }

    internal void TrainEnded()
    {
        foreach (Callback callback in _callbacks) { callback.OnTrainEnd(this); }
    }

    internal bool StopIfCancelled()
    {
        if (_cancellation.IsCancellationRequested) { StopTraining("Training was cancelled."); }
        return _cancellation.IsCancellationRequested;
    }
}
