using System.Diagnostics;
using Hebb.Formats;
using Hebb.Models;

namespace Hebb.Callbacks;

/// <summary>
/// Resumes an interrupted training: it writes backups while the model is trained, and when the same training is started again, in a new process, say, it
/// continues from the newest one. The result is bit for bit that of a training that was never interrupted.
/// </summary>
/// <remarks>
/// A backup holds weights, the optimizer's state, the counters that random numbers depend on, the state of all callbacks, the history, and the place in the
/// data. The model, the data, the options (except <see cref="FitOptions.Epochs"/>) and the callbacks must be the same when training resumes; what differs is an
/// error. The newest two backups are kept, and if the newest is damaged the older one serves.
/// </remarks>
/// <param name="directory">The folder of the backups, for this training alone. It is made with the first one.</param>
public sealed class BackupAndRestore(string directory) : Callback
{
    private const string Ending = ".backup";

    private bool _isChecked;
    private long _last;
    private TimeSpan _pause;
    private bool _isOff;

    /// <summary>Batches from one backup to the next, counted in each epoch, where its end is one as well; null for the ends of epochs only.
    /// Range: 1 or more.</summary>
    public int? SaveFrequency { get; init => field = SettingRange.AtLeast(1, value); }

    /// <summary>
    /// The shortest time from one backup to the next, which are then made at the end of any batch; where backups take long, it is twenty times as long as the
    /// last one took. Null for all that <see cref="SaveFrequency"/> says.
    /// </summary>
    public TimeSpan? SaveInterval { get; init; }

    /// <summary>
    /// What else must be the same when training resumes, by name: the content of the files that are learned from, say. Asked when the first backup is made
    /// or read.
    /// </summary>
    public Func<IReadOnlyDictionary<string, string>>? Setup { get; init; }

    /// <summary>Told when a backup cannot be written; training then goes on without. If it is null, training ends with the error.</summary>
    public Action<Exception>? SaveFailed { get; init; }

    /// <summary>Whether backups are deleted when training has come to its end. A cancelled training keeps them.</summary>
    public bool DeleteCheckpoint { get; init; } = true;

    /// <summary>What was found at the beginning: where training continues, and which backups were damaged; null if it started over.</summary>
    public string? Message { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        if (SaveFrequency < 1) { throw new ArgumentException($"SaveFrequency is {SaveFrequency}, but must be at least 1 batch; null stands for every epoch."); }
        if (context.Callbacks.OfType<BackupAndRestore>().Count() > 1)
        {
            throw new ArgumentException("A training has one BackupAndRestore, but several were given.");
        }

        // Where a failed backup is told and training continues without, it is no reason not to begin.
        if (SaveFailed is null) { OutputPath.CheckWritable(Path.Combine(directory, "a" + Ending), makesParents: true); }
        _isChecked = SaveFailed is not null;
        (_last, _pause) = (Stopwatch.GetTimestamp(), SaveInterval ?? TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingContext context, int epoch)
    {
        // What could not be kept is found before training, not when the first backup is written.
        if (!_isChecked) { TrainingBackup.Write(Stream.Null, context, epoch - 1, 0); }
        _isChecked = true;
    }

    /// <summary>A backup at this batch, if it is its turn or training is being cancelled.</summary>
    public override void OnBatchEnd(TrainingContext context, in BatchResult result)
    {
        bool isTurn = SaveInterval is not null ? Stopwatch.GetElapsedTime(_last) >= _pause : SaveFrequency is { } frequency && result.Batch % frequency == 0;
        if (isTurn || context.IsCancelled) { Save(context, result.Epoch - 1, result.Batch); }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context, EpochResult result)
    {
        if (SaveInterval is null || Stopwatch.GetElapsedTime(_last) >= _pause) { Save(context, result.Epoch, 0); }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context)
    {
        if (DeleteCheckpoint && !context.IsCancelled) { Delete(); }
    }

    /// <summary>Deletes all backups with what killed writers of them have left, and their folder if nothing else is in it.</summary>
    public void Delete()
    {
        if (!Directory.Exists(directory)) { return; }
        foreach (string file in Backups()) { File.Delete(file); }
        TemporaryFile.Sweep(directory);
        if (!Directory.EnumerateFileSystemEntries(directory).Any()) { Directory.Delete(directory); }
    }

    /// <summary>Brings the training to where the newest readable backup was made; before any callback is called.</summary>
    /// <exception cref="FileFormatException">There are backups, but none can be read.</exception>
    /// <exception cref="OtherTrainingException">The backup is of another training; the message says what differs.</exception>
    internal void Restore(TrainingContext context)
    {
        Message = null;
        List<string> damaged = [];
        foreach (string file in Backups())
        {
            try
            {
                TrainingBackup.Read(file).Restore(context, file);
            }
            catch (FileFormatException error)
            {
                damaged.Add(error.Message);
                continue;
            }

            Message = string.Join(
                ' ', [.. damaged.Select(message => $"A backup is damaged and was skipped: {message}"), $"Training resumes after {Place(context)}."]);
            return;
        }

        if (damaged.Count > 0)
        {
            throw new FileFormatException($"No backup in {directory} can be read: {string.Join(' ', damaged)} Delete the folder to start training over.");
        }
    }

    /// <summary>Writes a backup, which replaces those before the last.</summary>
    /// <param name="context">The training.</param>
    /// <param name="epochs">The epochs completed.</param>
    /// <param name="batch">The batches done of the next.</param>
    internal void Save(TrainingContext context, int epochs, int batch)
    {
        if (_isOff) { return; }
        long began = Stopwatch.GetTimestamp();
        try
        {
            Directory.CreateDirectory(directory);

            // Names sort by progress.
            TrainingBackup.Write(Path.Combine(directory, $"{epochs:D9}-{batch:D9}{Ending}"), context, epochs, batch);
            foreach (string old in Backups().Skip(2)) { File.Delete(old); }
        }
        catch (Exception error) when (SaveFailed is not null && error is (IOException or UnauthorizedAccessException))
        {
            _isOff = true;
            SaveFailed!(error);
        }

        _last = Stopwatch.GetTimestamp();
        TimeSpan cost = 20 * Stopwatch.GetElapsedTime(began);
        if (SaveInterval is { } interval) { _pause = cost > interval ? cost : interval; }
    }

    private static string Place(TrainingContext context) =>
        context.Batch == 0 ? $"epoch {context.Epoch}" : $"batch {context.Batch} of epoch {context.Epoch + 1}";

    /// <summary>All backups, the newest first.</summary>
    private string[] Backups() => Directory.Exists(directory)
        ? [.. Directory.EnumerateFiles(directory, $"*{Ending}").OrderDescending(StringComparer.Ordinal)]
        : [];
}
