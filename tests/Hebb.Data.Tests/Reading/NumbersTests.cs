using System.Globalization;
using System.Text;
using Hebb.Data.Csv;
using Hebb.Data.Reading;
using Hebb.Data.Tables;
using Hebb.Ops;

namespace Hebb.Data.Tests.Reading;

/// <summary>Numbers as people write them; the right values are those of the text that stands beside.</summary>
public sealed class NumbersTests
{
    internal static CsvTable Read(string text, CsvOptions? options = null) => CsvReader.Read(new StringReader(text), options);

    /// <summary>A column among rows that repeat its values, beside a column of words.</summary>
    internal static CsvTable Column(IEnumerable<string> cells, char delimiter = ',', CsvOptions? options = null, string name = "x") =>
        Read($"{name}{delimiter}y\n" + string.Concat(cells.Select((cell, i) => $"\"{cell}\"{delimiter}{(i % 2 == 0 ? "p" : "q")}\n")), options);

    [Theory]
    [InlineData("1,461|998|52,300", 1461, 998, 52300)]
    [InlineData("4,702|1,007|2,999", 4702, 1007, 2999)]
    [InlineData("1,017|9,899|5,000", 1017, 9899, 5000)]
    [InlineData("1,234,567|2,000,001|7", 1234567, 2000001, 7)]
    [InlineData("1,461|998|1500", 1.461, 998, 1500)] // 1500 without a comma: then they are no thousands
    [InlineData("12,34,567|1,00,000|99,999", 1234567, 100000, 99999)]
    [InlineData("$1,234.50|$7|$12.25", 1234.5, 7, 12.25)]
    [InlineData("12.5%|7%|100%", 12.5, 7, 100)]
    [InlineData("17 kg|3.5 kg|200 kg", 17, 3.5, 200)]
    [InlineData("(3.20)|4.10|(1,000.00)", -3.2, 4.1, -1000)]
    [InlineData("12 345|1 000|999", 12345, 1000, 999)]
    [InlineData("12\u00A0345|1\u202F000|999", 12345, 1000, 999)]
    [InlineData("12'345.5|1’000|999", 12345.5, 1000, 999)]
    [InlineData("1.2K|3M|4.5B", 1200, 3e6, 4.5e9)]
    [InlineData("$3m|$1.5bn|$20k", 3e6, 1.5e9, 2e4)]
    [InlineData("\u22125|+3|7-", -5, 3, -7)]
    [InlineData("EUR 5|EUR 1,234.5|EUR 7", 5, 1234.5, 7)]
    [InlineData("5 EUR|1,5 EUR|7 EUR", 5, 1.5, 7)]
    [InlineData("R$ 10|-R$ 20|(R$ 30)", 10, -20, -30)]
    [InlineData("12 months|1 month|3 Months", 12, 1, 3)]
    [InlineData("80 km/h|90 km/h|20.5°C", double.NaN, double.NaN, double.NaN)] // two units are text
    [InlineData("1e5|2E-3|7", 1e5, 2e-3, 7)]
    [InlineData("20 m2|30 m2|7.5 m2", 20, 30, 7.5)]
    [InlineData("0,123|0,5|12", 0.123, 0.5, 12)]
    [InlineData("1,234+|500+|10,000+", 1234, 500, 10000)]
    [InlineData("10K+|5M+|1,000+", 10000, 5e6, 1000)]
    [InlineData("~1234.50|~7|~ 12.25", 1234.5, 7, 12.25)]
    [InlineData("<1234.50|< 7|<0.5", 1234.5, 7, 0.5)]
    [InlineData("≥5 mg|7 mg|≥0.5 mg", double.NaN, double.NaN, double.NaN)] // "≥ mg" and "mg" are two units
    [InlineData("#1234|#7|#12", 1234, 7, 12)]
    [InlineData("1_461|998|52_300", 1461, 998, 52300)]
    [InlineData("1_234_567.5|-2_000|7", 1234567.5, -2000, 7)]
    public void Cells_of_a_comma_file_are_the_numbers_they_mean(string cells, double first, double second, double third)
    {
        Column column = Column(cells.Split('|'))["x"];
        if (double.IsNaN(first)) { Assert.IsType<TextColumn>(column); }
        else { Assert.Equal([first, second, third], Assert.IsType<NumberColumn>(column).Values); }
    }

