using System.Diagnostics;
using Hebb.Datasets;
using Hebb.Models;

namespace Hebb.Callbacks;

/// <summary>A training in progress, as callbacks see it. A <see cref="TrainingLoop"/> drives it.</summary>
public sealed class TrainingContext
{
    private static readonly TimeSpan s_reportInterval = TimeSpan.FromMilliseconds(50);

    private readonly FitOptions _options;
    private readonly Callback[] _callbacks;
    private readonly List<EpochResult> _epochs = [];
    private readonly CancellationToken _cancellation;
    private Batch? _currentBatch;
    private int _batch;
    private bool _continuesEpoch;
    private long _reported;

    /// <summary>A training that is about to begin.</summary>
    internal TrainingContext(Model model, FitOptions options, bool validated, Dataset data, BatchFeed feed, MetricTotals totals, CancellationToken cancellation)
    {
        (Model, _options, Data, Feed, Totals, _cancellation) = (model, options, data, feed, totals, cancellation);
        // Backups come last, so that they hold what all others made of the step.
        IReadOnlyList<Callback> given = options.Callbacks;
        _callbacks = [
            .. given.Where(callback => callback is not BackupAndRestore),
            .. options.TerminateOnNaN && !given.OfType<TerminateOnNaN>().Any() ? [new TerminateOnNaN()] : Array.Empty<Callback>(),
            .. given.Where(callback => callback is BackupAndRestore)];
        Batches = options.StepsPerEpoch ?? (int?)data.BatchesOf(options.BatchSize, options.DropRemainder);
        Epoch = options.InitialEpoch;
        Columns = EpochResult.ColumnsOf(model.Plan.Columns, validated);
    }

    /// <summary>The model that is trained.</summary>
    public Model Model { get; }

    /// <summary>How it is trained.</summary>
    public FitOptions Options => _options;

    /// <summary>The names of the values of an epoch: <c>loss</c>, <c>accuracy</c>, <c>val_loss</c>, <c>val_accuracy</c>.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The completed epochs, those of an interrupted training that goes on included.</summary>
    public IReadOnlyList<EpochResult> Epochs => _epochs;

    /// <summary>The number of the epoch at hand, from 1.</summary>
    public int Epoch { get; private set; }

    /// <summary>The batches of the epoch done so far.</summary>
    public int Batch => _batch;

    /// <summary>The batches of an epoch; null if the data do not say how many rows they have.</summary>
    public int? Batches { get; }

    /// <summary>Loss and metrics over the batches of the epoch so far.</summary>
    /// <exception cref="InvalidOperationException">No batch has been done.</exception>
    public Evaluation Running => Totals.Result();

    /// <summary>The batch of the step at hand; null outside of <see cref="Callback.OnBatchEnd"/>. You may keep it.</summary>
    public Batch? CurrentBatch
    {
        get
        {
            _currentBatch?.IsHandedOut = true;
            return _currentBatch;
        }
    }

    /// <summary>All callbacks in the order in which they are called.</summary>
    internal IReadOnlyList<Callback> Callbacks => _callbacks;

    /// <summary>The rows that are trained on.</summary>
    internal Dataset Data { get; }

    /// <summary>Where batches come from.</summary>
    internal BatchFeed Feed { get; }

    /// <summary>The sums of the epoch.</summary>
    internal MetricTotals Totals { get; }

    /// <summary>Why training ends before its time; null while it goes on.</summary>
    public string? StopReason { get; private set; }

    /// <summary>Whether training was cancelled.</summary>
    internal bool IsCancelled => _cancellation.IsCancellationRequested;

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

    /// <summary>Whether larger values of a column are better; the error names who asks.</summary>
    internal bool LargerIsBetter(Callback asking, string column, MonitorMode mode)
    {
        if (!Columns.Contains(column))
        {
            static bool IsValidation(string column) => column.StartsWith(EpochResult.ValidationPrefix, StringComparison.Ordinal);
            string hint = IsValidation(column) && !Columns.Any(IsValidation)
                ? " Values that begin with val_ need validation data: set Validation or ValidationSplit."
                : "";
            throw new ArgumentException($"{asking.GetType().Name} watches \"{column}\", but this training has only {string.Join(", ", Columns)}.{hint}");
        }

        return mode == MonitorMode.Auto ? LargerIsBetter(column) : mode == MonitorMode.Max;
    }

    /// <summary>Resumes an interrupted training.</summary>
    /// <param name="epochs">The epochs completed by it.</param>
    /// <param name="epoch">The last epoch that is complete.</param>
    /// <param name="batch">The batches done of the next.</param>
    /// <param name="stopReason">Why it was about to end; null if it was not.</param>
    internal void Resume(IEnumerable<EpochResult> epochs, int epoch, int batch, string? stopReason)
    {
        _epochs.AddRange(epochs);
        (Epoch, _batch, _continuesEpoch, StopReason) = (epoch, batch, batch > 0, stopReason);
    }

    internal void TrainBegins()
    {
        foreach (BackupAndRestore backup in _callbacks.OfType<BackupAndRestore>()) { backup.Restore(this); }
        foreach (Callback callback in _callbacks) { callback.Begin(this); }
        StopIfCancelled();
    }

    internal void EpochBegins()
    {
        Epoch++;
        if (_continuesEpoch)
        {
            _continuesEpoch = false;
            return;
        }

        _batch = 0;
        Totals.Reset();
        Feed.Begin(Epoch);
        foreach (Callback callback in _callbacks) { callback.OnEpochBegin(this, Epoch); }
    }

    internal void BatchEnded(Batch batch, double loss)
    {
        BatchResult result = new(Epoch, ++_batch, batch.Rows, loss);
        _currentBatch = batch;
        foreach (Callback callback in _callbacks) { callback.OnBatchEnd(this, in result); }
        _currentBatch = null;
        StopIfCancelled();
        if (_options.Progress is { } progress && Stopwatch.GetElapsedTime(_reported) >= s_reportInterval)
        {
            _reported = Stopwatch.GetTimestamp();
            progress.Report(new(Epoch, _options.Epochs, _batch, Batches, loss, null));
        }
    }

    internal void TestBegins()
    {
        foreach (Callback callback in _callbacks) { callback.OnTestBegin(this); }
    }

    internal void TestEnds()
    {
        foreach (Callback callback in _callbacks) { callback.OnTestEnd(this); }
    }

    internal void EpochEnded(EpochResult result)
    {
        _epochs.Add(result);
        foreach (Callback callback in _callbacks) { callback.OnEpochEnd(this, result); }
        _options.Progress?.Report(new(Epoch, _options.Epochs, _batch, Batches, result.Training.Loss, result));
    }

    internal void TrainEnded()
    {
        foreach (Callback callback in _callbacks) { callback.OnTrainEnd(this); }
    }

    /// <summary>A training that is cancelled between two batches continues there.</summary>
    internal void BackUp()
    {
        if (Epoch - 1 == _options.InitialEpoch && _batch == 0) { return; }
        foreach (BackupAndRestore backup in _callbacks.OfType<BackupAndRestore>()) { backup.Save(this, Epoch - 1, _batch); }
    }

    internal bool StopIfCancelled()
    {
        if (IsCancelled) { StopTraining("Training was canceled."); }
        return IsCancelled;
    }
}
