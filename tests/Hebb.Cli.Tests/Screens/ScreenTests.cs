using System.Globalization;
using System.Text.RegularExpressions;

namespace Hebb.Cli.Tests.Screens;

/// <summary>What somebody sees who trains in a terminal: all that a pipe would get, and nothing else.</summary>
public sealed partial class ScreenTests
{
    private const string Training = "train people.csv --target bought --recipe simple --epochs 5 --layers 4 --learning-rate 0.05 --output m";

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData(80, "")]
    [InlineData(100, "NO_COLOR=1")]
    [InlineData(160, "")]
    public void The_screen_after_a_training_holds_what_a_pipe_gets(int columns, string environment)
    {
        if (!OperatingSystem.IsLinux()) { return; }
        using Tool tool = People();
        (int code, string sent) = PseudoTerminal.Run(tool.Folder, columns, environment, Training);
        Assert.True(code == ExitCode.Success, sent);
        Assert.Equal(environment.Length == 0, sent.Contains("\u001b[32m", StringComparison.Ordinal));
        Assert.Contains("epoch 1/5  ", sent, StringComparison.Ordinal); // the bar was there
        string[] screen = [.. ScreenBuffer.Show(sent, columns).Select(Masked)];

        // Run in this process beside the folder, so that names are the same.
        string[] piped = [.. Piped(tool)];
        Assert.Equal(piped.SelectMany(line => LineBreaks.Break(line, columns)), screen);
        Assert.All(screen, line => Assert.InRange(line.Length, 0, columns));
        string golden = Repository.PathOf("tests", "Hebb.Cli.Tests", "Screens", string.Create(CultureInfo.InvariantCulture, $"train-{columns}.txt"));
        Assert.Equal(File.ReadAllLines(golden), screen);
    }

    /// <summary>A terminal that cannot redraw gets a line for each epoch.</summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public void A_dumb_terminal_gets_lines()
    {
        if (!OperatingSystem.IsLinux()) { return; }
        using Tool tool = People();
        (int code, string sent) = PseudoTerminal.Run(tool.Folder, 80, "TERM=dumb", Training);
        Assert.True(code == ExitCode.Success, sent);
        Assert.DoesNotContain("\u001b[32m", sent, StringComparison.Ordinal);
        string[] lines = sent.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        Assert.DoesNotContain(lines, line => line.Contains('\r', StringComparison.Ordinal));
        Assert.Equal(5, lines.Count(line => line.StartsWith("epoch ", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_written_while_the_line_is_drawn_stays_above_it()
    {
        using StringWriter sent = new() { NewLine = "\r\n" };
        Terminal terminal = new(sent, sent, outputWidth: () => 30, errorWidth: () => 30);
        terminal.Output.WriteLine("the plan");
        terminal.Live!.Draw("epoch 1/9  loss 0.5  ━━━─────", 29);
        terminal.Error.WriteLine("hebb: note: a warning that is longer than the line");
        terminal.Live.Draw("epoch 2/9", 9);
        terminal.Live.Draw("3/9", 3);
        terminal.Output.WriteUnbroken("{\"a\": 1, \"b\": 2, \"c\": 3, \"d\": 4}");
        terminal.Live.Draw("epoch 4/9  loss 0.4  ━━━━────", 29);
        Assert.Equal("epoch 4/9  loss 0.4  ━━━━────", ScreenBuffer.Show(sent.ToString(), 30)[^1]);
        terminal.Live.Close();
        terminal.Live.Draw("epoch 5/9", 9);
        terminal.Error.WriteLine("hebb: stopped.");
        Assert.Equal(
            ["the plan", "hebb: note: a warning that is", "  longer than the line", "{\"a\": 1, \"b\": 2, \"c\": 3, \"d\": ", "4}", "hebb: stopped."],
            ScreenBuffer.Show(sent.ToString(), 30).Select((line, i) => i == 3 ? line + " " : line));
    }

    [Theory]
    [InlineData("short", 10, "short")]
    [InlineData("exactly ten", 11, "exactly ten")]
    [InlineData("one two three", 8, "one two|  three")]
    [InlineData("one two three four five", 9, "one two|  three|  four|  five")]
    [InlineData("  indented words go on", 12, "  indented|    words go|    on")]
    [InlineData("see /a/very/long/path/that/does/not/fit now", 12, "see|  /a/very/long/path/that/does/not/fit|  now")]
    [InlineData("/a/very/long/path/that/does/not/fit", 12, "/a/very/long/path/that/does/not/fit")]
    [InlineData("ends in blanks      ", 14, "ends in blanks      ")]
    [InlineData("", 5, "")]
    public void Lines_break_between_words(string line, int width, string expected) =>
        Assert.Equal(expected.Split('|'), LineBreaks.Break(line, width));

    /// <summary>The lines that a pipe gets.</summary>
    private static IEnumerable<string> Piped(Tool tool)
    {
        Answer answer = Tool.Run(
            "train", tool.At("people.csv"), "--target", "bought", "--recipe", "simple", "--epochs", "5", "--layers", "4", "--learning-rate", "0.05",
            "--output", tool.At("piped"));
        string[] said = answer.Succeeded
            .Replace(tool.At("piped"), "m", StringComparison.Ordinal).Replace(tool.At("people.csv"), "people.csv", StringComparison.Ordinal)
            .ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        string[] found = [.. answer.Error.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("epoch ", StringComparison.Ordinal))];
        return said.Concat(found).Select(Masked);
    }

    private static string Masked(string line) => Seconds().Replace(line, match => "after " + Digit().Replace(match.Groups[1].Value, "#") + " s");

    /// <summary>A table of 200 people of which it can be learned who bought.</summary>
    private static Tool People()
    {
        Tool tool = new();
        IEnumerable<string> rows = Enumerable.Range(0, 200).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"{20 + (i * 37 % 50)},{i * 53 % 97 / 10.0},{(i % 3 == 0 ? "town" : "country")},{(i * 37 % 50 > 25 ? "yes" : "no")}\n"));
        tool.Write("people.csv", "age,visits_in_the_last_year,home,bought\n" + string.Concat(rows));
        return tool;
    }

    [GeneratedRegex(@"after (\d+\.\d) s")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"\d")]
    private static partial Regex Digit();
}
