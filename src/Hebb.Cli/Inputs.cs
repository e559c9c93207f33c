using Hebb.Data;
using Hebb.Formats;
using Hebb.Keras;
using Hebb.Learning;
using Hebb.Learning.Kinds;
using Hebb.Learning.Tables;
using Hebb.Learning.Training;

namespace Hebb.Cli;

/// <summary>Reads what a command line names.</summary>
internal static class Inputs
{
    private const string PipelineName = "pipeline.json", TreesName = "trees.safetensors";

    private static readonly string[] s_networks = [".keras", ".h5", ".hdf5"];

    /// <summary>What a training wrote, whatever it was trained on: the folder, or the model.keras in it.</summary>
    public static TrainedModel Model(LearningKinds kinds, string path) => kinds.Load(Folder(path));

    /// <summary>A trained table.</summary>
    /// <exception cref="DataException">The model was trained on something else.</exception>
    public static TableModel Table(string path) => LearningKinds.Usual.Load(Folder(path)) is var model && model is TableModel table ? table
        : throw new DataException($"The model in '{path}' predicts {model.ExamplesName}, not rows of a table. Use hebb predict.");

    private static string Folder(string path)
    {
        if (path.Length > 0) { AtomicFolder.Recover(path); }
        bool isFile = File.Exists(path);
        if (!isFile && !Directory.Exists(path))
        {
            throw new FileNotFoundException($"There is no folder '{path}'. Expected one that 'hebb train' has written.", path);
        }

        if (!isFile) { return path; }
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (Path.GetFileName(path) != TreesName && !s_networks.Contains(Path.GetExtension(path).ToLowerInvariant()))
        {
            throw new UsageException($"'{path}' is not a model. Expected a folder that 'hebb train' has written, or a .keras or .h5 file. "
                + "The model comes first: hebb predict MODEL DATA");
        }

        return File.Exists(Path.Combine(folder, PipelineName)) ? folder : throw new UsageException(
            $"'{path}' is a network alone: there is no {PipelineName} beside it, as 'hebb train' writes it. Give it arrays: "
            + $"hebb predict {ShellWord.Of(path)} X.npy --output Y.npy, or hebb evaluate {ShellWord.Of(path)} --x X.npy --y Y.npy.");
    }

    /// <summary>A network alone: a model file, or the folder that a training wrote.</summary>
    public static Hebb.Models.Model Network(string path) => Hebb.Models.Model.Load(NetworkFile(path));

    /// <summary>The model file itself.</summary>
    public static string NetworkFile(string path)
    {
        string file = Directory.Exists(path) ? Path.Combine(path, "model.keras") : path, trees = Path.Combine(path, TreesName);
        if (!File.Exists(file) && File.Exists(trees))
        {
            throw new UsageException($"'{path}' holds boosted trees ({TreesName}), which have no layers, weights or training steps. This takes a network; "
                + "report.html and hebb evaluate --report show what trees rely on.");
        }

        return File.Exists(file) ? file : throw new FileNotFoundException($"There is no file '{file}'. Expected a model file (.keras or .h5).", file);
    }
}
