using System.Globalization;
using Hebb.Formats;
using Hebb.Models;

namespace Hebb.Callbacks;

/// <summary>Writes a line per epoch to a file: epoch (from 1, in Keras from 0), loss, metrics, validation, learning rate. Each line is on disk when
/// the next epoch begins.</summary>
/// <param name="path">The file.</param>
/// <param name="separator">What stands between values.</param>
/// <param name="append">Whether to go on behind what the file has, when training is continued.</param>
public sealed class CSVLogger(string path, char separator = ',', bool append = false) : Callback
{
    private string[] _columns = [];
    private long _start;
    private string? _begin;

    /// <summary>Where in the file this training begins: one that was interrupted writes its completed epochs anew, and nothing else.</summary>
    protected override void Remember(CallbackState state) => _start = state.Count("start", _start);

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        _columns = [.. context.Columns];
        string header = string.Join(separator, (string[])["epoch", .. _columns, "learning_rate"]) + "\n";
        long present = File.Exists(path) ? new FileInfo(path).Length : 0;
        _start = IsContinuing ? Math.Min(_start, present) : append ? present : 0;
        if (_start > 0 && File.ReadLines(path).First() is var found && found + "\n" != header)
        {
            throw new InvalidOperationException(
                $"{path} has the columns \"{found}\", but this training would append \"{header.TrimEnd()}\". "
                + "Choose another file, or append: false to start over.");
        }

        OutputPath.CheckWritable(path);
        if (Directory.Exists(path)) { throw new IOException($"'{path}' is a folder, and the log is a file. Choose another name."); }
        _begin = (_start == 0 ? header : "") + string.Concat(context.Epochs.Select(Line));
    }

    /// <summary>An older log stays until training has really begun: another callback may refuse it.</summary>
    public override void OnEpochBegin(TrainingContext context, int epoch) => Begin();

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context) => Begin();

    private void Begin()
    {
        if (_begin is null) { return; }
        using (FileStream file = new(path, FileMode.OpenOrCreate)) { file.SetLength(_start); }
        File.AppendAllText(path, _begin);
        _begin = null;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context, EpochResult result)
    {
        Begin();
        File.AppendAllText(path, Line(result));
    }

    private string Line(EpochResult result)
    {
        IEnumerable<string> values = _columns.Select(column => result.TryGet(column, out double value) ? Text(value) : "NA").Append(Text(result.LearningRate));
        return string.Join(separator, values.Prepend(result.Epoch.ToString(CultureInfo.InvariantCulture))) + "\n";
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
