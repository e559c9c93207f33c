using Hebb.Models;
using Hebb.Saving;
using Hebb.Tensors;

namespace Hebb.Data;

/// <summary>A trained table on disk: a folder with model.keras, pipeline.json, history.csv and report.html.</summary>
internal static class ModelFolder
{
    private const string ModelName = "model.keras";
    private const string PipelineName = "pipeline.json";
    private const string HistoryName = "history.csv";
    private const string ReportName = "report.html";

    /// <summary>Writes the folder under a temporary name and renames it when it is complete, so that it is never seen half written.</summary>
    public static void Save(string folder, TableModel trained, History history, TableReport report, bool overwrite) =>
        Save(folder, trained, ToTable(history), overwrite, report);

    /// <summary>The same without a report.</summary>
    public static void Save(string folder, TableModel trained, History history, bool overwrite) => Save(folder, trained, ToTable(history), overwrite);

    /// <summary>The same with a history that is a table already.</summary>
    public static void Save(string folder, TableModel trained, Table history, bool overwrite, TableReport? report = null)
    {
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        bool exists = Directory.Exists(target);
        if (File.Exists(target) || (exists && !overwrite))
        {
            throw new IOException($"'{folder}' exists already. Choose another folder{(exists ? ", or allow to overwrite it" : "")}.");
        }

        string parent = Path.GetDirectoryName(target) ?? throw new IOException($"'{folder}' cannot be a folder for a model. Choose another name.");
        string unfinished = Path.Combine(parent, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
        try
        {
            Directory.CreateDirectory(unfinished);
            trained.Model.Save(Path.Combine(unfinished, ModelName));
            trained.Pipeline.Save(Path.Combine(unfinished, PipelineName));
            CsvWriter.Write(history, Path.Combine(unfinished, HistoryName));
            report?.Save(Path.Combine(unfinished, ReportName));
            Replace(target, unfinished, exists);
        }
        finally
        {
            if (Directory.Exists(unfinished)) { Directory.Delete(unfinished, recursive: true); }
        }
    }

    /// <summary>Reads model and pipeline, and checks that they belong together.</summary>
    public static TableModel Load(string folder)
    {
        if (!Directory.Exists(folder)) { throw new DirectoryNotFoundException($"There is no folder '{folder}'. Expected one that a training has written."); }
        string pipelinePath = Path.Combine(folder, PipelineName), modelPath = Path.Combine(folder, ModelName);
        string? absent = new[] { modelPath, pipelinePath }.FirstOrDefault(path => !File.Exists(path));
        if (absent is not null) { throw new FileNotFoundException($"'{folder}' has no {Path.GetFileName(absent)}. Expected a folder that a training has written.", absent); }
        ColumnPipeline pipeline = ColumnPipeline.Load(pipelinePath);
        Model model = Model.Load(modelPath);
        int outputs = pipeline.Target.Task == LearningTask.Multiclass ? pipeline.Target.Classes.Count : 1;
        Shape? answer = AnswerFor(model, pipeline.FeatureNames.Count);
        return answer is [1, var width] && width == outputs
            ? new(model, pipeline)
            : throw new FileFormatException(
                $"{modelPath} {(answer is null ? "does not take" : $"gives {answer} for")} a row of {pipeline.FeatureNames.Count} numbers, but {PipelineName} says that such a row gives [1, {outputs}]: "
                + "the two files are not from the same training. Train again, or put the right files together.");
    }

    /// <summary>The shape of the answer for one row of this width; null if the model does not take it, or gives several answers.</summary>
    private static Shape? AnswerFor(Model model, int width)
    {
        try
        {
            return model.Predict([Tensor.Zeros([1, width])]) is [var only] ? only.Shape : null;
        }
        catch (ShapeException)
        {
            return null;
        }
    }

    /// <summary>An older folder is moved aside first and deleted last: at every moment one of the two is complete.</summary>
    private static void Replace(string target, string complete, bool exists)
    {
        if (!exists)
        {
            Directory.Move(complete, target);
            return;
        }

        if (Directory.EnumerateFileSystemEntries(target).FirstOrDefault(entry => !IsOurs(entry)) is { } stranger)
        {
            throw new IOException($"'{target}' holds '{Path.GetFileName(stranger)}', which no training wrote, so it is not replaced. Choose another folder.");
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
