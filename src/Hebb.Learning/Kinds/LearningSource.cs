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

    /// <summary>Whether it is a folder with such files, in it or in the folders of classes inside.</summary>
    /// <param name="pattern">The names: <c>*.wav</c>, in any case.</param>
    public bool Holds(string pattern)
    {
        if (!IsFolder) { return false; }
        EnumerationOptions anyCase = new() { MatchCasing = MatchCasing.CaseInsensitive };
        return Directory.EnumerateFiles(Path!, pattern, anyCase).Any()
            || Directory.EnumerateDirectories(Path!).Any(inside => Directory.EnumerateFiles(inside, pattern, anyCase).Any());
    }
}
