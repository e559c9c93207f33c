namespace Hebb.Cli.Tests.Commands;

/// <summary>JSON lines with members that have no name, or stand twice in a line.</summary>
public sealed class JsonLinesTests : IDisposable
{
    private const string Called = "column 1 has no name and is called c1";

    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_member_without_a_name_is_a_column(string name)
    {
        string path = Rows(name);
        string model = Trained(path, out string said);
        Assert.Contains(Called, said, StringComparison.Ordinal);
        Assert.Contains("c1", File.ReadAllText(Path.Combine(model, "pipeline.json")), StringComparison.Ordinal);
        string predicted = Tool.Run("predict", model, path).Succeeded;
        Assert.Equal(61, predicted.TrimEnd().Split('\n').Length);
        Answer scored = Tool.Run("score", model, "--threshold", "0.5", "--input", path);
        Assert.Contains("0 rows skipped, 0 missing values", scored.Error, StringComparison.Ordinal);
        Assert.Equal(60, scored.Succeeded.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public void A_stream_that_is_learned_from_says_the_name_too()
    {
        byte[] rows = File.ReadAllBytes(Rows("", 200));
        Answer answer = Tool.Run(rows, "train", "-", "--target", "y", "--output", _tool.At("m"));
        Assert.True(answer.Code == ExitCode.Success, answer.Error);
        Assert.Contains($"note: {Called}", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_with_a_member_twice_is_refused_or_skipped_with_its_number()
    {
        string path = Rows("x"), bad = _tool.At("bad.jsonl");
        string model = Trained(path, out _);
        File.WriteAllLines(bad, [.. File.ReadLines(path).Take(2), """{"x": 1, "y": "low", "x": 2}""", .. File.ReadLines(path).Skip(3)]);
        const string Expected = "line 3: the line has 'x' twice";
        foreach (string[] command in new[] { new[] { "train", bad, "--target", "y", "--output", _tool.At("n") }, ["predict", model, bad] })
        {
            Answer refused = Tool.Run(command);
            Assert.Equal(ExitCode.Failure, refused.Code);
            Assert.Contains(Expected, refused.Error, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(_tool.At("n")));
        Answer scored = Tool.Run("score", model, "--threshold", "0.5", "--input", bad);
        Assert.Equal(ExitCode.Skipped, scored.Code);
        Assert.Contains(Expected, scored.Error, StringComparison.Ordinal);
        Assert.Equal(59, scored.Output.TrimEnd().Split('\n').Length);
    }

    private string Trained(string path, out string said)
    {
        said = Tool.Run("train", path, "--target", "y", "--epochs", "1", "--layers", "2", "--output", _tool.At("m")).Succeeded;
        return _tool.At("m");
    }

    private string Rows(string name, int count = 60) => _tool.Write(
        "rows.jsonl",
        string.Concat(Enumerable.Range(0, count).Select(row => $$"""{"{{name}}": {{row % 10}}.5, "y": "{{(row % 10 < 5 ? "low" : "high")}}"}""" + "\n")));
}