    [Fact]
    public void Points_beside_decimal_commas_are_thousands()
    {
        CsvTable table = Read("a;b;y\n12.345;3,71;p\n1.000;2,5;q\n7.250;9,25;p\n");
        Assert.Equal([12345, 1000, 7250], table.Number("a").Values);
        Assert.Equal([3.71, 2.5, 9.25], table.Number("b").Values);
        Assert.Contains(table.Reading!.Notes, note =>
            note.ToString() is var said && said.Contains("a: thousands separated by points, 12.345 is 12345", StringComparison.Ordinal));
    }

    [Fact]
    public void Three_digits_behind_a_point_are_decimals() => Assert.Equal([1.461, 2.5, 3.125], Column(["1.461", "2.500", "3.125"]).Number("x").Values);

    [Fact]
    public void What_stays_open_is_refused_with_both_readings_and_what_helps()
    {
        string[] cells = ["1,461", "998", "2,300"];
        DataException error = Assert.Throws<DataException>(() => Column(cells, ';'));
        Assert.Contains("'1,461' can be read in two ways: 1461 with a decimal point, 1.461 with a decimal comma", error.Message, StringComparison.Ordinal);
        Assert.Contains(error.Remedies, remedy => remedy is { Kind: RemedyKind.DecimalMark, Value: "," });
        Assert.Equal([1461, 998, 2300], Column(cells, ';', new() { DecimalMark = '.' }).Number("x").Values);
        Assert.Equal([1.461, 998, 2.3], Column(cells, ';', new() { DecimalMark = ',' }).Number("x").Values);
        Assert.Equal(["1,461", "998", "2,300"],
            Column(cells, ';', new() { Types = new Dictionary<string, ColumnType> { ["x"] = ColumnType.Text } }).Text("x").List());
    }

    [Theory]
    [InlineData("02100|02155|01999", "leading zeros")]
    [InlineData("1234567890123456789|1234567890123456790|1234567890123456791", "more than 15 digits")]
    [InlineData("007|012|123", "leading zeros")]
    public void Codes_are_text(string cells, string why)
    {
        CsvTable table = Column(cells.Split('|'));
        Assert.Equal(cells.Split('|'), table.Text("x").List());
        Assert.Contains(table.Reading!.Notes, note => note.Text.Contains(why, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("850|350|619")]
    [InlineData("2019|2020|2021")]
    [InlineData("41|17|99")]
    [InlineData("1|02|300")] // zeros without equal widths
    [InlineData("100000000000000000|1|5")] // exact
    public void Equal_widths_alone_are_no_codes(string cells) =>
        Assert.Equal([.. cells.Split('|').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))], Column(cells.Split('|')).Number("x").Values);

    [Theory]
    [InlineData("12A|7B|3C")] // seats
    [InlineData("1-2|3-4|5-6")]
    [InlineData("192.168.1.10|10.0.0.1|172.16.0.3")]
    [InlineData("1.2.3|2.0.0|2.1.4")]
    [InlineData("$5|€4|£3")]
    [InlineData("5 kg|3 lb|7 kg")]
    [InlineData("10mW|3MW|1mW")]
    [InlineData("12 Main Street|7 High Street|3 Low Road")]
    [InlineData("1st|2nd|3rd")]
    [InlineData("<5|>7|<9")]
    [InlineData("<=50K|>50K|<=50K")]
    [InlineData("<18|18-24|65+")]
    [InlineData("1_2|3_4|5_6")]
    public void Other_things_with_digits_stay_text(string cells) => Assert.Equal(cells.Split('|'), Column(cells.Split('|')).Text("x").List());

