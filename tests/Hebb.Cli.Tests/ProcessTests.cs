using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Hebb.Cli.Tests;

/// <summary>The tool as a process of its own.</summary>
public sealed partial class ProcessTests
{
    /// <summary>Unlike the signal of Ctrl+C it is not ignored by processes that were started in the background; the tool treats them alike.</summary>
    private const int TerminateSignal = 15, InterruptSignal = 2, HangUpSignal = 1, KillSignal = 9;

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
                .Select(seed => Start(tool, "data", "make", "transactions", "--rows", "20000", "--seed", seed, "--output", "shared.csv", "--force"))];
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

    /// <summary>A service manager sends one signal and waits: here to commands that wait for their input, and for a file that never comes.</summary>
    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData(TerminateSignal, "train - --target y")]
    [InlineData(InterruptSignal, "train pipe --target y")]
    [InlineData(HangUpSignal, "train pipe --target y")]
    public void The_first_signal_ends_a_command_wherever_it_is(int signal, string command)
    {
        if (!OperatingSystem.IsLinux()) { return; }
        using Tool tool = new();
        using (Process made = Process.Start("mkfifo", tool.At("pipe"))) { made.WaitForExit(); }
        using Process process = Shell(tool, $"exec $0 {command}", keepsInput: true);

        // Of the three signals that the tool takes it is the last one.
        while (!Catches(process.Id, HangUpSignal)) { Thread.Sleep(20); }
        Thread.Sleep(500); // until it waits
        Assert.False(process.HasExited);
        Stopwatch watch = Stopwatch.StartNew();
        Assert.Equal(0, Kill(process.Id, signal));
        (int code, _, string error) = Finish(process);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
        Assert.Equal(ExitCode.Cancelled, code);
        Assert.Contains("hebb: stopped.", error, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData("> /dev/full", ExitCode.Failure, "could not be written: No space left on device")]
    [InlineData("--json >&-", ExitCode.Failure, "could not be written: it is closed")]
    [InlineData("2>&-", ExitCode.Success, "")]
    [InlineData("<&- >&- 2>&-", ExitCode.Failure, "")]
    public void Closed_and_full_streams_lose_no_training(string streams, int code, string message)
    {
        if (!OperatingSystem.IsLinux()) { return; }
        using Tool tool = new();
        (int found, _, string error) = Finish(
            Shell(tool, $"$0 train '{Tool.Customers}' --target Churned --epochs 1 --layers 2 --output m {streams}"));
        Assert.True(found == code, error);
        Assert.Contains(message, error, StringComparison.Ordinal);
        if (message.Length > 0) { Assert.Contains("hebb: the model is saved: m", error, StringComparison.Ordinal); }
        _ = Tool.Run("predict", tool.At("m"), Tool.Customers).Succeeded;
    }

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData("$0 train - --target y <&-", ExitCode.Failure, "Standard input is closed")]
    [InlineData("$0 data make transactions --rows 99999 > /dev/full", ExitCode.Failure, "hebb: standard output could not be written: No space left on device.")]
    [InlineData("($0 data make transactions --rows 1000000; echo $? >&2) | head -2", 0, "141")]
    [InlineData("$0 data make transactions --rows 20 >&-", ExitCode.Failure, "hebb: standard output could not be written: it is closed.")]
    [InlineData("$0 data make tones --json --output t >&-", ExitCode.Failure, "hebb: standard output could not be written: it is closed.")]
    [InlineData("$0 version > /dev/full", ExitCode.Failure, "hebb: standard output could not be written: No space left on device.")]
    [InlineData("$0 help train >&-", ExitCode.Failure, "hebb: standard output could not be written: it is closed.")]
    public void Streams_that_are_closed_are_said_and_a_reader_that_has_gone_is_not(string script, int code, string message)
    {
        if (!OperatingSystem.IsLinux()) { return; }
        using Tool tool = new();
        (int found, _, string error) = Finish(Shell(tool, script));
        Assert.True(found == code, $"{found}: {error}");
        Assert.Contains(message, error, StringComparison.Ordinal);
        if (code == 0) { Assert.Equal(message, error.Trim()); }
    }

    /// <summary>The real thing once; every operation is swept with a disk that fails.</summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public void A_training_that_is_killed_continues_in_another_process()
    {
        if (OperatingSystem.IsWindows()) { return; }
        using Tool tool = new();
        string[] command = ["train", Tool.Customers, "--target", "Churned", "--epochs", "60", "--patience", "60", "--batch-size", "1", "--output"];
        using (Process process = Start(tool, [.. command, "m"]))
        {
            while (!Directory.Exists(tool.At("m-backup")) || Directory.GetFiles(tool.At("m-backup"), "*.backup").Length == 0)
            {
                Assert.False(process.HasExited);
                Thread.Sleep(5);
            }

            Assert.Equal(0, Kill(process.Id, KillSignal));
            process.WaitForExit();
        }

        Assert.False(Directory.Exists(tool.At("m")));
        string[] here = [.. command[..^1], "--output", tool.At("m"), "--resume"];
        Assert.Contains("Training resumes after", Tool.Run(here).Succeeded, StringComparison.Ordinal);
        _ = Tool.Run([.. command[..^1], "--output", tool.At("whole")]).Succeeded;
        Assert.Equal(Tool.BitsOf(tool.At("whole")), Tool.BitsOf(tool.At("m")));
        Assert.Equal(["m", "whole"], Directory.GetFileSystemEntries(tool.Folder).Select(Path.GetFileName).Order());
    }

    private static bool Catches(int process, int signal)
    {
        string line = File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("SigCgt:", StringComparison.Ordinal));
        return (Convert.ToUInt64(line[7..].Trim(), 16) & (1UL << (signal - 1))) != 0;
    }

    /// <summary>A shell with the tool as $0.</summary>
    private static Process Shell(Tool tool, string script, bool keepsInput = false)
    {
        string program = tool.Write("hebb.sh", $"#!/bin/sh\nexec dotnet '{Tool.Program}' \"$@\"\n");
        if (!OperatingSystem.IsWindows()) { File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite); }
        Process process = Process.Start(new ProcessStartInfo("sh", ["-c", script, program])
        {
            WorkingDirectory = tool.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        if (!keepsInput) { process.StandardInput.Close(); }
        return process;
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
