using System.Text;
using Hebb.Data.Tables;

namespace Hebb.Data.Text;

/// <summary>Texts in files, as tables with the columns <c>text</c> and <c>label</c>, which is what CSV files of texts give too.</summary>
public static class TextFolder
{
    /// <summary>A folder for each class with one text in each .txt file, as Keras' <c>text_dataset_from_directory</c>. Names decide the order.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="encoding">The encoding of files without a byte order mark; null to find out.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="DataException">There are fewer than two classes, or a file holds something else than text.</exception>
    public static Table Read(string directory, Encoding? encoding = null)
    {
        List<string> texts = [], labels = [];
        foreach ((string path, string label) in Files(directory, inFolders: true))
        {
            texts.Add(TextFile.Read(path, encoding));
            labels.Add(label);
        }

        return Of(texts, labels, directory, "at least two folders, one for each class, with .txt files inside");
    }

    /// <summary>A file for each class with one text in each line that is not empty: Arabic.txt, Czech.txt, …</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="encoding">The encoding of files without a byte order mark; null to find out.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="DataException">There are fewer than two classes, or a file holds something else than text.</exception>
    public static Table ReadLines(string directory, Encoding? encoding = null)
    {
        List<string> texts = [], labels = [];
        foreach ((string path, string label) in Files(directory, inFolders: false))
        {
            string[] lines = [.. TextFile.Read(path, encoding).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
            texts.AddRange(lines);
            labels.AddRange(Enumerable.Repeat(label, lines.Length));
        }

        return Of(texts, labels, directory, "at least two .txt files, one for each class, with a text in each line");
    }

    private static IEnumerable<(string Path, string Label)> Files(string directory, bool inFolders)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        if (!Directory.Exists(directory)) { throw new DirectoryNotFoundException($"There is no folder '{directory}'."); }
        IEnumerable<string> paths = inFolders
            ? Directory.EnumerateDirectories(directory)
                .Order(StringComparer.Ordinal)
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal))
            : Directory.EnumerateFiles(directory, "*.txt").Order(StringComparer.Ordinal);
        return paths.Select(path => (path, inFolders ? Path.GetFileName(Path.GetDirectoryName(path))! : Path.GetFileNameWithoutExtension(path)));
    }

    private static Table Of(List<string> texts, List<string> labels, string directory, string expected)
    {
        string[] classes = [.. labels.Distinct()];
        return classes.Length >= 2
            ? new Table([new TextColumn("text", [.. texts]), new TextColumn("label", [.. labels])], directory, null)
            : throw new DataException($"There are {texts.Count} texts of {classes.Length} classes. Expected {expected}.", directory);
    }
}