    [Fact]
    public void What_was_understood_is_said()
    {
        string text = string.Join('\n', Column(["$1,234.50", "$7", "(12)"]).Reading!.Notes);
        Assert.Contains("x: numbers with '$', $1,234.50 is 1234.5", text, StringComparison.Ordinal);
        Assert.Contains("x: thousands separated by commas, $1,234.50 is 1234.5", text, StringComparison.Ordinal);
        Assert.Contains("x: brackets are negative, (12) is -12", text, StringComparison.Ordinal);
        static string Said(params string[] cells) => Assert.Single(Column(cells).Reading!.Notes).ToString();
        Assert.Contains("x: numbers with '~', ~1234.50 is 1234.5", Said("~1234.50", "~7"), StringComparison.Ordinal);
        Assert.Contains("x: numbers with '+', 500+ is 500", Said("500+", "70+"), StringComparison.Ordinal);
        Assert.Contains("x: thousands separated by underscores, 1_461 is 1461", Said("1_461", "7"), StringComparison.Ordinal);
        Assert.Empty(Column(["1.5", "2", "-3"]).Reading!.Notes);
    }

    /// <summary>Random numbers in random forms: what is read is what was written, or the file is refused.</summary>
    [Fact]
    public void Random_columns_are_read_as_they_were_written()
    {
        SplitMix64 random = new(11);
        (int read, int refused) = (0, 0);
        for (int file = 0; file < 300; file++)
        {
            char mark = random.Below(2) == 0 ? '.' : ',', delimiter = ",;\t|"[random.Below(4)];
            string[] groups = mark == '.' ? ["", ",", " ", "'"] : ["", ".", " ", "\u00A0"];
            string group = groups[random.Below(4)], before = (string[])["", "", "$", "EUR "] is var all ? all[random.Below(4)] : "";
            string behind = before.Length > 0 ? "" : ((string[])["", "", " kg", "%"])[random.Below(4)];
            int decimals = random.Below(4), rows = 5 + random.Below(30);
            double size = Math.Pow(10, 1 + random.Below(6));
            decimal[] values = [.. Enumerable.Range(0, rows).Select(_ => Math.Round((decimal)((random.NextDouble() - 0.3) * size), decimals))];
            string Written(decimal value)
            {
                string plain = value.ToString((group.Length > 0 ? "N" : "F") + decimals, CultureInfo.InvariantCulture);
                return before + plain.Replace(',', '\x1').Replace('.', mark).Replace("\x1", group, StringComparison.Ordinal) + behind;
            }

            // Points between thousands alone are decimal points: another column tells.
            bool hasHeader = random.Below(3) > 0, hasOther = group == "." || random.Below(2) == 0;
            string text = (hasHeader ? $"price{delimiter}word{(hasOther ? $"{delimiter}rate" : "")}\n" : "")
                + string.Concat(values.Select((value, i) =>
                    $"\"{Written(value)}\"{delimiter}{(i % 3 == 0 ? "yes" : "no")}{(hasOther ? $"{delimiter}\"{i}{mark}5\"" : "")}\n"));
            byte[] bytes = random.Below(3) switch
            {
                0 => Encoding.UTF8.GetBytes(text),
                1 => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
                _ =>
                Encodings.Windows1252.GetBytes(text)
            };
            string path = Path.GetTempFileName();
            File.WriteAllBytes(path, bytes);
            try
            {
                CsvTable table = CsvReader.Read(path);
                Assert.Equal(hasHeader, table.Format.HasHeader);
                Assert.Equal(delimiter, table.Format.Delimiter);
                double[] expected = [.. values.Select(value => (double)value)], found = [.. ((NumberColumn)table.Columns[0]).Values];
                Assert.True(expected.SequenceEqual(found), $"file {file}: {text}");
                read++;
            }
            catch (DataException error) when (error.Message.Contains("two ways", StringComparison.Ordinal))
            {
                refused++;
            }
            finally
            {
                File.Delete(path);
            }
        }

        Assert.InRange(refused, 0, 40);
        Assert.InRange(read, 260, 300);
    }
}
