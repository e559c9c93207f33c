using System.Diagnostics;

namespace Hebb.Cli.Tests;

public sealed class ShellWordTests
{
    /// <summary>The rules of sh (POSIX, Shell Command Language 2.2.2), of cmd and of PowerShell (about_Quoting_Rules).</summary>
    [Theory]
    [InlineData("model", "model", "model")]
    [InlineData("a/b-1.csv", "a/b-1.csv", "a/b-1.csv")]
    [InlineData("my model", "'my model'", "\"my model\"")]
    [InlineData("it's", "'it'\\''s'", "\"it's\"")]
    [InlineData("$HOME", "'$HOME'", "'$HOME'")]
    [InlineData("a`b c", "'a`b c'", "'a`b c'")]
    [InlineData("a;b&c", "'a;b&c'", "\"a;b&c\"")]
    [InlineData("-model", "'./-model'", "\".\\-model\"")]
    [InlineData("Größe", "Größe", "Größe")]
    [InlineData("", "''", "\"\"")]
    [InlineData("a*", "'a*'", "\"a*\"")]
    [InlineData("C:\\data", "'C:\\data'", "C:\\data")]
    public void A_name_is_quoted_if_it_needs_to_be(string name, string sh, string windows)
    {
        Assert.Equal(sh, ShellWord.Of(name, isWindows: false));
        Assert.Equal(windows, ShellWord.Of(name, isWindows: true));
    }

    [Fact]
    public void A_shell_reads_back_every_name()
    {
        if (OperatingSystem.IsWindows()) { return; }
        string[] names = ["my model", "it's $5", "a\\b", "`date`", "\"x\"", "a\nb", "*", "~", "#x", "a|b>c", "!1", "{a,b}", "=x", "@x", "%1"];
        string script = $"printf '%s\\0' {string.Join(' ', names.Select(name => ShellWord.Of(name, isWindows: false)))}";
        using Process process = Process.Start(new ProcessStartInfo("sh", ["-c", script])
        {
            RedirectStandardOutput = true,
        })!;
        Assert.Equal(names, process.StandardOutput.ReadToEnd().TrimEnd('\0').Split('\0'));
    }

    [Fact]
    public void The_next_command_can_be_pasted()
    {
        using Tool tool = new();
        string folder = tool.At("my $model's");
        string[] lines = Tool.Run("train", Tool.Customers, "--target", "Churned", "--epochs", "1", "--layers", "2", "--output", folder).Succeeded
            .ReplaceLineEndings("\n").Split('\n');
        Assert.Contains($"Next: hebb predict {ShellWord.Of(folder)} DATA.csv", lines);
    }

    /// <summary>A value is no file: a path before it would change it.</summary>
    [Theory]
    [InlineData("--missing", "-999", "--missing=-999")]
    [InlineData("--missing", "- 9", "--missing=-' 9'")]
    [InlineData("--missing", "-", "--missing=-")]
    [InlineData("--drop", "a b", "--drop 'a b'")]
    public void Values_of_options_stay_what_they_are(string flag, string value, string expected)
    {
        if (!OperatingSystem.IsWindows()) { Assert.Equal(expected, ShellWord.OfOption(flag, value)); }
    }
}
