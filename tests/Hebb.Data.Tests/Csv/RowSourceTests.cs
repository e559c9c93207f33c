using System.Globalization;
using System.Text;
using Hebb.Data.Csv;
using Hebb.Data.Reading;
using Hebb.Data.Rows;
using Hebb.Ops;

namespace Hebb.Data.Tests.Csv;

/// <summary>Rows of a stream are compared with the table that CsvHelper reads from the same text.</summary>
public sealed class RowSourceTests
{
    private static List<string?[]> Rows(byte[] bytes, int most, List<string>? problems = null)
    {
        using var reader = (CsvRowReader)RowSource.Open(new SlowStream(bytes, most), false, new() { HasHeader = true }, "x.csv", out _);
        reader.Bind(reader.Names);
        var cells = new CellReader(new() { Name = "x", Type = ColumnType.Text }, CsvOptions.DefaultMissingMarks);
        var rows = new List<string?[]>();
        while (reader.NextRow())
        {
            if (reader.Problem is { } problem) { problems?.Add($"{reader.Line}: {problem}"); }
            else
            {
                rows.Add([.. Enumerable.Range(0, reader.Names.Count)
                    .Select(i => cells.IsMissing(reader.Cell(i)) ? null : Encoding.UTF8.GetString(reader.Cell(i)).Trim())]);
            }
        }

        return rows;
    }

