using System.Text;
using Hebb.Data;

namespace Hebb.Cli;

/// <summary>Reads what a command line names.</summary>
internal static class Inputs
{
    private const int LargestText = 256 << 20;

    /// <summary>A table from a CSV file, or from a JSON object on each line (.jsonl, .ndjson).</summary>
    public static Table Table(string path, bool noHeader) => IsJsonLines(path) && File.Exists(path) ? JsonLinesReader.Read(path) : CsvReader.Read(path, new CsvOptions { HasHeader = noHeader ? false : null });

    /// <summary>A file of text in UTF-8.</summary>
    public static string Text(string path)
    {
        FileInfo file = new(path);
        if (!file.Exists) { throw new FileNotFoundException($"There is no file '{path}'. Expected text in UTF-8.", path); }
        if (file.Length > LargestText) { throw new DataException($"The file has {file.Length} bytes; texts of at most {LargestText} are read.", path); }
        return Text(File.ReadAllBytes(path), path);
    }

    /// <summary>Bytes as text in UTF-8.</summary>
    public static string Text(byte[] bytes, string name)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException wrong)
        {
            throw new DataException($"Byte {wrong.Index} is no UTF-8. Save the file as UTF-8.", name);
        }
    }

    private static bool IsJsonLines(string path) => Path.GetExtension(path).ToUpperInvariant() is ".JSONL" or ".NDJSON";

    /// <summary>What a training wrote, whatever it was trained on: the folder, or the model.keras in it.</summary>
    public static TrainedModel Model(string path) => TrainedModel.Load(Folder(path));

    /// <summary>A trained table.</summary>
    public static TableModel TableModel(string path) => Data.TableModel.Load(Folder(path));

    private static string Folder(string path)
    {
        bool isFile = File.Exists(path);
        if (!isFile && !Directory.Exists(path)) { throw new FileNotFoundException($"There is no folder '{path}'. Expected one that 'hebb train' has written.", path); }
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
