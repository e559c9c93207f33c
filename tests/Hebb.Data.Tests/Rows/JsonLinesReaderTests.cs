using Hebb.Data.Rows;
using Hebb.Data.Tables;

namespace Hebb.Data.Tests.Rows;

public sealed class JsonLinesReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lines").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Each_line_is_a_row_and_a_member_that_lacks_is_missing()
    {
        string path = Path.Combine(_folder, "x.jsonl");
        File.WriteAllText(path, "{\"a\": 1.5, \"b\": \"x\"}\n\n{\"b\": \"y\", \"a\": -2}\n{\"a\": null, \"b\": \"z\"}\n");
        Table table = JsonLinesReader.Read(path);
        Assert.Equal([1.5, -2, double.NaN], table.Number("a").Values.ToArray());
        Assert.Equal(["x", "y", "z"], Enumerable.Range(0, 3).Select(row => table["b"].TextAt(row)));
    }

    [Theory]
    [InlineData("{}\n{\"a\": 1}\n", "without members")]
    [InlineData("{\"a\": 1, \"a\": 2}\n", "has 'a' twice")]
    [InlineData("{\"a\": 1, \"b\": 2, \"\\u0061\": 2}\n", "has 'a' twice")]
    [InlineData("{\"\\ud800\": 1}\n", "not a JSON object")]
    [InlineData("{\"a\": 1}\n{\"\\ud800\": 1}\n", "line 2")]
    [InlineData("{\"a\": 1}\n{\"a\": \"\\udc00\"}\n", "line 2")]
    [InlineData("\n", "")]
    public void Lines_that_are_no_rows_are_refused(string lines, string expected)
    {
        string path = Path.Combine(_folder, "x.jsonl");
        File.WriteAllText(path, lines);
        Assert.Contains(expected, Assert.Throws<DataException>(() => JsonLinesReader.Read(path)).Message, StringComparison.Ordinal);
    }
}
