using Hebb.Data;

namespace Hebb.Cli.Tests.Commands;

public sealed class DataCommandTests
{
    [Fact]
    public void A_made_table_can_be_learned()
    {
        using Tool tool = new();
        string path = tool.At("spiral.csv");
        Assert.Empty(Tool.Run("data", "make", "spiral", "--rows", "200", "--seed", "3", "--output", path).Succeeded);
        Assert.Equal(["spiral.csv"], Directory.EnumerateFileSystemEntries(tool.Folder).Select(Path.GetFileName));
        CsvTable table = CsvReader.Read(path);
        Assert.Equal(["x1", "x2", "label"], table.Columns.Select(column => column.Name));
        Assert.Equal(SyntheticTables.Spiral(200, 0, 3).Number("x1").Values.ToArray(), table.Number("x1").Values.ToArray());
        Assert.Equal(ExitCode.Success, Tool.Run("train", path, "--target", "label", "--epochs", "1", "--output", tool.At("m")).Code);
    }

    [Fact]
    public void The_terminal_gets_what_a_file_would_get()
    {
        using Tool tool = new();
        string path = tool.At("c.csv");
        string shown = Tool.Run("data", "make", "customers", "--rows", "30").Succeeded;
        Assert.Empty(Tool.Run("data", "make", "customers", "--rows", "30", "--output", path).Succeeded);
        Assert.Equal(File.ReadAllText(path), shown);
        Assert.StartsWith("CustomerId,Age,", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelled_set_fails_with_the_names()
    {
        using Tool tool = new();
        Answer answer = Tool.Run("data", "make", "moon", "--output", tool.At("x.csv"));
        Assert.Equal(ExitCode.Failure, answer.Code);
        Assert.Contains("Did you mean 'moons'?", answer.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(tool.Folder));
    }

    [Fact]
    public void Negative_noise_fails_and_leaves_no_file()
    {
        using Tool tool = new();
        Answer answer = Tool.Run("data", "make", "xor", "--noise", "-1", "--output", tool.At("x.csv"));
        Assert.Equal(ExitCode.Failure, answer.Code);
        Assert.Contains("at least 0", answer.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(tool.Folder));
    }
}
