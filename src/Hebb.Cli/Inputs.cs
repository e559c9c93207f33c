using Hebb.Formats;
using Hebb.Keras;
using Hebb.Learning;
using Hebb.Learning.Tables;
using Hebb.Learning.Training;

namespace Hebb.Cli;

/// <summary>Reads what a command line names.</summary>
internal static class Inputs
{
    /// <summary>What a training wrote, whatever it was trained on: the folder, or the model.keras in it.</summary>
    public static TrainedModel Model(LearningKinds kinds, string path) => kinds.Load(Folder(path));

    /// <summary>A trained table.</summary>
    public static TableModel Table(string path) => TableModel.Load(Folder(path));

    private static string Folder(string path)
    {
        if (path.Length > 0) { AtomicFolder.Recover(path); }
        bool isFile = File.Exists(path);
        if (!isFile && !Directory.Exists(path))
        {
            throw new FileNotFoundException($"There is no folder '{path}'. Expected one that 'hebb train' has written.", path);
        }

        return isFile ? Path.GetDirectoryName(Path.GetFullPath(path))! : path;
    }

    /// <summary>A network alone: a model file, or the folder that a training wrote.</summary>
    public static Hebb.Models.Model Network(string path) => Hebb.Models.Model.Load(NetworkFile(path));

    /// <summary>The model file itself.</summary>
    public static string NetworkFile(string path)
    {
        string file = Directory.Exists(path) ? Path.Combine(path, "model.keras") : path;
        return File.Exists(file) ? file : throw new FileNotFoundException($"There is no file '{file}'. Expected a model file (.keras or .h5).", file);
    }
}
