using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Formats;
using Hebb.Models;

namespace Hebb.Learning.Training;

/// <summary>A trained model on disk: a folder with model.keras or trees.safetensors, pipeline.json, history.csv and report.html.</summary>
internal static class ModelFolder
{
    /// <summary>The file of a network, and that of boosted trees.</summary>
    public const string NetworkName = "model.keras", TreesName = "trees.safetensors";

    /// <summary>The file that says how inputs are prepared.</summary>
    public const string PipelineName = "pipeline.json";
    private const string HistoryName = "history.csv";
    private const string ReportName = "report.html";

    /// <summary>Writes the folder under a temporary name and renames it when it is complete, so that it is never seen half written.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="trained">The model with what prepares its inputs.</param>
    /// <param name="history">How it was trained.</param>
    /// <param name="overwrite">Whether to replace an older folder.</param>
    /// <param name="writeReport">Writes the report to a path; null for none.</param>
    public static void Save(string folder, TrainedModel trained, History history, bool overwrite, Action<string>? writeReport = null) =>
        Save(folder, trained, ToTable(history), overwrite, writeReport);

    /// <summary>The same with a history that is a table already.</summary>
    public static void Save(string folder, TrainedModel trained, Table history, bool overwrite, Action<string>? writeReport = null)
    {
        CheckName(folder, overwrite);
        AtomicFolder.Write(
            folder,
            unfinished =>
            {
                trained.WriteModel(Path.Combine(unfinished, trained.FileName));
                PipelineFile.Write(Path.Combine(unfinished, PipelineName), trained);
                CsvWriter.Write(history, Path.Combine(unfinished, HistoryName));
                writeReport?.Invoke(Path.Combine(unfinished, ReportName));
                CheckName(folder, overwrite);
            },
            overwrite);
    }

    /// <summary>Looks whether a folder may and can be written, before a training.</summary>
    /// <exception cref="IOException">
    /// It exists, or holds files that no training wrote; or the place cannot be written to, the name is too long, the disk is full.
    /// </exception>
    public static void Check(string folder, bool overwrite)
    {
        CheckName(folder, overwrite);
        OutputPath.CheckWritable(folder, makesParents: true);
    }

    /// <summary>Reads model and pipeline, and checks that they belong together.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="read">Reads the pipeline of a format, and says which file holds the model.</param>
    public static TrainedModel Load(string folder, Func<string, JsonField, SavedModel> read)
    {
        AtomicFolder.Recover(folder);
        if (!Directory.Exists(folder)) { throw new DirectoryNotFoundException($"There is no folder '{folder}'. Expected one that a training has written."); }
        string pipelinePath = Path.Combine(folder, PipelineName);
        if (!File.Exists(pipelinePath))
        {
            throw Absent(folder, new[] { NetworkName, TreesName }.Any(name => File.Exists(Path.Combine(folder, name))) ? PipelineName : NetworkName);
        }

        // A damaged pipeline is found before the model is read.
        SavedModel saved = PipelineFile.Read(pipelinePath, read);
        string modelPath = Path.Combine(folder, saved.FileName);
        if (!File.Exists(modelPath)) { throw Absent(folder, saved.FileName); }
        TrainedModel trained = saved.Read(modelPath);
        trained.CheckTogether(modelPath);
        return trained;
    }

    private static FileNotFoundException Absent(string folder, string file) =>
        new($"'{folder}' has no {file}. Expected a folder that a training has written.", Path.Combine(folder, file));

    /// <summary>Looks whether a folder may be written.</summary>
    private static void CheckName(string folder, bool overwrite)
    {
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (Path.GetDirectoryName(target) is null) { throw new IOException($"'{folder}' cannot be a folder for a model. Choose another name."); }
        AtomicFolder.Recover(target); // what a kill has left of a replacement, or of a report, which is written into a complete folder
        bool exists = Directory.Exists(target);
        if (File.Exists(target) || (exists && !overwrite))
        {
            throw new IOException($"'{folder}' exists already. Choose another folder{(exists ? ", or allow to overwrite it" : "")}.");
        }

        string? stranger = exists ? Directory.EnumerateFileSystemEntries(target).FirstOrDefault(entry => !IsOurs(entry)) : null;
        if (stranger is not null)
        {
            throw new IOException($"'{folder}' holds '{Path.GetFileName(stranger)}', which no training wrote, so it is not replaced. Choose another folder.");
        }
    }

    private static bool IsOurs(string path) =>
        Path.GetFileName(path) is NetworkName or TreesName or PipelineName or HistoryName or ReportName || AtomicFile.IsTemporary(path);

    /// <summary>The history as it is written.</summary>
    public static Table ToTable(History history) => new([
        new NumberColumn("epoch", [.. history.Epochs.Select(epoch => (double)epoch.Epoch)]),
        .. history.Columns.Select(name => new NumberColumn(name, [.. history[name].Select(Finite)])),
        new NumberColumn("seconds", [.. history.Epochs.Select(epoch => epoch.Seconds)])]);

    /// <summary>A table holds finite numbers; a loss that left them is a missing value.</summary>
    private static double Finite(double value) => double.IsFinite(value) ? value : double.NaN;
}
