using System.Diagnostics;
using Hebb.Cli.Completion;

namespace Hebb.Cli.Tests.Completion;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("train", "tr")]
    [InlineData("download make", "data", "")]
    [InlineData("--optimizer", "train", "data.csv", "--opti")]
    [InlineData("adadelta adagrad adam adamw", "train", "data.csv", "--optimizer", "ad")]
    [InlineData("adadelta adagrad adam adamw", "train", "data.csv", "--optimizer", "=", "ad")] // bash makes three words of it
    [InlineData("--optimizer=adadelta --optimizer=adagrad --optimizer=adam --optimizer=adamw", "train", "data.csv", "--optimizer=ad")]
    [InlineData("bag", "train", "data.csv", "--text", "t", "--model", "b")]
    [InlineData("false true", "train", "photos", "--augment", "")]
    [InlineData("huber", "evaluate", "m.keras", "--loss", "hu")]
    [InlineData("mse,poisson", "evaluate", "m.keras", "--metrics", "mse,poi")]
    [InlineData("csv jsonl", "score", "m", "--format", "")]
    [InlineData("recommended", "predict", "m", "--threshold", "")]
    [InlineData("bayesian", "tune", "data.csv", "--method", "b")]
    [InlineData("moons", "data", "make", "mo")]
    [InlineData("mnist", "data", "download", "m")]
    [InlineData("softmax", "explain", "example", "so")]
    [InlineData("example", "explain", "ex")]
    [InlineData("score", "help", "s")]
    [InlineData("bash fish pwsh zsh", "completion", "")]
    [InlineData("", "explain", "")] // a file or "example"
    [InlineData("", "train", "da")] // a file
    [InlineData("", "train", "data.csv", "--output", "")]
    [InlineData("", "train", "--", "--opt")]
    [InlineData("", "nonsense", "no")]
    public void A_word_becomes_what_may_stand_there(string expected, params string[] words) => Assert.Equal(
        expected.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Tool.Run(["completion", "words", $"{words.Length - 1}", .. words]).Succeeded.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>No second list: what the help of a verb shows can be completed, and nothing else.</summary>
    [Theory]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("predict")]
    [InlineData("inspect")]
    [InlineData("tune")]
    [InlineData("tune lr")]
    [InlineData("score")]
    [InlineData("data make")]
    [InlineData("data download")]
    [InlineData("explain")]
    public void Options_are_those_of_the_help(string verb)
    {
        string[] words = verb.Split(' ');
        string[] shown =
        [
            .. Tool.Run([.. words, "--help"]).Succeeded.Split('\n').Where(line => line.StartsWith("  -", StringComparison.Ordinal))
                .Select(line => line.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).First(word => word.StartsWith("--", StringComparison.Ordinal))),
        ];
        string completed = Tool.Run(["completion", "words", $"{words.Length}", .. words, "--"]).Succeeded;
        Assert.Equal(shown.Order(StringComparer.Ordinal), completed.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Every_shell_has_its_script()
    {
        foreach (string shell in ShellScript.Shells)
        {
            Assert.Contains("completion words", Tool.Run("completion", shell).Succeeded, StringComparison.Ordinal);
        }

        Assert.Equal(ExitCode.Usage, Tool.Run("completion", "tcsh").Code);
        Assert.Equal(ExitCode.Usage, Tool.Run("completion").Code);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Bash_completes()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/bin/bash")) { return; }
        using Tool tool = new();
        string script = tool.Write("script", Tool.Run("completion", "bash").Succeeded);
        string hebb = tool.Write("hebb", $"#!/bin/sh\nexec dotnet '{Tool.Program}' \"$@\"\n");
        File.SetUnixFileMode(hebb, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        const string Ask = "ask() { COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _hebb; echo \"${COMPREPLY[*]}\"; }; ";
        string asked = $"ask '{hebb}' train x.csv --optimizer ad; ask '{hebb}' da; ask '{hebb}' train ''; complete -p hebb";
        ProcessStartInfo start = new("/bin/bash", ["-c", $"source '{script}'; {Ask} {asked}"]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string[] said = process.StandardOutput.ReadToEnd().TrimEnd().Split('\n');
        process.WaitForExit();
        Assert.Equal(["adadelta adagrad adam adamw", "data", "", "complete -o default -F _hebb hebb"], said);
    }
}
