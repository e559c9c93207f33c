using System.Diagnostics;
using System.Globalization;
using Hebb.Callbacks;
using Hebb.Datasets;
using Hebb.Ops;

namespace Hebb.Models;

/// <summary>
/// A training, step by step: what <see cref="Model.Fit(Dataset, FitOptions?, CancellationToken)"/> is written with, for loops of your own. It knows the
/// place in the data, adds up loss and
/// metrics, calls callbacks, stops early, is cancelled, and resumes an interrupted training (<see cref="BackupAndRestore"/>).
/// </summary>
/// <remarks>
/// Call <see cref="NextEpoch"/>; for each batch <see cref="NextBatch"/> and then <see cref="Step"/>, or a step of your own and <see cref="EndBatch"/>;
/// then <see cref="Validate"/> and
/// <see cref="EndEpoch"/>; and at last <see cref="End"/>. When training stops within an epoch, <see cref="Validate"/> and <see cref="EndEpoch"/> do
/// nothing, so that a loop needs no
/// conditions. One thread uses a loop.
/// </remarks>
/// <example>
/// <code>
/// using TrainingLoop loop = new(model, data, new() { Epochs = 20, Validation = test });
/// while (loop.NextEpoch())
/// {
///     while (loop.NextBatch()) { loop.EndBatch(model.TrainOnBatch(loop.Batch, loop.Totals)); }
///     loop.EndEpoch(loop.Validate());
/// }
///
/// History history = loop.End();
/// </code>
/// </example>
public sealed class TrainingLoop : IDisposable
{
    private readonly Dataset? _validation;
    private readonly BatchFeed _feed;
    private readonly CancellationToken _cancellation;
    private Activity? _training;
    private Activity? _epoch;
    private Batch? _batch;
    private long _epochBegan;
    private bool _hasBegun;
    private bool _isInEpoch;
    private bool _hasEnded;

