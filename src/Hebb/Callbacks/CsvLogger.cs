using System.Globalization;
using Hebb.Models;

namespace Hebb.Callbacks;

/// <summary>Writes a line per epoch to a file: epoch, loss, metrics, validation, learning rate. Each line is on disk when the next epoch begins.</summary>
/// <param name="path">The file.</param>
/// <param name="separator">What stands between values.</param>
/// <param name="append">Whether to go on behind what the file has, when training is continued.</param>
public sealed class CsvLogger(string path, char separator = ',', bool append = false) : Callback
{
    private string[] _columns = [];

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        _columns = [.. context.Columns];
        string header = string.Join(separator, (string[])["epoch", .. _columns, "learning_rate"]) + "\n";
        if (!append || !File.Exists(path) || new FileInfo(path).Length == 0)
        {
            File.WriteAllText(path, header);
            return;
        }

        string found = File.ReadLines(path).First();
        if (found + "\n" != header)
        {
            throw new InvalidOperationException($"{path} has the columns \"{found}\", but this training would append \"{header.TrimEnd()}\". Choose another file, or append: false to begin anew.");
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context, EpochResult result)
    {
        IEnumerable<string> values = _columns.Select(column => result[column]).Append(result.LearningRate).Select(value => value.ToString("R", CultureInfo.InvariantCulture));
        File.AppendAllText(path, string.Join(separator, values.Prepend(result.Epoch.ToString(CultureInfo.InvariantCulture))) + "\n");
    }
}
