using System.Runtime.InteropServices;

namespace Hebb.Cli;

/// <summary>
/// The process's own streams as they are. A process may be started with one of them closed; its number then belongs to the first file that somebody opens,
/// often to a pipe of the runtime's own, which must be neither read nor written.
/// </summary>
internal static partial class StandardStreams
{
    private const int Input = 0, Output = 1, Error = 2;
    private const int GetFlags = 1, ClosedInChildren = 1, ReadWrite = 2;

    /// <summary>What is piped in.</summary>
    public static Stream OpenInput() =>
        IsInherited(Input) ? Console.OpenStandardInput() : throw new IOException("Standard input is closed. Pipe the data in, or name a file.");

    /// <summary>Where results go.</summary>
    public static Stream OpenOutput() => Open(Output, Console.OpenStandardOutput);

    /// <summary>Where errors go.</summary>
    public static Stream OpenError() => Open(Error, Console.OpenStandardError);

    private static Stream Open(int descriptor, Func<Stream> open) => OperatingSystem.IsWindows() ? open() : new DescriptorStream(
        IsInherited(descriptor) ? descriptor : null);

    /// <summary>Whether the parent gave the stream: what was opened since then is closed in children, what is inherited is not.</summary>
    private static bool IsInherited(int descriptor)
    {
        if (OperatingSystem.IsWindows()) { return true; }
        int flags = FileControl(descriptor, GetFlags);
        if (flags >= 0) { return (flags & ClosedInChildren) == 0; }

        // Nothing that is opened from now on gets this number.
        _ = OpenFile("/dev/null", ReadWrite);
        return false;
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FileControl(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OpenFile(string path, int flags);
}
