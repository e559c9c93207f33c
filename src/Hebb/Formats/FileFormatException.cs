namespace Hebb.Formats;

/// <summary>A file is damaged, hostile or of a kind that is not read. The message names the file, what was found and what was expected.</summary>
/// <remarks>The limits for untrusted files (sizes, depths, counts) are listed in docs/maintainers/decisions/0015-untrusted-files.md.</remarks>
public sealed class FileFormatException : Exception
{
    /// <summary>An exception without details.</summary>
    public FileFormatException() { }

    /// <summary>An exception with a message.</summary>
    public FileFormatException(string message) : base(message) { }

    /// <summary>An exception with a message and what caused it.</summary>
    public FileFormatException(string message, Exception innerException) : base(message, innerException) { }
}
