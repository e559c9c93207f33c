namespace Hebb.Cli.Tests.Commands;

public sealed class TrainLogTests
{
    [Theory]
    [InlineData]
    [InlineData("--stream")]
    [Trait("Speed", "Slow")]
    public void Curves_are_written_for_tensorboard_and_never_mixed(params string[] how)
    {
        using Tool tool = new();
        string data = Repository.PathOf("samples", "data", "customers.csv"), log = tool.At("logs");
        string[] Train(string output, params string[] more) =>
            ["train", data, "--target", "Churned", "--epochs", "2", "--layers", "4", "--log", log, "--output", tool.At(output), .. how, .. more];
        Assert.Equal(ExitCode.Success, Tool.Run(Train("m")).Code);
        string[] first = Events(log);
        Assert.Equal(["train", "validation"], first.Select(path => Path.GetFileName(Path.GetDirectoryName(path)!)));
        Assert.All(first, path => Assert.True(new FileInfo(path).Length > 200));

        Answer again = Tool.Run(Train("n"));
        Assert.Equal(ExitCode.Failure, again.Code);
        Assert.Contains("holds the curves of another training", again.Error, StringComparison.Ordinal);
        Assert.Equal(first, Events(log));
        Assert.False(Directory.Exists(tool.At("n")));

        Assert.Equal(ExitCode.Success, Tool.Run(Train("n", "--force")).Code);
        string[] replaced = Events(log);
        Assert.Equal(2, replaced.Length);
        Assert.Empty(first.Intersect(replaced));
    }

    [Fact]
    public void A_wrong_table_leaves_no_log()
    {
        using Tool tool = new();
        Answer answer =
            Tool.Run("train", Repository.PathOf("samples", "data", "customers.csv"), "--target", "Churn", "--log", tool.At("logs"), "--output", tool.At("m"));
        Assert.Equal(ExitCode.Failure, answer.Code);
        Assert.Contains("Churned", answer.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(tool.Folder));
    }

    /// <summary>The files with events; the one of the folder itself holds nothing but the hyperparameters, if there are any.</summary>
    private static string[] Events(string log) => [.. Directory.GetFiles(log, "events.out.tfevents.*", SearchOption.AllDirectories)
        .Where(path => Path.GetDirectoryName(path) != log)
        .Order(StringComparer.Ordinal)];
}
