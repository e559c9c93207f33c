using System.Runtime.InteropServices;

namespace Hebb.Formats;

/// <summary>Replaces files as a whole: after a crash at any moment the file is either the old one or the new one, never a mixture.</summary>
public static partial class AtomicFile
{
    /// <summary>Writes a file through a temporary one beside it, whose name no other process uses. If <paramref name="write"/> throws, the old
    /// file stays as it was.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string target = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(target) ?? throw new ArgumentException($"'{path}' is a folder; give the path of a file.", nameof(path));
        string temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        FlushFolder(folder);
    }

    // A rename is only as durable as the folder that records it, and .NET offers no way to flush a folder. Windows journals
    // renames itself. Failure is no error: some file systems do not let folders be flushed, and the file is complete either way.
    private static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) { return; }

        int descriptor = Open(folder, 0);
        if (descriptor < 0) { return; }

        _ = Flush(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
