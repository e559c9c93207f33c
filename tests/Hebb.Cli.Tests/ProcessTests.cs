using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Hebb.Cli.Tests;

/// <summary>The tool as a process of its own.</summary>
public sealed partial class ProcessTests
{
    /// <summary>Unlike the signal of Ctrl+C it is not ignored by processes that were started in the background; the tool treats them alike.</summary>
    private const int TerminateSignal = 15;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    [Fact]
    [Trait("Speed", "Slow")]
    public void A_new_process_predicts_the_same_and_writes_beside_the_current_folder()
    {
        using Tool tool = new();
        (int code, string said, string error) = Finish(Start(tool, "train", Tool.Customers, "--target", "Churned", "--epochs", "1", "--layers", "4"));
        Assert.True(code == ExitCode.Success, error);
        Assert.Contains("Saved customers-model", said, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', said + error);
        (code, string predicted, error) = Finish(Start(tool, "predict", "customers-model", Tool.Customers));
        Assert.True(code == ExitCode.Success, error);
        Assert.Equal(Tool.Run("predict", tool.At("customers-model"), Tool.Customers).Succeeded, predicted);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Interrupting_a_training_saves_it()
    {
        if (OperatingSystem.IsWindows()) { return; } // signals cannot be sent to a process there
        using Tool tool = new();
        using Process process = Start(tool, "train", Tool.Customers, "--target", "Churned", "--epochs", "100000", "--learning-rate", "1e-9", "--output", "m");
        string? line = process.StandardError.ReadLine();
        Assert.StartsWith("epoch 1/", line, StringComparison.Ordinal);
        Assert.Equal(0, Kill(process.Id, TerminateSignal));
        (int code, _, string error) = Finish(process);
        Assert.True(code == ExitCode.Cancelled, string.Create(CultureInfo.InvariantCulture, $"{code}: {error}"));
        Assert.Equal(ExitCode.Success, Tool.Run("evaluate", tool.At("m"), Tool.Customers).Code);
    }

    /// <summary>Each writer has a temporary file of its own; the last one to finish wins as a whole.</summary>
    [Fact]
    public void Two_processes_that_write_one_path_never_leave_a_broken_file()
    {
        using Tool tool = new();
        string[] expected = [.. new[] { "1", "2" }
            .Select(seed => Tool.Run("data", "make", "transactions", "--rows", "20000", "--seed", seed).Succeeded.ReplaceLineEndings("\n"))];
        Assert.NotEqual(expected[0], expected[1]);
        string path = tool.At("shared.csv");
        for (int round = 0; round < 3; round++)
        {
            Process[] writers = [.. new[] { "1", "2" }
                .Select(seed => Start(tool, "data", "make", "transactions", "--rows", "20000", "--seed", seed, "--output", "shared.csv"))];
            while (writers.Any(writer => !writer.HasExited))
            {
                if (File.Exists(path)) { Assert.Contains(File.ReadAllText(path).ReplaceLineEndings("\n"), expected); }
                Thread.Sleep(20);
            }

            foreach (Process writer in writers)
            {
                (int code, _, string error) = Finish(writer);
                Assert.True(code == ExitCode.Success, error);
                writer.Dispose();
            }

            Assert.Contains(File.ReadAllText(path).ReplaceLineEndings("\n"), expected);
            Assert.Equal(["shared.csv"], Directory.EnumerateFileSystemEntries(tool.Folder).Select(Path.GetFileName));
        }
    }

    private static Process Start(Tool tool, params string[] args) => Process.Start(new ProcessStartInfo("dotnet", [Tool.Program, .. args])
    {
        WorkingDirectory = tool.Folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static (int Code, string Output, string Error) Finish(Process process)
    {
        using Timer end = new(_ => process.Kill(), null, s_patience, Timeout.InfiniteTimeSpan);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
