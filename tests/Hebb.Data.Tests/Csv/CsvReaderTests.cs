using System.Text;
using Hebb.Data.Csv;
using Hebb.Data.Reading;
using Hebb.Ops;

namespace Hebb.Data.Tests.Csv;

public sealed class CsvReaderTests
{
    private static CsvTable Read(string text, CsvOptions? options = null) => CsvReader.Read(new StringReader(text), options);

    private static string Error(string text, CsvOptions? options = null) => Assert.Throws<DataException>(() => Read(text, options)).Message;

    [Fact]
    public void Every_usual_mark_is_a_missing_value_and_never_zero()
    {
        CsvTable table = Read("a,b\n1,x\n,\n?,?\nNA,NA\nNaN,NaN\n n/a ,null\n2.5,y\n");
        Assert.Equal([1, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, 2.5], table.Number("a").Values);
        Assert.Equal(["x", null, null, null, null, null, "y"], table.Text("b").List());
    }

    [Fact]
    public void Own_marks_replace_the_usual_ones_even_when_they_are_numbers()
    {
        CsvTable table = Read("a,b\n1,NA\n-999,x\n", new CsvOptions { MissingMarks = ["", "-999"] });
        Assert.Equal([1, double.NaN], table.Number("a").Values);
        Assert.Equal("NA", table.Text("b")[0]);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n", ',')]
    [InlineData("a;b\n1;2\n3;4\n", ';')]
    [InlineData("a\tb\n1\t2\n3\t4\n", '\t')]
    [InlineData("a|b\n1|2\n3|4\n", '|')]
    [InlineData("name;price\nx;1,5\ny;2,5\n", ';')]
    [InlineData("1,5;2,5\n3,5;4,5\n", ';')]
    [InlineData("id,note\n1,a;b\n2,c;d\n", ',')]
    [InlineData("id,note\n1,\"a, b\"\n2,\"c, d, e\"\n", ',')]
    [InlineData("sep=|\na|b\n1|2\n", '|')]
    [InlineData("alone\n1\n2\n", ',')]
    public void The_delimiter_is_found(string text, char delimiter) => Assert.Equal(delimiter, Read(text).Format.Delimiter);

    [Fact]
    public void Decimal_commas_are_found_and_read()
    {
        CsvTable table = Read("a;b\n1,5;x\n-2,25;y\n3;z\n");
        Assert.Equal(',', table.Format.DecimalMark);
        Assert.Equal([1.5, -2.25, 3], table.Number("a").Values);
    }

    [Fact]
    public void A_comma_between_quotes_is_no_thousands_separator()
    {
        // 1,5 read as 15 would be a silent error.
        CsvTable table = Read("a,b\n\"1,5\",x\n\"2,5\",y\n", new CsvOptions { DecimalMark = '.' });
        Assert.Equal(["1,5", "2,5"], table.Text("a").List());
    }

    [Theory]
    [InlineData("a,b\n1,2\n", true)]
    [InlineData("1,2\n3,4\n", false)]
    [InlineData("city,land\nRome,Italy\nOslo,Norway\n", true)]
    [InlineData("ham,hello\nspam,win\nham,bye\n", false)]
    [InlineData(",a,b\n0,1,2\n1,3,4\n", true)]
    [InlineData("63,?\n41,2\n", false)]
    public void The_header_is_found(string text, bool hasHeader) => Assert.Equal(hasHeader, Read(text).Format.HasHeader);

    [Fact]
    public void Columns_without_names_are_numbered_and_it_is_said()
    {
        Assert.Equal(["c1", "c2"], Read("1,2\n3,4\n").Columns.Select(column => column.Name));
        CsvTable table = Read(",a\n0,1\n1,3\n");
        Assert.Equal(["c1", "a"], table.Columns.Select(column => column.Name));
        Assert.Contains("column 1 has no name and is called c1", table.Format.ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string, string, bool> Encodings => new()
    {
        { "utf-8", "UTF-8, comma", false },
        { "utf-8", "UTF-8 with byte order mark", true },
        { "utf-16", "UTF-16 with byte order mark", true },
        { "utf-16BE", "UTF-16 big endian with byte order mark", true },
        { "utf-16", "UTF-16, comma", false },
        { "latin1", "Windows-1252", false },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void The_encoding_is_found(string name, string shown, bool mark)
    {
        Encoding encoding = Encoding.GetEncoding(name);
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("Stadt,Fläche\nZürich,1.5\nKöln,2\n")]);
            CsvTable table = CsvReader.Read(path);
            Assert.StartsWith(shown, table.Format.ToString(), StringComparison.Ordinal);
            Assert.Equal(["Zürich", "Köln"], table.Text("Stadt").List());
            Assert.Equal([1.5, 2], table.Number("Fläche").Values);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_character_cut_by_the_end_of_a_block_is_still_UTF_8(int offset)
    {
        byte[] text = new byte[(1 << 20) + 10];
        Array.Fill(text, (byte)'a');
        "\U0001F600"u8.CopyTo(text.AsSpan((1 << 20) - offset));
        Assert.Equal(Encoding.UTF8, EncodingSniffer.Detect(new MemoryStream(text)).Encoding);
        text[^1] = 0xE4;
        Assert.Equal(1252, EncodingSniffer.Detect(new MemoryStream(text)).Encoding.CodePage);
    }

    [Fact]
    public void Quoted_line_breaks_stay_in_their_field_and_lines_are_counted()
    {
        CsvTable table = Read("a,b\n1,\"two\nlines\"\n2,\"say \"\"hi\"\"\"\n");
        Assert.Equal(["two\nlines", "say \"hi\""], table.Text("b").List());
        Assert.Equal(4, table.LineOf(1));
    }

    [Fact]
    public void Quotes_of_tab_separated_text_may_be_literal_even_far_down_the_file()
    {
        string rows = string.Concat(Enumerable.Range(0, 5000).Select(i => $"ham\tmessage {i}\n"));
        CsvTable table = Read(rows + "spam\t\"quoted\" start\nspam\t\"never closed\n");
        Assert.True(table.Format.LiteralQuotes);
        Assert.Equal(5002, table.Rows);
        Assert.Equal("\"never closed", table.Text("c2")[5001]);
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_an_error_with_its_line() =>
        Assert.Contains("line 3: a quoted field that starts in this record is never closed", Error("a,b\n1,x\n2,\"y\n3,z\n"), StringComparison.Ordinal);

    [Fact]
    public void A_ragged_row_is_an_error_with_line_and_both_counts()
    {
        string message = Error("a,b,c\n1,2,3\n4,5,6,7\n");
        Assert.Contains("line 3: found 4 fields, expected 3 as in line 1", message, StringComparison.Ordinal);
        Assert.Contains("line 3: found 1 fields, expected 3 as in line 1", Error("a,b,c\n1,2,3\n4\n5,6,7\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_number_among_numbers_is_an_error_with_line_column_and_value()
    {
        string rows = string.Concat(Enumerable.Range(1, 30).Select(i => i == 17 ? "12O,x\n" : $"{i},x\n"));
        DataException error = Assert.Throws<DataException>(() => Read("Age,b\n" + rows));
        Assert.Equal((18, "Age", "12O"), (error.Line, error.Column, error.Value));
        Assert.Contains("line 18, column 'Age': '12O' is not a number, but 29 other values", error.Message, StringComparison.Ordinal);
        Assert.Equal("12O", Read("Age,b\n" + rows, new CsvOptions { TextColumns = ["Age"] }).Text("Age")[16]);
        Assert.Equal(1, Read("Age,b\n" + rows, new CsvOptions { MissingMarks = ["12O"] }).Number("Age").MissingCount);
        Assert.Equal(["b"], Read("Age,b\n" + rows, new CsvOptions { SkipColumns = ["Age"] }).Columns.Select(column => column.Name));
    }

    [Fact]
    public void A_column_with_many_texts_among_numbers_is_text() =>
        Assert.Equal(["1", "2", "many"], Read("a,b\n1,1\n2,1\nmany,1\n").Text("a").List());

    [Fact]
    public void Numbers_too_large_for_a_double_are_not_silently_infinite() =>
        Assert.Equal("1e999", Read("a,b\n1e999,1\n2,1\n").Text("a")[0]);

    [Fact]
    public void A_name_that_comes_twice_is_numbered_and_it_is_said()
    {
        CsvTable table = Read("a,b,b,b_2,b\n1,2,3,4,5\n");
        Assert.Equal(["a", "b", "b_3", "b_2", "b_4"], table.Columns.Select(column => column.Name));
        Assert.Contains("column 3 has the name 'b' again and is called b_3", table.Format.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    public void An_empty_file_is_an_error(string text) => Assert.Contains("The file is empty", Error(text), StringComparison.Ordinal);

    [Fact]
    public void A_header_without_rows_is_an_error() => Assert.Contains("has a header but no rows", Error("a,b\n"), StringComparison.Ordinal);

    [Fact]
    public void An_unknown_column_in_the_options_is_an_error_with_a_suggestion() =>
        Assert.Contains("Did you mean 'Surname'?", Error("Surname,b\nx,1\n", new CsvOptions { SkipColumns = ["Surnam"] }), StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_an_error_that_suggests_a_neighbor()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        File.WriteAllText(Path.Combine(folder, "customers.csv"), "a\n1\n");
        var error = Assert.Throws<FileNotFoundException>(() => CsvReader.Read(Path.Combine(folder, "custommers.csv")));
        Directory.Delete(folder, recursive: true);
        Assert.Contains("Did you mean 'customers.csv'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_read_exactly()
    {
        var random = new SplitMix64(5);
        double[] values = [.. Enumerable.Range(0, 2000).Select(_ => BitConverter.UInt64BitsToDouble(random.Next())).Where(double.IsFinite)];
        string text = "a,b\n" + string.Concat(values.Select(value => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + ",1\n"));
        Assert.Equal(values, Read(text).Number("a").Values.ToArray());
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Whatever_the_bytes_the_only_error_is_that_of_bad_data()
    {
        byte[][] seeds =
        [
            "a,b,c\n1,\"x\",2.5\n?,\"y \"\"z\"\"\",3\n4,w,\n"u8.ToArray(),
            "x;y\r\n1,5;u\r\n2,5;v\r\n"u8.ToArray(),
            "ham\thello \"you\"\nspam\t\"win\n"u8.ToArray(),
            [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a,b\n1,2\n")],
        ];
        byte[] dictionary = [.. "\",;\t|\r\n\0. e-+sep="u8, 0xFF, 0xFE, 0xEF, 0xBB, 0xBF, 0xC3];
        string path = Path.GetTempFileName();
        var random = new SplitMix64(1);
        int read = 0;
        for (int i = 0; i < 1000; i++)
        {
            List<byte> bytes = [.. seeds[random.Below(seeds.Length)]];
            for (int changes = random.Below(8); changes >= 0; changes--)
            {
                int at = random.Below(bytes.Count);
                byte value = random.Below(4) == 0 ? (byte)random.Below(256) : dictionary[random.Below(dictionary.Length)];
                switch (random.Below(3))
                {
                    case 0: bytes[at] = value; break;
                    case 1: bytes.Insert(at, value); break;
                    default: bytes.RemoveRange(at, Math.Min(bytes.Count - 1, 1)); break;
                }
            }

            File.WriteAllBytes(path, [.. bytes]);
            try
            {
                CsvTable table = CsvReader.Read(path);
                Assert.True(table.Rows > 0);
                read++;
            }
            catch (DataException)
            {
                // bad data, said so
            }
        }

        File.Delete(path);
        Assert.InRange(read, 100, 999);
    }
}