    private static void AreSame(byte[] bytes)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "x.csv");
        File.WriteAllBytes(path, bytes);
        CsvTable plain = CsvReader.Read(path, new() { HasHeader = true });
        CsvTable table = CsvReader.Read(path, new() { HasHeader = true, TextColumns = [.. plain.Columns.Select(column => column.Name)] });
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        foreach (int most in (int[])[1, 7, 100_000])
        {
            List<string?[]> rows = Rows(bytes, most);
            Assert.Equal(table.Rows, rows.Count);
            for (int row = 0; row < rows.Count; row++) { Assert.Equal(table.Columns.Select(column => column.TextAt(row)), rows[row]); }
        }
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n")]
    [InlineData("a,b\r\n1,2\r\n\r\n3,4")]
    [InlineData("a,b\r1,2\r3,4\r")]
    [InlineData("a,b\n\"x, y\",2\n\"say \"\"hi\"\"\",4\n")]
    [InlineData("a,b\n\"two\nlines\",2\n\"three\r\n\r\nlines\",4\n")]
    [InlineData("a,b\n  x  ,\t2\t\n \" kept \" , 4 \n")]
    [InlineData("a,b\n,\n\"\",NA\n?,5\n")]
    [InlineData("a;b\n1,5;2,25\n3;-4,75\n")]
    [InlineData("a\tb\n1\t2\n\t4\n")]
    [InlineData("a|b\nx|2\ny \"z\"|4\n")]
    [InlineData("\uFEFFa,b\n1,2\n")]
    [InlineData("Größe,b\nÄpfel,2\n東京,4\n😀,5\n")]
    [InlineData("a,b\n\n\n1,2\n\n3,4\n\n")]
    public void Cells_are_those_of_the_table_reader(string text) => AreSame(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Other_encodings_are_those_of_the_table_reader()
    {
        AreSame([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a,b\nÄpfel,2\n東京,4\n")]);
        AreSame(Encoding.Latin1.GetBytes("a,b\nÄpfel,2\ncafé,4\n"));
    }

    [Fact]
    public void Random_tables_are_read_as_the_table_reader_reads_them()
    {
        var random = new SplitMix64(5);
        string[] pieces = ["1", "2.5", "-3e4", "x", " ", "é", "\"", "\n", ",", ";", "'", "long text ", "\r\n"];
        for (int file = 0; file < 40; file++)
        {
            var text = new StringBuilder("a,b,c\n");
            for (int row = 0; row < 20; row++)
            {
                for (int column = 0; column < 3; column++)
                {
                    string value = string.Concat(Enumerable.Range(0, random.Below(4)).Select(_ => pieces[random.Below(pieces.Length)]));
                    text.Append(column > 0 ? "," : "").Append('"').Append(value.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
                }

                text.Append('\n');
            }

            AreSame(Encoding.UTF8.GetBytes(text.ToString()));
        }
    }

    [Theory]
    [InlineData("a,b,c\n1,2,3\n4\n5,6,7\n", "3: found 1 fields, expected 3", 2)]
    [InlineData("a,b\n1,2\n3,4,5\n5,6\n", "3: found 3 fields, expected 2", 2)]
    [InlineData("a,b\n1,2\n\"never closed,3\n5,6\n7,8\n", "3: a quoted field is never closed", 3)]
    [InlineData("a,b\n1,2\n\"x\"y,3\n5,6\n", "3: text follows the closing quote of a field", 2)]
    [InlineData("a,b\n1,\"2\n5,6\n7,\"8\n9,10\n", "2: text follows the closing quote of a field", 2)]
    [InlineData("a,b\n1,\"2\n3,4\n\",5\n6,7\n", "2: found 3 fields, expected 2", 2)]
    public void A_broken_row_is_reported_with_its_line_and_the_rows_after_it_are_read(string text, string problem, int good)
    {
        foreach (int most in (int[])[1, 100_000])
        {
            var problems = new List<string>();
            List<string?[]> rows = Rows(Encoding.UTF8.GetBytes(text), most, problems);
            Assert.Equal(problem, problems[0]);
            Assert.Equal(good, rows.Count);
        }
    }

    [Fact]
    public void A_quote_that_is_never_closed_costs_one_row_even_in_a_large_file()
    {
        var text = new StringBuilder("a,b\n1,\"x\n");
        for (int row = 0; row < 200_000; row++) { text.Append(CultureInfo.InvariantCulture, $"{row},value {row}\n"); }
        var problems = new List<string>();
        Assert.Equal(200_000, Rows(Encoding.UTF8.GetBytes(text.ToString()), 1 << 20, problems).Count);
        Assert.Equal("2: the row is longer than 1 MB", Assert.Single(problems));
    }

    [Fact]
    public void Lines_are_counted_through_quotes_and_blank_lines()
    {
        using var reader = (CsvRowReader)RowSource.Open(new MemoryStream("a,b\n\n\"x\n\ny\",2\r\n\r\n3,4\n"u8.ToArray()), null, new() { HasHeader = true },
            null, out _);
        Assert.True(reader.NextRow());
        Assert.Equal(3, reader.Line);
        Assert.True(reader.NextRow());
        Assert.Equal(7, reader.Line);
        Assert.False(reader.NextRow());
    }

    [Fact]
    public void Numbers_are_read_as_the_framework_reads_them()
    {
        var random = new SplitMix64(9);
        var cells = new CellReader(new() { Name = "x", Type = ColumnType.Number }, CsvOptions.DefaultMissingMarks);
        for (int i = 0; i < 20_000; i++)
        {
            double value = (random.NextDouble() - 0.5) * Math.Pow(10, random.Below(14) - 3);
            string text = value.ToString(random.Below(2) == 0 ? "F" + random.Below(12) : "R", CultureInfo.InvariantCulture);
            Assert.Equal(Cell.Number, cells.Read(Encoding.UTF8.GetBytes(text), out double read));
            Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(read));
        }

        foreach (string other in (string[])["1.2.3", "1-2", "--1", "1,5", "0x10", "12a"])
        {
            Assert.Equal(Cell.Text, cells.Read(Encoding.UTF8.GetBytes(other), out _));
        }

        foreach (string odd in (string[])["+5", "5.", ".5", "-0", "1e3", "00012", "12345678901234567890"])
        {
            Assert.Equal(Cell.Number, cells.Read(Encoding.UTF8.GetBytes(odd), out double read));
            Assert.Equal(double.Parse(odd, CultureInfo.InvariantCulture), read);
        }
    }

    [Fact]
    public void Json_lines_are_objects_with_the_chosen_members()
    {
        string text = """
            {"a": 1, "other": [1, {"x": 2}], "b": "say \"hi\" é"}

            {"b": null, "a": -2.5e3}
            {"a": true, "b": "1"}
            [1]
            {"a": 1}
            {"a": {"x": 1}, "b": 2}
            {"a": 1, "b": 2} trailing
            {"a": 1, "b"
            {"b": 3, "a": 7}
            """;
        foreach (int most in (int[])[1, 100_000])
        {
            using RowReader reader = RowSource.Open(new SlowStream(Encoding.UTF8.GetBytes(text), most), null, new(), null, out CsvFormat? format);
            Assert.Null(format);
            Assert.Equal(["a", "other", "b"], reader.Names);
            reader.Bind(["a", "b"]);
            var seen = new List<string>();
            while (reader.NextRow())
            {
                seen.Add(
                    reader.Problem is null
                        ? $"{reader.Line}: {Encoding.UTF8.GetString(reader.Cell(0))}|{Encoding.UTF8.GetString(reader.Cell(1))}"
                        : $"{reader.Line}: broken");
            }

            Assert.Equal(["1: 1|say \"hi\" é", "3: -2.5e3|", "4: true|1", "5: broken", "6: broken", "7: broken", "8: broken", "9: broken", "10: 7|3"], seen);
        }
    }
}
