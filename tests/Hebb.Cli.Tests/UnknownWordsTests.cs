namespace Hebb.Cli.Tests;

public sealed class UnknownWordsTests
{
    [Theory]
    [InlineData("There is no verb 'trian'. Did you mean 'train'? The verbs are: train, ", "trian", "data.csv", "--target", "y")]
    [InlineData("There is no verb 'trian'. Did you mean 'train'?", "trian", "--help")]
    [InlineData("There is no verb 'evalaute'. Did you mean 'evaluate'?", "help", "evalaute")]
    [InlineData("There is no verb 'maek'. Did you mean 'make'? The verbs are: make, download.", "data", "maek", "rings")]
    [InlineData("There is no verb 'xyzxyzxyz'. The verbs are: ", "xyzxyzxyz")]
    [InlineData("There is no option '--nonsense'.", "predict", "m", "--nonsense", "data.csv")]
    [InlineData("There is no option '--nonsense'.", "predict", "m", "data.csv", "--nonsense=3")]
    [InlineData("There is no option '--epcohs'. Did you mean '--epochs'?", "train", "data.csv", "--target", "y", "--epcohs", "3")]
    [InlineData("There is no option '--jsno'. Did you mean '--json'?", "evaluate", "m", "data.csv", "--report", "--jsno")]
    [InlineData("There is no option '--outptu'. Did you mean '--output'?", "data", "make", "rings", "--outptu", "a.csv")]
    [InlineData("There is no option '-o'. Did you mean '--output'? A file of that name is ./-o.", "predict", "m", "-o", "a.csv")]
    [InlineData("There is no option '-target'. Did you mean '--target'?", "train", "-target")]
    [InlineData("There is no option '--thresold'. Did you mean '--threshold'?", "score", "m", "--thresold", "0.5")]
    [InlineData("There is no option '--verison'. Did you mean '--version'?", "--verison")]
    public void What_is_neither_verb_nor_option_is_an_error(string expected, params string[] args)
    {
        Answer answer = Tool.Run(args);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
        Assert.Contains("See: hebb ", answer.Error, StringComparison.Ordinal);
        Assert.Empty(answer.Output);
    }

    /// <summary>Files and values may look like options where it is said that they are not.</summary>
    [Theory]
    [InlineData("'--odd'", "evaluate", "--", "--odd")]
    [InlineData("--threshold is '-1'", "score", "m", "--threshold", "x", "--class", "-1")]
    [InlineData("'./-o'", "evaluate", "./-o", "data.csv")]
    public void Values_are_no_options(string expected, params string[] args)
    {
        string error = Tool.Run(args).Error;
        Assert.DoesNotContain("There is no option", error, StringComparison.Ordinal);
        if (expected[0] == '\'') { Assert.Contains(expected, error, StringComparison.Ordinal); }
    }

    [Fact]
    public void The_tool_alone_and_its_help_and_version_can_be_asked_for_in_words()
    {
        Assert.Equal(Tool.Run("--help").Succeeded, Tool.Run().Succeeded);
        Assert.Equal(Tool.Run("--help").Succeeded, Tool.Run("help").Succeeded);
        Assert.Equal(Tool.Run("train", "--help").Succeeded, Tool.Run("help", "train").Succeeded);
        Assert.Equal(Tool.Run("data", "make", "--help").Succeeded, Tool.Run("help", "data", "make").Succeeded);
        Assert.Equal(Tool.Run("--version").Succeeded, Tool.Run("version").Succeeded);
        Assert.Matches(@"^\d+\.\d+", Tool.Run("version").Succeeded);
    }
}
