using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Hebb.Cli.Tests.Screens;

/// <summary>A terminal of Linux without a screen: a process takes it for a real one, and the test reads what was sent to it.</summary>
internal static partial class PseudoTerminal
{
    private const int ReadWrite = 2, NoControllingTerminal = 0x100;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs the tool on a terminal.</summary>
    /// <param name="folder">The current folder of the process.</param>
    /// <param name="columns">The width of the terminal.</param>
    /// <param name="environment">Variables to set before, as a shell writes them: <c>NO_COLOR=1</c>.</param>
    /// <param name="command">The command, as a shell reads it, behind <c>hebb</c>.</param>
    /// <returns>The exit code, and what was sent to the terminal.</returns>
    public static (int Code, string Sent) Run(string folder, int columns, string environment, string command)
    {
        int descriptor = OpenMaster(ReadWrite | NoControllingTerminal);
        Assert.True(descriptor >= 0);
        using SafeFileHandle master = new(descriptor, ownsHandle: true);
        Assert.Equal(0, Grant(descriptor));
        Assert.Equal(0, Unlock(descriptor));
        byte[] name = new byte[256];
        Assert.Equal(0, NameOf(descriptor, name, name.Length));
        string terminal = Encoding.ASCII.GetString(name, 0, Array.IndexOf<byte>(name, 0));
        string script = string.Create(
            CultureInfo.InvariantCulture,
            $"exec <{terminal} >{terminal} 2>&1; stty cols {columns} rows 50; {environment} exec dotnet '{Tool.Program}' {command}");
        ProcessStartInfo start = new("sh", ["-c", script]) { WorkingDirectory = folder };
        foreach (string inherited in new[] { "NO_COLOR", "COLUMNS", "LINES" }) { start.Environment.Remove(inherited); }
        start.Environment["TERM"] = "xterm";
        using Process process = Process.Start(start)!;
        using Timer end = new(_ => process.Kill(), null, s_patience, Timeout.InfiniteTimeSpan);
        using MemoryStream sent = new();
        byte[] block = new byte[4096];
        for (nint read; (read = Read(descriptor, block, block.Length)) > 0;) { sent.Write(block, 0, (int)read); } // an error when all have closed it
        process.WaitForExit();
        return (process.ExitCode, Encoding.UTF8.GetString(sent.ToArray()));
    }

    [LibraryImport("libc", EntryPoint = "posix_openpt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OpenMaster(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Grant(int descriptor);

    [LibraryImport("libc", EntryPoint = "unlockpt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unlock(int descriptor);

    [LibraryImport("libc", EntryPoint = "ptsname_r")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int NameOf(int descriptor, byte[] name, nint length);

    [LibraryImport("libc", EntryPoint = "read")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Read(int descriptor, byte[] block, nint length);
}
