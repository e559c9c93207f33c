using System.IO.Compression;
using System.Text;
using Hebb.Data.Csv;
using Hebb.Data.Reading;
using Hebb.Data.Rows;
using Hebb.Data.Tables;
using Hebb.Data.Text;

namespace Hebb.Data.Tests.Reading;

/// <summary>Headers, delimiters, encodings, ragged rows, dates, and files that are something else.</summary>
public sealed class FilesTests
{
    private static string Repeat(string rows, int times = 30) => string.Concat(Enumerable.Repeat(rows, times));

    private static Table ReadBytes(byte[] bytes, string name = "t.csv")
    {
        string folder = Directory.CreateTempSubdirectory().FullName, path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        try
        {
            return TableFile.Read(path);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static TheoryData<string, string> Headers => new()
    {
        { "region,2019,y\n" + Repeat("N,41,p\nS,17,q\n"), "region,2019,y" },
        { "2019,2020,2021\n" + Repeat("5.5,7,12\n3,2,2.5\n"), "2019,2020,2021" },
        { $"{new string('n', 97)},y\n" + Repeat("1,p\n2,q\n"), $"{new string('n', 97)},y" },
        { $"{new string('n', 450)},y\n" + Repeat("1,p\n2,q\n"), $"{new string('n', 450)},y" },
        { "A,A,B,B\n" + Repeat("1,2,3,4\n5,6,7,8\n"), "A,A_2,B,B_2" },
        { "a,,b\n" + Repeat("1,2,3\n"), "a,c2,b" },
        { "a,?,b\n" + Repeat("1,2,3\n4,5,6\n"), "a,?,b" },
        { "# made by hand\n# in 2020, in Rome\na,b\n" + Repeat("1,x\n2,y\n"), "a,b" },
        { "// exported\n\na,b\n" + Repeat("1,x\n2,y\n"), "a,b" },
        { "% weka\na,b\n" + Repeat("1,x\n2,y\n"), "a,b" },
        { "#id,name\n" + Repeat("1,x\n2,y\n"), "#id,name" },
        { "Sales of the year\n\na;b;c\n" + Repeat("1;2,5;x\n3;4,5;y\n"), "a;b;c" },
        { "Report,,\nRome,,\na,b,c\n" + Repeat("1,2,x\n3,4,y\n"), "a,b,c" },
        { "sep=;\na;b\n" + Repeat("1;x\n2;y\n"), "a;b" },
        { "when,y\n" + Repeat("2020-01-01,p\n2020-01-02,q\n"), "when,y" },
        { "x,y\n" + "1,2\n3,4\n", "x,y" },
        { "a,b\n" + Repeat("1,2,3\n4,5,6\n"), "c1,a,b" }, // as R writes row names
        { "0,1,2,target\n" + Repeat("0.645,0.614,0.341,p\n0.967,0.684,0.217,q\n"), "0,1,2,target" }, // as pandas writes numbers of columns
        { "label,0,1,2,3,4,5\n" + Repeat("4,129,95,85,159,94,203\n5,55,0,59,209,139,93\n"), "label,0,1,2,3,4,5" },
        { ",0,1,2\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{i},0.715,0.163,{(i % 3 == 0 ? "q" : "p")}\n")), "c1,0,1,2" },
        { ",0,1\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{i},0.715,0.163\n")), "c1,0,1" },
        { ",0\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{i},0.{i + 10}\n")), "c1,0" }, // a series
        { ",0\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{(7 * i % 5) + 2},{i % 2}\n")), "c1,c2" },
        { "0,1,2,y\n" + Repeat("0.188,0.822,0.115,0\n0.445,0.827,0.367,1\n"), "0,1,2,y" },
        { "id;1;2;3;y\n" + Repeat("7;0,5;1,5;2;8\n9;1;0;3;4\n"), "id;1;2;3;y" },
        { "name,0,1,2\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"Meier {i},{i},7,{2 * i}\n")), "name,0,1,2" },
        { "Province/State,Lat,1/22/20,1/23/20,y\n" + Repeat("B,0.326,246,197,p\nB,0.476,571,626,q\n"), "Province/State,Lat,1/22/20,1/23/20,y" },
        { "id,2020-01-01,2020-01-02,y\n" + Repeat("k0,0.231,0.709,1\nk1,0.554,0.756,1\n"), "id,2020-01-01,2020-01-02,y" },
        { "Jan 2020,Feb 2020,Mar 2020,y\n" + Repeat("714,778,47,q\n214,61,127,p\n"), "Jan 2020,Feb 2020,Mar 2020,y" },
        { "01.02.2020;02.02.2020\n" + Repeat("7,5;8\n2;3,25\n"), "01.02.2020;02.02.2020" },
        { "shop,20200101,20200102\n" + Repeat("17,8,9\n18,3,4\n"), "shop,20200101,20200102" },
        { "0,1,2,setosa\n" + Repeat("4.9,3,1,setosa\n7,3.2,5,virginica\n"), "c1,c2,c3,c4" },
        { "0,1,2,3.5\n" + Repeat("5,7,4,2.5\n3,2,9,1.5\n"), "c1,c2,c3,c4" },
        { "2020-01-01,5,p\n" + Repeat("2020-01-02,6,q\n2020-01-03,7,p\n"), "c1,c2,c3" },
        { "0,1,2,?\n" + Repeat("5,7,4,1\n3,2,9,2\n"), "c1,c2,c3,c4" },
        { "20200101,5\n" + Repeat("20200102,6\n20200103,7\n"), "c1,c2" },
        { "5.1,3.5,setosa\n" + Repeat("4.9,3,setosa\n7,3.2,virginica\n"), "c1,c2,c3" },
        { "2019,41,p\n" + Repeat("2020,17,q\n2021,18,p\n"), "c1,c2,c3" },
        { Repeat("ham\thow are you\nspam\tcall now\n"), "c1\tc2" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void Names_are_found(string text, string names)
    {
        CsvTable table = NumbersTests.Read(text);
        Assert.Equal(names.Split(table.Format.Delimiter), table.Columns.Select(column => column.Name));
    }

    [Fact]
    public void A_header_can_be_said() =>
        Assert.Equal(["1", "2"], NumbersTests.Read("1,2\n3,4\n5,6\n", new() { HasHeader = true }).Columns.Select(column => column.Name));

    /// <summary>Columns that a user has named stand in the line of names, even where they look like values.</summary>
    [Fact]
    public void A_column_that_the_user_has_named_makes_the_first_line_one_of_names()
    {
        string text = "7,9\n" + Repeat("1,2\n3,4\n");
        Assert.False(NumbersTests.Read(text).Format.HasHeader);
        Assert.True(NumbersTests.Read(text, new() { KnownNames = ["9"] }).Format.HasHeader);
        Assert.Equal(["7"], NumbersTests.Read(text, new() { SkipColumns = ["9"] }).Columns.Select(column => column.Name));
        Assert.False(NumbersTests.Read(text, new() { KnownNames = ["price"] }).Format.HasHeader);
    }

    [Fact]
    public void An_error_in_a_first_line_taken_for_values_says_how_to_take_it_for_names()
    {
        string text = "x5,7,8\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{i},{i},{i}\n"));
        DataException error = Assert.Throws<DataException>(() => NumbersTests.Read(text));
        Assert.Equal((1, RemedyKind.Header), (error.Line, error.Remedies[0].Kind));
        Assert.Equal(["x5", "7", "8"], NumbersTests.Read(text, new() { HasHeader = true }).Columns.Select(column => column.Name));
        error = Assert.Throws<DataException>(() => NumbersTests.Read("1,7,8\n" + text, new() { HasHeader = false }));
        Assert.DoesNotContain(error.Remedies, remedy => remedy.Kind == RemedyKind.Header);
    }

    [Theory]
    [InlineData("name;y\n", "Meier7, Hans;p\nSchmidt, Eva;q\n", ';')]
    [InlineData("text;y\n", "a, b, c, d;1\nx, y;0\n", ';')]
    [InlineData("name|y\n", "a, b|p\nc; d|q\n", '|')]
    [InlineData("text\n", "Hello, world\nGood\nyes, no, maybe\n", '\t')]
    public void The_delimiter_makes_the_rows_agree(string header, string rows, char delimiter)
    {
        CsvTable table = NumbersTests.Read(header + Repeat(rows));
        if (delimiter != '\t') { Assert.Equal(delimiter, table.Format.Delimiter); }
        Assert.Equal(header.Trim().Split(delimiter), table.Columns.Select(column => column.Name));
    }

    [Fact]
    public void Ragged_rows_are_mended_and_counted_or_named()
    {
        CsvTable table = NumbersTests.Read("a,b,c\n" + Repeat("1,2,x\n") + "3,4\n5,6,y,\n7,8,z,,\n");
        Assert.Equal(33, table.Rows);
        Assert.Null(table.Text("c")[30]);
        Assert.Equal("y", table.Text("c")[31]);
        Assert.Contains("1 row with fewer fields than columns filled up", table.Format.ToString(), StringComparison.Ordinal);
        Assert.Contains("2 rows with empty fields too many cut", table.Format.ToString(), StringComparison.Ordinal);
        string longer = "a,b\n" + Repeat("1,x\n") + "2,y,z\n3,z\n";
        DataException error = Assert.Throws<DataException>(() => NumbersTests.Read(longer));
        Assert.Contains("line 32: found 3 fields, expected 2", error.Message, StringComparison.Ordinal);
        CsvTable skipped = NumbersTests.Read(longer, new() { SkipBadRows = true });
        Assert.Equal((31, 1), (skipped.Rows, skipped.Reading!.SkippedRows));
    }

    /// <summary>Rows that all end with delimiters: the names are those of the fields above them, in their places.</summary>
    [Theory]
    [InlineData("a,b,y,c\n", "0.884,0.953,q,6,\n0.5,0.25,p,7,\n")]
    [InlineData("a,b,y,c\n", "0.884,0.953,q,6,,\n0.5,0.25,p,7,,\n")]
    [InlineData("a;b;y;c\n", "0,884;0,953;q;6;\n0,5;0,25;p;7;\n")]
    [InlineData("Sales of the year\na\tb\ty\tc\n", "0.884\t0.953\tq\t6\t\t\t\n0.5\t0.25\tp\t7\t\t\t\n")]
    [InlineData("a,b,y,c\n", "0.884,0.953,q,6,\n0.5,0.25,p,7,\n0.5,,p,,\n")]
    public void Delimiters_behind_every_row_are_cut_and_it_is_said(string header, string rows)
    {
        CsvTable table = NumbersTests.Read(header + Repeat(rows));
        Assert.Equal(["a", "b", "y", "c"], table.Columns.Select(column => column.Name));
        Assert.Equal([0.884, 0.5], table.Number("a").Values[..2]);
        Assert.Equal(["q", "p"], table.Text("y").List().Take(2));
        Assert.Equal([6, 7], table.Number("c").Values[..2]);
        Assert.Contains("0 rows with empty fields too many cut", table.Format.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_last_field_that_is_not_always_empty_makes_the_first_column_the_one_without_a_name()
    {
        CsvTable table = NumbersTests.Read("a,b\n" + Repeat("r1,2,\nr2,4,6\n"));
        Assert.Equal(["c1", "a", "b"], table.Columns.Select(column => column.Name));
        Assert.Equal([double.NaN, 6], table.Number("b").Values[..2]);
        DataException late = Assert.Throws<DataException>(() => NumbersTests.Read("a,b\n" + Repeat("1,2,\n", 500) + "1,2,3\n"));
        Assert.Contains("line 502: found 3 fields, expected 2", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Totals_and_footnotes_below_are_left_out_and_it_is_said()
    {
        CsvTable table = NumbersTests.Read("city,people,y\n" + Repeat("Rome,\"2,800\",p\nOslo,700,q\n") + "Total,\"105,000\",\nSource: a survey\n");
        Assert.Equal(60, table.Rows);
        Assert.Contains("2 rows below the table left out ('Total')", table.Format.ToString(), StringComparison.Ordinal);
        Assert.Equal(31, NumbersTests.Read("city,people,y\n" + Repeat("Rome,2,p\n") + "Oslo,,\n").Rows);
        Assert.Equal(61, NumbersTests.Read("city,people,y\n" + Repeat("Rome,2,p\n") + "Total,5,q\n" + Repeat("Oslo,3,q\n")).Rows);
    }

    /// <summary>A word for a total that is a value of the first column: health is poor, average or excellent.</summary>
    [Fact]
    public void A_value_that_is_called_like_a_total_is_a_row()
    {
        Assert.Equal(63, NumbersTests.Read("health,y\n" + Repeat("poor,1\naverage,2\n") + "poor,1\naverage,2\naverage,3\n").Rows);
        Assert.Equal(32, NumbersTests.Read("health,y\n" + Repeat("poor,1\n") + "average,2\nAverage,3\nsum,4\n").Rows); // sorted: said twice, so it is a value
        CsvTable known = NumbersTests.Read("health,y\n" + Repeat("poor,1\naverage,2\n"));
        Assert.Equal(2, NumbersTests.Read("health,y\npoor,1\naverage,2\n", new() { Reading = known.Reading }).Rows);
        Assert.Equal(1, NumbersTests.Read("health,y\npoor,1\ntotal,\n", new() { Reading = known.Reading }).Rows);
    }

    [Fact]
    public void Windows_1252_has_its_characters()
    {
        Table table = ReadBytes([.. "Preis;Ort;y\n"u8, .. Encodings.Windows1252.GetBytes(Repeat("1€;L’Aquila;p\n2€;Köln;q\n"))]);
        Assert.Equal([1, 2], table.Number("Preis").Values[..2].ToArray());
        Assert.Equal(["L’Aquila", "Köln"], table.Text("Ort").List().Take(2));
        Assert.Equal("Ж", CsvReader.Read(Written("я,b\nЖ,1\n", "windows-1251"), new() { Encoding = Encodings.Find("windows-1251") }).Text("я")[0]);
    }

    [Theory]
    [InlineData(false, "UTF-32 with byte order mark")]
    [InlineData(true, "UTF-32 big endian with byte order mark")]
    public void Utf_32_with_a_byte_order_mark_is_read(bool isBigEndian, string shown)
    {
        UTF32Encoding encoding = new(isBigEndian, byteOrderMark: true);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("Preis;Ort;y\n" + Repeat("60€;Málaga;p\n79€;東京😀;q\n", 3000))];
        CsvTable table = Assert.IsType<CsvTable>(ReadBytes(bytes));
        Assert.StartsWith(shown, table.Format.ToString(), StringComparison.Ordinal);
        Assert.Equal(["Málaga", "東京😀"], table.Text("Ort").List().TakeLast(2));
        Assert.Equal([60, 79], table.Number("Preis").Values[..2]);
        Assert.Equal("é", TextFile.Decode([.. encoding.GetPreamble(), .. encoding.GetBytes("é")], "x"));
    }

    [Theory]
    [InlineData(30, 1, "UTF-8, semicolon", "; 1 byte is not UTF-8 and is read as '\uFFFD'")]
    [InlineData(200_000, 3, "UTF-8, semicolon", "; 3 bytes are not UTF-8 and are read as '\uFFFD'")]
    [InlineData(30, 20, "Windows-1252", "")]
    public void A_few_bytes_of_another_encoding_do_not_spoil_utf_8(int rows, int bad, string shown, string said)
    {
        byte[] row = "60€;Málaga;p\n"u8.ToArray(), other = [.. "60;M"u8, 0xE1, .. "laga;q\n"u8];
        IEnumerable<byte> all = Enumerable.Repeat(row, rows).Concat(Enumerable.Repeat(other, bad)).SelectMany(part => part);
        byte[] bytes = [.. "Preis;Ort;y\n"u8, .. all];
        CsvTable table = Assert.IsType<CsvTable>(ReadBytes(bytes));
        Assert.StartsWith(shown, table.Format.ToString(), StringComparison.Ordinal);
        Assert.Contains(said, table.Format.ToString(), StringComparison.Ordinal);
        if (said.Length == 0) { Assert.Equal("Málaga", table.Text("Ort").List().Last()); }
        else { Assert.Equal(("Málaga", "M\uFFFDlaga", 60), (table.Text("Ort")[0], table.Text("Ort").List().Last(), table.Number("Preis").Values[0])); }
    }

    private static string Written(string text, string encoding)
    {
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, Encodings.Find(encoding)!.GetBytes(text));
        return path;
    }

    public static TheoryData<string, byte[]> Others => new()
    {
        { "gzip", Gzip("a,b\n1,2\n"u8) },
        { "zip archive", [.. "PK\x03\x04\x14\0\0\0\x08\0"u8, 0, 0, .. "data.csv"u8] },
        { "Excel workbook", [.. "PK\x03\x04\x14\0\x06\0\x08\0"u8, 0, 0, .. "[Content_Types].xml"u8] },
        { "Parquet", [.. "PAR1\x15\x04\x15\0\x15"u8] },
        { "PNG", [0x89, .. "PNG\r\n\x1A\n\0\0\0\rIHDR"u8] },
        { "JPEG", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10, .. "JFIF\0"u8] },
        { "HDF5", [0x89, .. "HDF\r\n\x1A\n\0"u8] },
        { "pickle", [0x80, 4, 0x95, 10, 0, 0, 0, 0, 0, 0, 0] },
        { "a program", [0x7F, .. "ELF\x02\x01\x01\0"u8] },
        { "NumPy", [0x93, .. "NUMPY\x01\0v\0"u8] },
        { "SQLite", [.. "SQLite format 3\0"u8] },
        { "PDF", [.. "%PDF-1.4\n1 0 obj\n"u8] },
        { "JSON", [.. "[{\"a\": 1}, {\"a\": 2}]"u8] },
        { "JSON", [.. "{\n  \"a\": [1, 2]\n}\n"u8] },
        { "web page", [.. "<!DOCTYPE html>\n<html></html>\n"u8] },
        { "binary data", [1, 2, 3, 0, 0, 9, 9, 200] },
    };

    private static byte[] Gzip(ReadOnlySpan<byte> text)
    {
        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.Fastest)) { zip.Write(text); }
        return packed.ToArray();
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Files_that_are_something_else_are_named(string what, byte[] bytes) =>
        Assert.Contains(what, Assert.Throws<DataException>(() => ReadBytes(bytes)).Message, StringComparison.Ordinal);

    [Fact]
    public void Json_lines_are_known_by_their_first_character() =>
        Assert.Equal([1, 2], ReadBytes("{\"a\": 1}\n{\"a\": 2}\n"u8.ToArray(), "t.txt").Number("a").Values);

    [Theory]
    [InlineData("when", "1/5/14|2/6/15|12/31/16", "M/d/yy")]
    [InlineData("when", "31/12/14|1/5/15|2/6/16", "d/M/yy")]
    [InlineData("when", "20191231|20200101|20200229", "yyyyMMdd")]
    [InlineData("when", "2014-03|2014-04|2014-05", "yyyy-MM")]
    [InlineData("when", "2014Q1|2014Q2|2014Q3", "yyyyQq")]
    [InlineData("created", "1577836800|1577923200|1578009600", "Unix seconds")]
    [InlineData("timestamp", "1577836800000|1577923200000|1578009600000", "Unix milliseconds")]
    [InlineData("when", "2017-12-20 07:41:00+00|2017-12-21 18:05:09+00|2017-12-22 00:00:00.25-05", "yyyy-MM-dd")]
    [InlineData("when", "Wed, 20 Dec 2017 07:41:00 GMT|Thu, 21 Dec 2017 18:05:09 GMT", "ddd, d MMM yyyy")]
    [InlineData("when", "Wednesday, 20 December 2017|Thursday, 21 December 2017", "dddd, d MMMM yyyy")]
    [InlineData("when", "20th December 2017|1st January 2018|22nd May 2018|3rd Mar 2018", "dth MMMM yyyy")]
    [InlineData("when", "December 20th, 2017|Jan 1st, 2018", "MMMM dth, yyyy")]
    [InlineData("when", "20. Dezember 2017|1. März 2018|2. April 2018 17:45", "d. MMMM yyyy (German)")]
    [InlineData("when", "20 décembre 2017|1 août 2018", "d MMMM yyyy (French)")]
    [InlineData("when", "20 de diciembre de 2017|1 de enero de 2018", "d MMMM yyyy (Spanish)")]
    [InlineData("when", "20 dicembre 2017|1 gennaio 2018", "d MMMM yyyy (Italian)")]
    [InlineData("when", "20171220T074100|20180101T000000Z", "yyyyMMddTHHmmss")]
    [InlineData("when", "2017-W51|2018-W01|2020-W53", "yyyy-Www")]
    [InlineData("when", "2017-W51|2018-W53", "text")] // 2018 has 52 weeks
    [InlineData("amount", "1577836800|1577923200|1578009600", "number")]
    [InlineData("code", "20191231|99999999|20200101", "number")]
    public void Dates_of_every_usual_form_are_known(string name, string cells, string type) =>
        Assert.Equal(type, NumbersTests.Column(cells.Split('|'), name: name).Reading!.Find(name)!.Type.Name);

    /// <summary>The right dates are those of ISO 8601: week 1 is that of the first Thursday.</summary>
    [Fact]
    public void Dates_are_the_days_they_mean()
    {
        static DateTime? Date(string format, string text) => DateFormat.Named(format)!.Parse(text);
        Assert.Equal(new DateTime(2017, 12, 18), Date("yyyy-Www", "2017-W51"));
        Assert.Equal(new DateTime(2018, 1, 1), Date("yyyy-Www", "2018W01"));
        Assert.Equal(new DateTime(2020, 12, 28), Date("yyyy-Www", "2020-W53"));
        Assert.Null(Date("yyyy-Www", "2017-W00"));
        Assert.Equal(new DateTime(2020, 12, 28), DateFormat.Named("yyyy-Www")!.Floor(new DateTime(2021, 1, 3)));
        Assert.Equal(new DateTime(2017, 12, 20, 7, 41, 0), Date("yyyyMMddTHHmmss", "20171220T074100"));
        Assert.Equal(new DateTime(2017, 12, 20, 7, 41, 0), Date("yyyy-MM-dd", "2017-12-20 07:41:00+02"));
        Assert.Equal(new DateTime(2018, 3, 1), Date("d. MMMM yyyy (German)", "1. März 2018"));
        Assert.Equal(new DateTime(2018, 8, 1), Date("d MMMM yyyy (French)", "1 août 2018"));
        Assert.Equal(new DateTime(2018, 8, 31), Date("dth MMMM yyyy", "31st August 2018"));
        Assert.Null(Date("dth MMMM yyyy", "31 August 2018"));
    }

    [Fact]
    public void What_fits_two_ways_is_said_and_another_column_or_the_user_decides()
    {
        CsvTable open = NumbersTests.Column(["05/03/2020", "06/04/2020"]);
        Assert.Equal("M/d/yyyy", open.Reading!.Find("x")!.Type.Name);
        ReadingNote said = Assert.Single(open.Reading.Notes);
        Assert.Contains("all of them could be d/M/yyyy too, 05/03/2020 is 2020-05-03", said.Text, StringComparison.Ordinal);
        Assert.Equal("d/M/yyyy", Assert.Single(said.Remedies).Value);
        CsvTable beside = NumbersTests.Read("a,b,y\n" + Repeat("05/03/2020,31/03/2020,p\n06/04/2020,01/04/2020,q\n"));
        Assert.Equal("d/M/yyyy", beside.Reading!.Find("a")!.Type.Name);
        Dictionary<string, ColumnType> types = new() { ["x"] = ColumnType.DateAs("d/M/yyyy") };
        Assert.Equal("d/M/yyyy", NumbersTests.Column(["05/03/2020", "06/04/2020"], options: new() { Types = types }).Reading!.Find("x")!.Type.Name);
    }
}
