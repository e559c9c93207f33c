using Hebb.Cli.Help;
using Hebb.Learning;

namespace Hebb.Cli.Tests.Help;

/// <summary>Verbs and options are a promise to scripts: a change shows here, in files that are read before they are changed.</summary>
public sealed class HelpTests
{
    private static readonly string[] s_verbs =
    [
        "", "train", "evaluate", "predict", "inspect", "tune", "tune lr", "score", "data", "data make", "data download", "explain", "explain example",
        "completion",
    ];

    [Theory]
    [InlineData("")]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("predict")]
    [InlineData("inspect")]
    [InlineData("tune")]
    [InlineData("tune lr")]
    [InlineData("score")]
    [InlineData("data")]
    [InlineData("data make")]
    [InlineData("data download")]
    [InlineData("explain")]
    [InlineData("explain example")]
    [InlineData("completion")]
    public void Help_is_as_promised(string verb)
    {
        string help = Of(verb);
        string expected = File.ReadAllText(Repository.PathOf("tests", "Hebb.Cli.Tests", "Help", (verb.Length == 0 ? "hebb" : verb.Replace(' ', '-')) + ".txt"));
        Assert.Equal(Lines(expected), Lines(help));
    }

    [Fact]
    public void An_unknown_verb_is_wrong_usage()
    {
        Answer answer = Tool.Run("trian");
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains("trian", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("See: hebb --help", "trian")]
    [InlineData("See: hebb train --help", "train", "--nonsense")]
    [InlineData("See: hebb data make --help", "data", "make", "sentences", "--nonsense")]
    public void Wrong_usage_names_the_help_that_there_is(string expected, params string[] args) =>
        Assert.EndsWith(expected, Tool.Run(args).Error.TrimEnd(), StringComparison.Ordinal);

    /// <summary>Whatever is shown can be typed: the parser knows every verb and option of it.</summary>
    [Fact]
    public void Examples_are_understood()
    {
        Assert.All(HelpExamples.All, example =>
        {
            Answer answer = Tool.Run([.. example.Split(' ').Skip(1), "--help"]);
            Assert.True(answer.Code == ExitCode.Success, $"{example}: {answer.Error}");
        });
        string[] shown = [.. s_verbs.SelectMany(verb => Of(verb).Split('\n')).Where(line => line.StartsWith("  hebb ", StringComparison.Ordinal))];
        Assert.All(HelpExamples.All, example => Assert.Contains("  " + example, shown));
        Assert.All(s_verbs, verb => Assert.Contains("Examples:", Of(verb), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    public async Task Help_fits_the_terminal(int columns)
    {
        foreach (string verb in s_verbs)
        {
            using StringWriter output = new(), error = new();
            Terminal terminal = new(output, error, outputWidth: () => columns);
            string[] args = [.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"];
            Assert.Equal(ExitCode.Success, await HebbTool.RunAsync(args, terminal, LearningKinds.Usual));
            Assert.All(Lines(output.ToString()), line => Assert.True(line.Length <= columns || line.StartsWith("  hebb ", StringComparison.Ordinal), line));
            Assert.Equal(Words(Of(verb)), Words(output.ToString()));
        }
    }

    private static string Of(string verb) => Tool.Run([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]).Succeeded;

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static string[] Lines(string text) => [.. text.TrimEnd().Split('\n').Select(line => line.TrimEnd())];
}
