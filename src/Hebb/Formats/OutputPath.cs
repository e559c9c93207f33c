namespace Hebb.Formats;

/// <summary>Looks at where something is going to be written, before the work that it takes to have something to write.</summary>
public static class OutputPath
{
    /// <summary>More than a file system sets aside for itself in an empty file; a full disk does not take it.</summary>
    private const int ProbeSize = 1 << 16;

    /// <summary>The path behind symbolic links, in full.</summary>
    internal static string Resolve(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return new FileInfo(full) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : full;
    }

    /// <summary>Whether something is there that writing would replace: a file or a folder, but no pipe and no <c>/dev/null</c>.</summary>
    /// <param name="path">A path.</param>
    public static bool IsTaken(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return (File.Exists(path) || Directory.Exists(path)) && FileStatus.Of(path) is not { IsSpecial: true };
    }

    /// <summary>
    /// Whether two paths name the same file or folder: by another way to write it, a symbolic or hard link, or upper and lower case where they do not count.
    /// </summary>
    /// <param name="one">A path.</param>
    /// <param name="other">Another path.</param>
    public static bool IsSame(string one, string other)
    {
        ArgumentException.ThrowIfNullOrEmpty(one);
        ArgumentException.ThrowIfNullOrEmpty(other);
        string first = Resolve(one), second = Resolve(other);
        if (FileStatus.Of(first) is { } a && FileStatus.Of(second) is { } b) { return (a.Device, a.Number) == (b.Device, b.Number); }
        return string.Equals(first, second, OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a path lies in a folder, by whatever names.</summary>
    /// <param name="path">A path; it need not exist.</param>
    /// <param name="folder">A folder.</param>
    public static bool IsIn(string path, string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        for (string? at = Path.GetDirectoryName(Resolve(path)); at is not null; at = Path.GetDirectoryName(at))
        {
            if (IsSame(at, folder)) { return true; }
        }

        return false;
    }

    /// <summary>
    /// Looks whether a file or a folder could be written, by writing to the folder that is going to hold it; nothing is left there. Finds folders that may
    /// not be written to, names that are too long, files where a folder should be, and disks that are full.
    /// </summary>
    /// <param name="path">The file or folder; it may exist.</param>
    /// <param name="makesParents">Whether folders above it are made if need be; if not, one that is absent is an error.</param>
    /// <exception cref="IOException">It could not; the message says why.</exception>
    public static void CheckWritable(string path, bool makesParents = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string target = Resolve(path);
        if (FileStatus.Of(target) is { IsSpecial: true }) { return; }
        try
        {
            _ = File.GetAttributes(target);
        }
        catch (PathTooLongException)
        {
            throw new IOException($"'{path}' cannot be written: the name is too long. Choose a shorter one.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is not there yet, or its folder is closed: that is found below.
        }

        string parent = Path.GetDirectoryName(target) ?? throw new IOException($"'{path}' is the root of a disk. Choose a name in it."), folder = parent;
        while (!Directory.Exists(folder))
        {
            if (File.Exists(folder)) { throw new IOException($"'{path}' cannot be written: '{folder}' is a file, not a folder. Choose another place."); }
            folder = Path.GetDirectoryName(folder)
                ?? throw new DirectoryNotFoundException($"'{path}' cannot be written: there is no such disk. Choose another place.");
        }

        if (folder != parent && !makesParents)
        {
            throw new DirectoryNotFoundException($"'{path}' cannot be written: there is no folder '{parent}'. Make it first.");
        }

        // What another disk is mounted on cannot be renamed.
        if (Directory.Exists(target) && FileStatus.Of(target)?.Device != FileStatus.Of(folder)?.Device)
        {
            throw new IOException($"'{path}' is where another disk is mounted, so that it cannot be replaced. Choose a folder in it.");
        }

        Probe(path, folder);
    }

    private static void Probe(string path, string folder)
    {
        try
        {
            using TemporaryFile probe = TemporaryFile.In(folder);
            try
            {
                probe.Stream.Write(new byte[ProbeSize]);
                Disk.Current.Flush(probe.Stream);
            }
            finally
            {
                probe.Remove();
            }
        }
        catch (UnauthorizedAccessException)
        {
            throw new IOException($"'{path}' cannot be written: the folder '{folder}' may not be written to. Choose another place.");
        }
        catch (FileNotFoundException error) // a file system without files of one's own, such as /proc
        {
            throw new IOException($"Cannot create '{path}'. Choose another folder.", error);
        }
        catch (IOException error)
        {
            throw new IOException($"'{path}' cannot be written: {Reason(error)}. Choose another place.", error);
        }
    }

    /// <summary>The system's words without the temporary file, which nobody knows.</summary>
    private static string Reason(IOException error) => error.Message.Split(" : '")[0].TrimEnd('.') is { Length: > 0 } words
        ? char.ToLowerInvariant(words[0]) + words[1..]
        : "it is not possible";
}
