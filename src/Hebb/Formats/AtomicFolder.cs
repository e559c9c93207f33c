namespace Hebb.Formats;

/// <summary>Replaces folders as a whole: after a crash at any moment a complete folder has the name, the old one or the new one.</summary>
/// <remarks>
/// Linux and macOS exchange the names of two folders in one step. Where that is not possible the old folder is moved aside first; if the process is killed
/// before the new one has the name, the next <see cref="Write"/> beside it or <see cref="Recover"/> completes the replacement.
/// </remarks>
public static class AtomicFolder
{
    /// <summary>
    /// Writes a folder under a temporary name beside it, and renames it when it is complete. Where the path is a symbolic link, the folder that it names is
    /// replaced. What killed processes have left is removed.
    /// </summary>
    /// <param name="path">The folder; its parents are made if need be.</param>
    /// <param name="write">Writes the files into the folder that it is given.</param>
    /// <param name="overwrite">Whether to replace a folder that exists.</param>
    /// <exception cref="IOException">The folder exists and is not to be replaced, or it cannot be written; nothing has changed.</exception>
    public static void Write(string path, Action<string> write, bool overwrite = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string target = OutputPath.Resolve(path);
        string parent = Path.GetDirectoryName(target) ?? throw new IOException($"'{path}' cannot be replaced. Choose a folder in it.");
        Disk disk = Disk.Current;
        disk.CreateFolder(parent);
        using TemporaryFile temporary = TemporaryFile.In(parent);
        try
        {
            temporary.Name(target);
            disk.CreateFolder(temporary.New);
            write(temporary.New);
            disk.FlushFolder(temporary.New);
            if (!Directory.Exists(target)) { disk.MoveFolder(temporary.New, target); }
            else if (!overwrite) { throw new IOException($"'{path}' exists already. Choose another folder, or allow to overwrite it."); }
            else if (!disk.Exchange(temporary.New, target)) { ReplaceInTwoSteps(disk, temporary, target); }
            disk.FlushFolder(parent);
        }
        finally
        {
            temporary.Remove();
        }
    }

    /// <summary>
    /// Completes the replacement of a folder that was interrupted by a kill, if there is one. Of a folder that exists only the temporary files are removed
    /// that killed writers of files in it have left.
    /// </summary>
    /// <param name="path">The folder.</param>
    public static void Recover(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string target = OutputPath.Resolve(path);
        if (Directory.Exists(target)) { TemporaryFile.Sweep(target); }
        else if (Path.GetDirectoryName(target) is { } parent) { TemporaryFile.Sweep(parent); }
    }

    private static void ReplaceInTwoSteps(Disk disk, TemporaryFile temporary, string target)
    {
        disk.MoveFolder(target, temporary.Old);
        try
        {
            disk.MoveFolder(temporary.New, target);
        }
        catch
        {
            disk.MoveFolder(temporary.Old, target);
            throw;
        }
    }
}