    /// <summary>A training that is about to begin.</summary>
    /// <param name="model">A compiled model.</param>
    /// <param name="data">The rows to train on.</param>
    /// <param name="options">How long, in which batches, with which validation data and callbacks.</param>
    /// <param name="cancellation">Ends training after the current batch.</param>
    /// <exception cref="ArgumentException">The options are not possible.</exception>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public TrainingLoop(Model model, Dataset data, FitOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new();
        options.Check();
        (data, _validation) = options.Prepare(data, model.Seed);
        _cancellation = cancellation;
        _feed = new(data, options, RandomKey.FromSeed(model.Seed).Child("shuffle"), cancellation);
        Totals = model.NewTotals(data);
        model.RefuseDisorder(data, options);
        Context = new(model, options, _validation is not null, data, _feed, Totals, cancellation);
    }

    /// <summary>The training as callbacks see it: epochs so far, the reason to stop.</summary>
    public TrainingContext Context { get; }

    /// <summary>Loss and metrics of the epoch so far: give it to <see cref="Model.TrainOnBatch(Batch, MetricTotals?)"/>.</summary>
    public MetricTotals Totals { get; }

    /// <summary>The batch to train on. You may keep it.</summary>
    /// <exception cref="InvalidOperationException">There is none: call <see cref="NextBatch"/>.</exception>
    public Batch Batch
    {
        get
        {
            Batch batch = _batch ?? throw NoBatch();
            batch.IsHandedOut = true;
            return batch;
        }
    }

    private Model Model => Context.Model;

    private FitOptions Options => Context.Options;

    /// <summary>Begins the next epoch, or resumes an interrupted one; false if training is over: all epochs are done, or it was stopped.</summary>
    /// <exception cref="InvalidOperationException">The last epoch is not complete: call <see cref="EndEpoch"/>.</exception>
    public bool NextEpoch()
    {
        Begin();
        if (_isInEpoch && !Context.IsStopped)
        {
            throw new InvalidOperationException($"Epoch {Context.Epoch} is not complete: call EndEpoch before NextEpoch.");
        }

        if (_hasEnded || Context.IsStopped || Context.Epoch >= Options.Epochs) { return false; }
        _epochBegan = Stopwatch.GetTimestamp();
        _isInEpoch = true;
        _epoch = Telemetry.Begin("hebb.train.epoch", Model);
        Context.EpochBegins();
        _epoch?.SetTag("hebb.train.epoch", Context.Epoch);
        return true;
    }

    /// <summary>Fetches the next <see cref="Batch"/>; false at the end of the epoch, or if training was stopped.</summary>
    /// <exception cref="InvalidOperationException">No epoch has begun, or the last batch is not complete: call <see cref="EndBatch"/>.</exception>
    public bool NextBatch()
    {
        if (!_isInEpoch) { throw new InvalidOperationException("No epoch has begun: call NextEpoch before NextBatch."); }
        if (_batch is not null) { throw new InvalidOperationException("The last batch is not complete: call EndBatch (or Step) before NextBatch."); }
        if (Context.IsStopped) { return false; }
        try
        {
            _batch = _feed.Next();
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            Context.BackUp();
            Context.StopIfCancelled();
        }

        if (_feed.HasRunOut && Context.Batch == 0) { StopWithoutData(); }
        return _batch is not null;
    }

    /// <summary>The usual step: changes the weights by the batch, adds to the totals and calls the callbacks; nothing is allocated.</summary>
    /// <returns>The loss before the change.</returns>
    public double Step()
    {
        double loss = Model.TrainOnBatch(_batch ?? throw NoBatch(), Totals);
        EndBatch(loss);
        return loss;
    }

    /// <summary>Completes a batch after a step of your own: callbacks and progress are told.</summary>
    /// <param name="loss">The loss of the batch.</param>
    public void EndBatch(double loss)
    {
        Batch batch = _batch ?? throw NoBatch();
        _batch = null;
        Context.BatchEnded(batch, loss);
    }

    /// <summary>Judges the model by the validation data; null if there are none, if it is not the turn of this epoch, or if training was stopped.</summary>
    public Evaluation? Validate()
    {
        if (_validation is null || Context.IsStopped || Context.Epoch % Options.ValidationFrequency != 0) { return null; }
        Context.TestBegins();
        try
        {
            return Model.Evaluate(_validation, Options.ValidationBatchSize ?? Options.BatchSize, Options.ValidationSteps, _cancellation);
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            Context.TestEnds();
        }
    }

    /// <summary>
    /// Completes the epoch: its result goes to the history, callbacks and progress are told. An epoch in which training was stopped or cancelled is not
    /// complete.
    /// </summary>
    /// <param name="validation">How good the model is on rows that it is not trained on: <see cref="Validate"/>, or an evaluation of your own; null for
    /// none.</param>
    public void EndEpoch(Evaluation? validation = null)
    {
        if (!_isInEpoch) { throw new InvalidOperationException("No epoch has begun: call NextEpoch before EndEpoch."); }
        if (Context.IsStopped || Context.StopIfCancelled()) { return; }
        EpochResult result = new(Context.Epoch, Totals.Result(), validation, Stopwatch.GetElapsedTime(_epochBegan).TotalSeconds, Model.Optimizer!.LearningRate);
        _isInEpoch = false;
        Context.EpochEnded(result);
        if (_feed.HasRunOut) { StopWithoutData(); }
        Telemetry.EpochEnds(Model, result);
        _epoch?.Dispose();
    }

    /// <summary>Ends training: the weights become their running means if the optimizer keeps some, and callbacks are told.</summary>
    /// <returns>Loss and metrics, epoch by epoch, and why training ended.</returns>
    public History End()
    {
        Begin();
        if (!_hasEnded)
        {
            _hasEnded = true;
            if (Model.Optimizer!.UseEma) { Model.Gate.Change(() => Model.Optimizer.FinalizeValues(Model.TrainedParameters)); }
            Context.TrainEnded();
            _training?.SetTag("hebb.train.stop_reason", Context.StopReason);
            Dispose();
        }

        return new(Context.Columns, Context.Epochs, Context.StopReason, _cancellation.IsCancellationRequested, Model.Warnings);
    }

    /// <summary>Lets go of the data. Training that has not come to its <see cref="End"/> stays as it is.</summary>
    public void Dispose()
    {
        _feed.Dispose();
        _epoch?.Dispose();
        if (!_hasEnded) { _training?.SetStatus(ActivityStatusCode.Error, "The training did not come to its end."); }
        _training?.Dispose();
        _training = null;
        if (_hasBegun)
        {
            _hasBegun = false;
            _hasEnded = true;
            Telemetry.TrainingsUnderWay(-1, Model);
        }
    }

    /// <summary>As in Keras, training ends there: the history and the best weights are kept, and an epoch that has begun counts.</summary>
    private void StopWithoutData() => Context.StopTraining(string.Create(
        CultureInfo.InvariantCulture,
        $"The data ran out after {Context.Batch} batches of epoch {Context.Epoch}: they can be read once only, or have fewer batches than asked for."));

    private static InvalidOperationException NoBatch() => new("There is no batch: call NextBatch first.");

    private void Begin()
    {
        if (_hasBegun || _hasEnded) { return; }
        _hasBegun = true;
        _training = Telemetry.Begin("hebb.train", Model);
        _training?.SetTag("hebb.train.epochs", Options.Epochs);
        Telemetry.TrainingsUnderWay(1, Model);
        Context.TrainBegins();
    }
}
