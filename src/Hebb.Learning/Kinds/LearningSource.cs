namespace Hebb.Learning.Kinds;

/// <summary>What is to be learned from, as it is named: a file, a folder, standard input, or nothing where options name files.</summary>
/// <param name="Path">The path; <c>-</c> for standard input; null if none is named.</param>
public sealed record LearningSource(string? Path)
{
    /// <summary>The name that stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>Whether rows come on standard input, once.</summary>
    public bool IsStandardInput => Path == StandardInput;

    /// <summary>Whether it is a folder that exists.</summary>
    public bool IsFolder => Directory.Exists(Path);

    /// <summary>Whether it is a file that exists.</summary>
    public bool IsFile => File.Exists(Path);

    /// <summary>Whether it is a file with such an ending, in any case.</summary>
    /// <param name="extension">The ending: <c>.csv</c>.</param>
    public bool IsFileOf(string extension) => IsFile && Path!.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is a folder whose files are mostly such, in it and in the folders of classes inside: a note beside 40 pictures says
    /// nothing.</summary>
    /// <param name="extension">The ending: <c>.wav</c>, in any case.</param>
    public bool Holds(string extension)
    {
        if (!IsFolder) { return false; }
        int such = 0, all = 0;
        foreach (string file in Directory.EnumerateFiles(Path!).Concat(Folders.SelectMany(Directory.EnumerateFiles)).Where(IsShown))
        {
            all++;
            such += file.EndsWith(extension, StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        }

        return such > 0 && such * 2 >= all;
    }

    /// <summary>Folders of classes without any example, in a sentence; null if there are none.</summary>
    /// <param name="isExample">Whether a file is one.</param>
    public string? EmptyFolders(Func<string, bool> isExample)
    {
        ArgumentNullException.ThrowIfNull(isExample);
        if (!IsFolder) { return null; }
        string[] empty =
        [
            .. Folders.Where(folder => !Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any(isExample))
                .Select(folder => $"'{System.IO.Path.GetFileName(folder)}'").Order(StringComparer.Ordinal),
        ];
        return empty.Length == 0 ? null : $"left out, because there is nothing to learn from inside: {string.Join(", ", empty)}";
    }

    private IEnumerable<string> Folders => Directory.EnumerateDirectories(Path!).Where(IsShown);

    private static bool IsShown(string path) =>
        !System.IO.Path.GetFileName(path).StartsWith('.') && System.IO.Path.GetFileName(path) is not ("Thumbs.db" or "desktop.ini");
}
