using System.Text;

namespace Hebb.Data.Csv;

/// <summary>Rows that can be read more than once: a file, or text held in memory.</summary>
internal sealed class CsvInput
{
    private readonly byte[]? _text;
    private readonly string? _path;

    /// <summary>A file.</summary>
    public CsvInput(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
            IEnumerable<string> neighbors = Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Take(1000) : [];
            string? closest = Suggest.Closest(Path.GetFileName(path), neighbors.Select(file => Path.GetFileName(file)));
            throw new FileNotFoundException(
                $"There is no file '{path}'." + (closest is null ? " Check the name and the folder." : $" Did you mean '{closest}'?"), path);
        }

        (_path, Name) = (path, Path.GetFileName(path));
    }

    /// <summary>All the text of a reader.</summary>
    public CsvInput(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _text = Encoding.UTF8.GetBytes(reader.ReadToEnd());
    }

    /// <summary>The bytes of a file that is not one: what is piped in.</summary>
    public CsvInput(byte[] bytes, string name) => (_text, Name) = (bytes, name);

    /// <summary>The file's name without folder; null for text in memory.</summary>
    public string? Name { get; }

    /// <summary>A new stream at the start.</summary>
    public Stream Open() =>
        _path is null
            ? new MemoryStream(_text!, writable: false)
            : new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
}
