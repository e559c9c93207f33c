namespace Hebb.Cli.Tests;

/// <summary>Verbs and options are a promise to scripts: a change shows here, in files that are read before they are changed.</summary>
public sealed class HelpTests
{
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
    public void Help_is_as_promised(string verb)
    {
        string help = Tool.Run([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]).Succeeded;
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

    private static string[] Lines(string text) => [.. text.TrimEnd().Split('\n').Select(line => line.TrimEnd())];
}
