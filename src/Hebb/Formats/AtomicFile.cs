namespace Hebb.Formats;

/// <summary>Replaces files as a whole: after a crash at any moment the file is either the old one or the new one, never a mixture.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Whether a file has the name of a temporary one, <c>.hebb-….tmp</c>: somebody is writing beside it, or a killed process has left it.
    /// </summary>
    /// <param name="path">The file.</param>
    public static bool IsTemporary(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return TemporaryFile.IsNameOfOne(Path.GetFileName(path)) && File.Exists(path);
    }

    /// <summary>
    /// Writes a file through a temporary one beside it, <c>.hebb-….tmp</c>, whose name no other process uses. If <paramref name="write"/> throws, the old
    /// file stays as it was. A temporary file that a killed process has left is removed by the next write to the folder. Where the path is a symbolic link,
    /// the file that it names is replaced; what is no file, <c>/dev/null</c> or a pipe, is written to directly.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string target = OutputPath.Resolve(path);
        if (FileStatus.Of(target) is { IsSpecial: true })
        {
            using FileStream stream = new(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            write(stream);
            return;
        }

        string folder = Path.GetDirectoryName(target) ?? throw new ArgumentException($"'{path}' is a folder; give the path of a file.", nameof(path));
        using TemporaryFile temporary = TemporaryFile.In(folder);
        try
        {
            if (!OperatingSystem.IsWindows() && File.Exists(target)) { File.SetUnixFileMode(temporary.Path, File.GetUnixFileMode(target)); }
            write(Disk.Current.Written(temporary.Stream));
            Disk.Current.Flush(temporary.Stream);

            // Elsewhere it stays open until it has its name, so that nobody takes it for left over; Windows renames closed files only.
            if (OperatingSystem.IsWindows()) { temporary.Dispose(); }
            Disk.Current.Move(temporary.Path, target);
        }
        catch
        {
            temporary.Dispose();
            Disk.Current.Delete(temporary.Path);
            throw;
        }

        Disk.Current.FlushFolder(folder);
    }
}
