using Hebb.Callbacks;
using Hebb.Models;

namespace Hebb.Keras;

/// <summary>Saves the model while it is trained: after every epoch, or only when a value has become better.</summary>
/// <remarks>
/// The path may have places for numbers, as in Keras: <c>new ModelCheckpoint("run/{epoch:02d}-{val_loss:.2f}.keras")</c> with <c>epoch</c>, <c>batch</c> (with
/// <see cref="SaveFrequency"/>) and every value of the training. A file is replaced only when the new one is complete. To resume an interrupted training
/// exactly where it was, use <see cref="BackupAndRestore"/>.
/// </remarks>
/// <param name="path">The file; it ends in <c>.keras</c> or <c>.h5</c>, or in <c>.weights.h5</c> with <see cref="SaveWeightsOnly"/>. Folders are made.</param>
public sealed class ModelCheckpoint(string path) : Callback
{
    private readonly CheckpointPath _path = new(path);
    private bool _larger;
    private double _best = double.NaN;
    private long _batches;

    /// <summary>The value that <see cref="SaveBestOnly"/> watches.</summary>
    public string Monitor { get; init; } = "val_loss";

    /// <summary>Whether to save only when the value is better than ever before. After an epoch without the value (no validation in that epoch) nothing is
    /// saved; Keras replaces the best file then.</summary>
    public bool SaveBestOnly { get; init; }

    /// <summary>Whether to save the weights alone.</summary>
    public bool SaveWeightsOnly { get; init; }

    /// <summary>Whether optimizer, loss and metrics are written, so that training can continue; false for those of your own that are not registered.</summary>
    public bool IncludeTraining { get; init; } = true;

    /// <summary>Which values are better.</summary>
    public MonitorMode Mode { get; init; }

    /// <summary>Batches from one file to the next, counted through all epochs; null for one after each epoch. Range: 1 or more.</summary>
    public int? SaveFrequency { get; init => field = SettingRange.AtLeast(1, value); }

    /// <summary>What the first value must be better than; null for anything. Range: any finite number.</summary>
    public double? InitialValueThreshold { get; init => field = SettingRange.Finite(value); }

    /// <summary>The best value so far; null if there is none.</summary>
    public double? Best => double.IsNaN(_best) ? null : _best;

    /// <summary>The file written last; null if none was.</summary>
    public string? LastPath { get; private set; }

    /// <inheritdoc/>
    protected override void Remember(CallbackState state)
    {
        _best = state.Number("best", _best);
        _batches = state.Count("batches", _batches);
    }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        if (SaveFrequency < 1) { throw new ArgumentException($"SaveFrequency is {SaveFrequency}, but must be at least 1 batch; null stands for every epoch."); }
        string[] available = SaveFrequency is null ? ["epoch", .. context.Columns] : ["epoch", "batch", .. context.Model.Plan.Columns];
        foreach (string name in _path.Names.Append(SaveBestOnly ? Monitor : "epoch"))
        {
            // The hint that validation data are missing is better than a list of names.
            if (!available.Contains(name) && SaveFrequency is null) { context.LargerIsBetter(this, name, MonitorMode.Min); }
            if (!available.Contains(name))
            {
                throw new ArgumentException($"ModelCheckpoint asks for \"{name}\", but after a batch there are only {string.Join(", ", available)}.");
            }
        }

        if (SaveBestOnly) { _larger = context.LargerIsBetter(this, Monitor, Mode); }
        CheckSave(context.Model);
        if (!IsContinuing) { (_best, _batches, LastPath) = (InitialValueThreshold ?? double.NaN, 0, null); }
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context, in BatchResult result)
    {
        if (SaveFrequency is not { } frequency || ++_batches % frequency != 0) { return; }
        (int epoch, int batch) = (result.Epoch, result.Batch);
        Evaluation running = context.Running;
        SaveIfBetter(context, name => name == "epoch" ? epoch : name == "batch" ? batch : running[name]);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context, EpochResult result)
    {
        // An epoch without validation has nothing to compare or to put into the name.
        if (SaveFrequency is not null || _path.Names.Append(SaveBestOnly ? Monitor : "epoch").Any(name => name != "epoch" && !result.TryGet(name, out _)))
        {
            return;
        }

        SaveIfBetter(context, name => name == "epoch" ? result.Epoch : result[name]);
    }

    private void SaveIfBetter(TrainingContext context, Func<string, double> value)
    {
        if (SaveBestOnly)
        {
            double now = value(Monitor);
            if (double.IsNaN(now) || (_larger ? now <= _best : now >= _best)) { return; }
            _best = now;
        }

        string file = _path.Fill(value);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        if (SaveWeightsOnly) { context.Model.SaveWeights(file); }
        else { context.Model.Save(file, new() { IncludeTraining = IncludeTraining }); }
        LastPath = file;
    }

    /// <summary>What could not be written is found before training, not after its first epoch.</summary>
    private void CheckSave(Model model)
    {
        string example = _path.Fill(_ => 1);
        try
        {
            if (SaveWeightsOnly) { ModelFile.CheckSaveWeights(model, example, makesParents: true); }
            else { ModelFile.CheckSave(model, example, new() { IncludeTraining = IncludeTraining }, makesParents: true); }
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            string way = error is InvalidOperationException && !SaveWeightsOnly && IncludeTraining
                ? " ModelCheckpoint has IncludeTraining = false and SaveWeightsOnly = true for that."
                : "";
            throw new ArgumentException($"ModelCheckpoint could not save to \"{path}\": {error.Message}{way}", error);
        }
    }
}
