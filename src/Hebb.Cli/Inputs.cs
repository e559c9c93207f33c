using Hebb.Data;

namespace Hebb.Cli;

/// <summary>Reads what a command line names.</summary>
internal static class Inputs
{
    /// <summary>A table from a CSV file, or from a JSON object on each line (.jsonl, .ndjson).</summary>
    public static Table Table(string path, bool noHeader) => IsJsonLines(path) && File.Exists(path) ? JsonLinesReader.Read(path) : CsvReader.Read(path, new CsvOptions { HasHeader = noHeader ? false : null });

    private static bool IsJsonLines(string path) => Path.GetExtension(path).ToUpperInvariant() is ".JSONL" or ".NDJSON";

    /// <summary>A trained table: the folder that a training wrote, or the model.keras in it.</summary>
    public static TableModel Model(string path)
    {
        bool isFile = File.Exists(path);
        if (!isFile && !Directory.Exists(path)) { throw new FileNotFoundException($"There is no folder '{path}'. Expected one that 'hebb train' has written.", path); }
        return TableModel.Load(isFile ? Path.GetDirectoryName(Path.GetFullPath(path))! : path);
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
