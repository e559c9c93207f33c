namespace Hebb.Cli.Tests.Training;

public sealed class OutputFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-output-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_free_name_is_taken_as_it_is(bool force)
    {
        OutputFolder output = new(Path.Combine(_folder, "m"), force);
        output.Check();
        StringWriter error = new();
        output.Save(Write, error);
        Assert.Equal("", error.ToString());
        Assert.Equal(Path.Combine(_folder, "m"), output.Name);
        Assert.True(Directory.Exists(output.Name));
    }

    /// <summary>Another training may have written there in the hours between.</summary>
    [Fact]
    public void What_was_learned_is_not_lost_when_the_name_is_taken_meanwhile()
    {
        OutputFolder output = new(Path.Combine(_folder, "m"), force: false);
        output.Check();
        Directory.CreateDirectory(Path.Combine(_folder, "m"));
        Directory.CreateDirectory(Path.Combine(_folder, "m-2"));
        StringWriter error = new();
        output.Save(Write, error);
        Assert.Equal(Path.Combine(_folder, "m-3"), output.Name);
        Assert.True(Directory.Exists(output.Name));
        Assert.Contains("exists already", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("The network is saved as '", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_be_written_is_refused_before_the_training()
    {
        string taken = Path.Combine(_folder, "m");
        Directory.CreateDirectory(taken);
        Assert.Contains("replace it with --force", Assert.Throws<IOException>(new OutputFolder(taken, force: false).Check).Message, StringComparison.Ordinal);
        new OutputFolder(taken, force: true).Check();
        File.WriteAllText(Path.Combine(taken, "thesis.txt"), "ten years of work");
        Assert.Contains(
            "holds 'thesis.txt', which no training wrote",
            Assert.Throws<IOException>(new OutputFolder(taken, force: true).Check).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "exists already",
            Assert.Throws<IOException>(new OutputFolder(Path.Combine(taken, "thesis.txt"), force: true).Check).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Other_errors_stay_what_they_are() =>
        Assert.Equal(
            "The disk is full.",
            Assert.Throws<IOException>(() => new OutputFolder(Path.Combine(_folder, "m"), force: false)
                .Save((_, _) => throw new IOException("The disk is full."), TextWriter.Null)).Message);

    private static void Write(string folder, bool overwrite)
    {
        Hebb.Learning.Training.TrainedModel.CheckFolder(folder, overwrite);
        Directory.CreateDirectory(folder);
    }
}
