using Hebb.Data.Csv;
using Hebb.Data.Images;
using Hebb.Data.Synthetic;

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

    [Fact]
    public void Pictures_and_sounds_are_class_folders_or_a_pair()
    {
        using Tool tool = new();
        Assert.Empty(Tool.Run("data", "make", "digits", "--rows", "30", "--seed", "2", "--output", tool.At("digits")).Succeeded);
        Assert.Equal((30, 10), (ImageDataset.FromDirectory(tool.At("digits")).Count, ImageDataset.FromDirectory(tool.At("digits")).Classes.Count));
        Assert.Empty(Tool.Run("data", "make", "digits", "--rows", "30", "--seed", "2", "--idx", "--output", tool.At("pair")).Succeeded);
        ImageDataset pair = ImageDataset.FromIdx(Path.Combine(tool.At("pair"), "images-idx3-ubyte.gz"), Path.Combine(tool.At("pair"), "labels-idx1-ubyte.gz"));
        Assert.Equal(ImageDataset.FromDirectory(tool.At("digits")).Read(0).Pixels.ToArray(), pair.Read(0).Pixels.ToArray());
        Assert.Empty(Tool.Run("data", "make", "tones", "--rows", "5", "--output", tool.At("tones")).Succeeded);
        Assert.Equal(5, Directory.EnumerateFiles(tool.At("tones"), "*.wav", SearchOption.AllDirectories).Count());
        Assert.Equal(ExitCode.Failure, Tool.Run("data", "make", "tones", "--output", tool.At("tones")).Code);
        Assert.StartsWith("text,sentiment\n", Tool.Run("data", "make", "sentences", "--rows", "3").Succeeded, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_do_not_go_together_are_wrong_usage()
    {
        Assert.Contains("'digits' consists of many files. Specify the folder: --output FOLDER.", Misused("data", "make", "digits"), StringComparison.Ordinal);
        Assert.Contains("--idx is for images", Misused("data", "make", "moons", "--idx"), StringComparison.Ordinal);
        Assert.Contains("begins with http://", Misused("data", "download", "mnist", "--from", "ftp://here"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_download_without_a_server_fails_and_says_what_to_do()
    {
        using Tool tool = new();
        using System.Net.Sockets.TcpListener closed = new(System.Net.IPAddress.Loopback, 0);
        closed.Start();
        string address = $"http://{closed.LocalEndpoint}";
        closed.Stop();
        Answer answer = Tool.Run("data", "download", "mnist", "--from", address, "--output", tool.At("mnist"));
        Assert.Equal(ExitCode.Failure, answer.Code);
        Assert.Contains($"'{address}/train-images-idx3-ubyte.gz' cannot be downloaded", answer.Error, StringComparison.Ordinal);
        Assert.Contains("put the file there yourself", answer.Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'kmnist'?", Tool.Run("data", "download", "kmnst").Error, StringComparison.Ordinal);
    }

    private static string Misused(params string[] args)
    {
        Answer answer = Tool.Run(args);
        Assert.Equal(ExitCode.Usage, answer.Code);
        return answer.Error;
    }
}
