using Hebb.Data.Csv;
using Hebb.Data.Tables;

namespace Hebb.Data.Tests.Csv;

public sealed class CsvWriterTests
{
    [Theory]
    [InlineData("t.xlsx")]
    [InlineData("t.Parquet")]
    [InlineData("t.csv.gz")]
    public void A_name_of_another_format_is_refused(string name)
    {
        Table table = new([new NumberColumn("a", [1, 2])]);
        Assert.Contains(".csv", Assert.Throws<ArgumentException>(() => CsvWriter.Write(table, name)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(name));
    }

    [Fact]
    public void What_is_written_reads_back_equal()
    {
        var table = new Table(
            new NumberColumn("x", 0.1, double.NaN, -3e-300),
            new TextColumn("a \"name\", quoted", "plain", "with, comma", "two\nlines"),
            new TextColumn("gap", "v", null, "w"));
        using var stream = new MemoryStream();
        CsvWriter.Write(table, stream);
        CsvTable back =
            CsvReader.Read(new StringReader(System.Text.Encoding.UTF8.GetString(stream.ToArray())), new CsvOptions { HasHeader = true, Delimiter = ',' });
        Assert.Equal(table.Columns.Select(column => column.Name), back.Columns.Select(column => column.Name));
        Assert.Equal(table.Number("x").Values.ToArray(), back.Number("x").Values.ToArray());
        Assert.Equal(table.Text("a \"name\", quoted").List(), back.Text("a \"name\", quoted").List());
        Assert.Equal(table.Text("gap").List(), back.Text("gap").List());
    }
}
