using System.Runtime.InteropServices;

namespace Hebb.Formats;

/// <summary>
/// The operations by which files and folders are replaced. All of them stand here, so that a test can stop or fail any single one and look at what is left.
/// </summary>
internal partial class Disk
{
    private const int AtCurrentFolder = -100, RenameExchange = 2, RenameSwap = 2;

    private static readonly Disk s_real = new();
    private static readonly AsyncLocal<Disk?> s_current = new();

    /// <summary>The operations in use; a test sets its own for its flow of control.</summary>
    public static Disk Current
    {
        get => s_current.Value ?? s_real;
        set => s_current.Value = value;
    }

    /// <summary>Makes a file that must not exist. While it is open, nobody else can open it for themselves alone: it has an owner who lives.</summary>
    public virtual FileStream Create(string path) => new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete);

    /// <summary>The stream that a writer is given.</summary>
    public virtual Stream Written(FileStream stream) => stream;

    /// <summary>Waits until a file is on the disk.</summary>
    public virtual void Flush(FileStream stream) => stream.Flush(flushToDisk: true);

    /// <summary>Renames a file; one that has the name already is replaced in the same moment.</summary>
    public virtual void Move(string from, string to) => File.Move(from, to, overwrite: true);

    /// <summary>Makes a folder.</summary>
    public virtual void CreateFolder(string path) => Directory.CreateDirectory(path);

    /// <summary>Renames a folder; the new name must be free.</summary>
    public virtual void MoveFolder(string from, string to) => Directory.Move(from, to);

    /// <summary>Gives each of two folders the other's name in one step.</summary>
    /// <returns>False if the system or the file system cannot, and nothing has changed.</returns>
    public virtual bool Exchange(string one, string other)
    {
        try
        {
            return OperatingSystem.IsLinux() ? RenameAt(AtCurrentFolder, one, AtCurrentFolder, other, RenameExchange) == 0
                : OperatingSystem.IsMacOS() && RenameX(one, other, RenameSwap) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false; // a C library from before 2018
        }
    }

    /// <summary>Deletes a file, if it is there.</summary>
    public virtual void Delete(string path) => File.Delete(path);

    /// <summary>Deletes a folder with all that is in it, if it is there.</summary>
    public virtual void DeleteFolder(string path)
    {
        if (Directory.Exists(path)) { Directory.Delete(path, recursive: true); }
    }

    /// <summary>
    /// Waits until the names in a folder are on the disk. A rename is only as durable as the folder that records it, and .NET offers no way to flush a
    /// folder. Windows journals renames itself. Failure is no error: some file systems do not let folders be flushed, and the file is complete either way.
    /// </summary>
    public virtual void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) { return; }
        int descriptor = Open(folder, 0);
        if (descriptor < 0) { return; }
        _ = Sync(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int RenameAt(int fromFolder, string from, int toFolder, string to, uint flags);

    [LibraryImport("libc", EntryPoint = "renamex_np", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int RenameX(string from, string to, uint flags);
}
