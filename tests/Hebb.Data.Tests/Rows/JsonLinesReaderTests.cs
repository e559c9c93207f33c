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

    /// <summary>As a column of CSV without a header: c with its number, or another name if that is taken. The order of members may change.</summary>
    [Theory]
    [InlineData("{\"\": 1}\n{\"\": 2}\n", "c1", "c1: 1 2")]
    [InlineData("{\"a\": 1, \"\": 3}\n{\"\": 4, \"a\": 2}\n", "c2", "a: 1 2; c2: 3 4")]
    [InlineData("{\"\": 1, \"c1\": 3}\n{\"\": 2, \"c1\": 4}\n", "c1_2", "c1_2: 1 2; c1: 3 4")]
    [InlineData("{\" \": 1, \"\": 3}\n{\"\": 4, \" \": 2}\n", "c1", "c1: 1 2; c2: 3 4")]
    [InlineData("{\"\\t\\u00a0\": 1, \"b\": 3}\n{\"\\u0009\\u00A0\": 2, \"b\": 4}\n", "c1", "c1: 1 2; b: 3 4")]
    public void A_member_without_a_name_gets_one(string lines, string made, string expected)
    {
        string path = Path.Combine(_folder, "x.jsonl");
        File.WriteAllText(path, lines);
        Table table = JsonLinesReader.Read(path);
        Assert.Equal(expected, string.Join("; ", table.Columns.Select(column => $"{column.Name}: {column.TextAt(0)} {column.TextAt(1)}")));
        Assert.Contains(table.Reading!.Notes, note => note.Text.EndsWith($"has no name and is called {made}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}\n{\"a\": 1}\n", "without members")]
    [InlineData("{\"a\": 1, \"a\": 2}\n", "has 'a' twice")]
    [InlineData("{\"a\": 1, \"b\": 2, \"\\u0061\": 2}\n", "has 'a' twice")]
    [InlineData("{\"\\ud800\": 1}\n", "not a JSON object")]
    [InlineData("{\"a\": 1}\n{\"\\ud800\": 1}\n", "line 2")]
    [InlineData("{\"a\": 1}\n{\"a\": \"\\udc00\"}\n", "line 2")]
    [InlineData("\n", "")]
    [InlineData("{\"a\": 1}\n{\"a\": 1, \"a\": 2}\n", "line 2: the line has 'a' twice")]
    [InlineData("{\"a\": 1}\n{\"a\": 1, \"a\": 1}\n", "line 2: the line has 'a' twice")]
    [InlineData("{\"a\": 1}\n\n{\"a\": 1}\n{\"a\": null, \"\\u0061\": 2}\n", "line 4: the line has 'a' twice")]
    [InlineData("{\"a\": 1, \"b\": 2}\n{\"b\": 1, \"a\": 2, \"b\": 3}\n", "line 2: the line has 'b' twice")]
    [InlineData("{\"a\": 1}\n{\"z\": 1, \"a\": 2, \"z\": {\"z\": 3}}\n", "line 2: the line has 'z' twice")]
    [InlineData("{\"a\": 1}\n{\"\": 1, \"a\": 2, \"\": 3}\n", "line 2: the line has '' twice")]
    [InlineData("{\"\": 1}\n{\"\": 1, \"\": 2}\n", "line 2: the line has '' twice")]
    [InlineData("{\"\": 1, \"\": 1}\n", "has '' twice")]
    [InlineData("{\"\": 1}\n{\"c1\": 1}\n", "line 2: the column 'c1' is missing")]
    public void Lines_that_are_no_rows_are_refused(string lines, string expected)
    {
        string path = Path.Combine(_folder, "x.jsonl");
        File.WriteAllText(path, lines);
        Assert.Contains(expected, Assert.Throws<DataException>(() => JsonLinesReader.Read(path)).Message, StringComparison.Ordinal);
    }
}
