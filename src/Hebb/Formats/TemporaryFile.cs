using System.Text;

namespace Hebb.Formats;

/// <summary>
/// A file <c>.hebb-….tmp</c> beside what is being written. It is open as long as its writer lives, so that one that can be opened for oneself alone was left
/// over by a writer that was killed, and is removed by the next one. Where a folder is written the file holds the folder's name, and what is written, and for
/// a moment perhaps what is replaced, stand beside it: <c>.hebb-….tmp.new</c>, <c>.hebb-….tmp.old</c>.
/// </summary>
internal sealed class TemporaryFile : IDisposable
{
    private const string Beginning = ".hebb-", Ending = ".tmp", NewEnding = ".new", OldEnding = ".old";
    private const int LongestName = 1024;

    /// <summary>Another process holds the lock: EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.</summary>
    private const int LinuxBusy = 11, MacBusy = 35, WindowsBusy = unchecked((int)0x80070020);

    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);

    private static (string Folder, DateTime When)? s_swept;

    private TemporaryFile(FileStream stream) => Stream = stream;

    /// <summary>The open file.</summary>
    public FileStream Stream { get; }

    /// <summary>Its path.</summary>
    public string Path => Stream.Name;

    /// <summary>The folder that is being written.</summary>
    public string New => Path + NewEnding;

    /// <summary>The folder that is being replaced, while it has lost its name and the new one has not yet got it.</summary>
    public string Old => Path + OldEnding;

    /// <summary>Makes one in a folder; the first one there, and one a minute, removes what dead writers have left.</summary>
    public static TemporaryFile In(string folder)
    {
        if (s_swept is not { } last || last.Folder != folder || DateTime.UtcNow - last.When > s_pause)
        {
            s_swept = (folder, DateTime.UtcNow);
            Sweep(folder);
        }

        while (true)
        {
            string path = System.IO.Path.Combine(folder, $"{Beginning}{Guid.NewGuid():N}{Ending}");

            // The lock comes a moment after the file: who sweeps in between takes it for a dead one's, holds its lock for a moment, and removes it.
            FileStream stream;
            try { stream = Disk.Current.Create(path); }
            catch (IOException busy) when (busy.HResult is LinuxBusy or MacBusy or WindowsBusy) { continue; }
            if (File.Exists(path)) { return new(stream); }
            stream.Dispose();
        }
    }

    /// <summary>Whether a file of this name can only be one.</summary>
    public static bool IsNameOfOne(ReadOnlySpan<char> name) => name.StartsWith(Beginning, StringComparison.Ordinal)
        && name.EndsWith(Ending, StringComparison.Ordinal) && Guid.TryParseExact(name[Beginning.Length..^Ending.Length], "N", out _);

    /// <summary>Removes what dead writers have left in a folder, and gives a folder that one of them was about to replace its name back.</summary>
    public static void Sweep(string folder)
    {
        try
        {
            foreach (string path in Directory.GetFiles(folder, $"{Beginning}*{Ending}")) { RemoveDead(path); }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What cannot be removed now can be later.
        }
    }

    /// <summary>Says which folder is being written.</summary>
    public void Name(string folder)
    {
        Stream.Write(Encoding.UTF8.GetBytes(System.IO.Path.GetFileName(folder)));
        Disk.Current.Flush(Stream);
    }

    /// <summary>Closes it and removes it with the folders beside it, whatever is left of them.</summary>
    public void Remove()
    {
        try
        {
            Disk.Current.DeleteFolder(New);
            Disk.Current.DeleteFolder(Old);
            Dispose();
            Disk.Current.Delete(Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next writer removes it.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Stream.Dispose();

    private static void RemoveDead(string path)
    {
        try
        {
            using FileStream own = Alone(path);
            if (!LocksWork(path)) { return; }
            string fresh = path + NewEnding, old = path + OldEnding;
            if (Directory.Exists(old) && NameIn(own) is { } name && System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, name) is var target
                && !Directory.Exists(target) && !File.Exists(target))
            {
                // The old one was moved aside only when the new one was complete.
                Disk.Current.MoveFolder(Directory.Exists(fresh) ? fresh : old, target);
            }

            Disk.Current.DeleteFolder(fresh);
            Disk.Current.DeleteFolder(old);
            Disk.Current.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Its writer lives, or it belongs to somebody else.
        }
    }

    private static FileStream Alone(string path) =>
        new(path, FileMode.Open, FileAccess.ReadWrite, OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None);

    /// <summary>Some network file systems grant every lock: there nobody can be known to be dead.</summary>
    private static bool LocksWork(string path)
    {
        try
        {
            using FileStream second = Alone(path);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static string? NameIn(FileStream stream)
    {
        if (stream.Length is 0 or > LongestName) { return null; }
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        string name = Encoding.UTF8.GetString(bytes);
        return System.IO.Path.GetFileName(name) == name && name is not ("." or "..") ? name : null;
    }
}
