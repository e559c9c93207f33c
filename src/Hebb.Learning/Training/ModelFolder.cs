using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Keras;
using Hebb.Models;

namespace Hebb.Learning.Training;

/// <summary>A trained network on disk: a folder with model.keras, pipeline.json, history.csv and report.html.</summary>
internal static class ModelFolder
{
    private const string ModelName = "model.keras";
    /// <summary>The file that says how inputs are prepared.</summary>
    public const string PipelineName = "pipeline.json";
    private const string HistoryName = "history.csv";
    private const string ReportName = "report.html";

    /// <summary>Writes the folder under a temporary name and renames it when it is complete, so that it is never seen half written.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="trained">The network with what prepares its inputs.</param>
    /// <param name="history">How it was trained.</param>
    /// <param name="overwrite">Whether to replace an older folder.</param>
    /// <param name="writeReport">Writes the report to a path; null for none.</param>
    public static void Save(string folder, TrainedModel trained, History history, bool overwrite, Action<string>? writeReport = null) =>
        Save(folder, trained, ToTable(history), overwrite, writeReport);

    /// <summary>The same with a history that is a table already.</summary>
    public static void Save(string folder, TrainedModel trained, Table history, bool overwrite, Action<string>? writeReport = null)
    {
        string target = Check(folder, overwrite), parent = Path.GetDirectoryName(target)!;
        string unfinished = Path.Combine(parent, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
        try
        {
            Directory.CreateDirectory(unfinished);
            trained.Model.Save(Path.Combine(unfinished, ModelName));
            PipelineFile.Write(Path.Combine(unfinished, PipelineName), trained);
            CsvWriter.Write(history, Path.Combine(unfinished, HistoryName));
            writeReport?.Invoke(Path.Combine(unfinished, ReportName));
            Replace(Check(folder, overwrite), unfinished);
        }
        finally
        {
            if (Directory.Exists(unfinished)) { Directory.Delete(unfinished, recursive: true); }
        }
    }

    /// <summary>Looks whether a folder may be written.</summary>
    /// <returns>Its full path.</returns>
    /// <exception cref="IOException">It may not: it exists, or holds files that no training wrote.</exception>
    public static string Check(string folder, bool overwrite)
    {
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (Path.GetDirectoryName(target) is null) { throw new IOException($"'{folder}' cannot be a folder for a model. Choose another name."); }
        bool exists = Directory.Exists(target);
        if (File.Exists(target) || (exists && !overwrite))
        {
            throw new IOException($"'{folder}' exists already. Choose another folder{(exists ? ", or allow to overwrite it" : "")}.");
        }

        string? stranger = exists ? Directory.EnumerateFileSystemEntries(target).FirstOrDefault(entry => !IsOurs(entry)) : null;
        return stranger is null
            ? target
            : throw new IOException($"'{folder}' holds '{Path.GetFileName(stranger)}', which no training wrote, so it is not replaced. Choose another folder.");
    }

    /// <summary>Reads model and pipeline, and checks that they belong together.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="read">Reads the pipeline of a format, and says how to make the model of it.</param>
    public static TrainedModel Load(string folder, Func<string, JsonField, Func<Model, TrainedModel>> read)
    {
        if (!Directory.Exists(folder)) { throw new DirectoryNotFoundException($"There is no folder '{folder}'. Expected one that a training has written."); }
        string pipelinePath = Path.Combine(folder, PipelineName), modelPath = Path.Combine(folder, ModelName);
        string? absent = new[] { modelPath, pipelinePath }.FirstOrDefault(path => !File.Exists(path));
        if (absent is not null)
        {
            throw new FileNotFoundException($"'{folder}' has no {Path.GetFileName(absent)}. Expected a folder that a training has written.", absent);
        }

        // A damaged pipeline is found before the weights are read.
        Func<Model, TrainedModel> rest = PipelineFile.Read(pipelinePath, read);
        TrainedModel trained = rest(Model.Load(modelPath));
        trained.CheckTogether(modelPath);
        return trained;
    }

    /// <summary>An older folder is moved aside first and deleted last: at every moment one of the two is complete.</summary>
    private static void Replace(string target, string complete)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(complete, target);
            return;
        }

        string aside = complete + ".old";
        Directory.Move(target, aside);
        try
        {
            Directory.Move(complete, target);
        }
        catch
        {
            Directory.Move(aside, target);
            throw;
        }

        Directory.Delete(aside, recursive: true);
    }

    private static bool IsOurs(string path) => Path.GetFileName(path) is ModelName or PipelineName or HistoryName or ReportName;

    private static Table ToTable(History history) => new([
        new NumberColumn("epoch", [.. history.Epochs.Select(epoch => (double)epoch.Epoch)]),
        .. history.Columns.Select(name => new NumberColumn(name, [.. history[name].Select(Finite)])),
        new NumberColumn("seconds", [.. history.Epochs.Select(epoch => epoch.Seconds)])]);

    /// <summary>A table holds finite numbers; a loss that left them is a missing value.</summary>
    private static double Finite(double value) => double.IsFinite(value) ? value : double.NaN;
}
