using Hebb.Data.Csv;
using Hebb.Data.Reading;
using Hebb.Data.Tables;

namespace Hebb.Data.Tests.Reading;

/// <summary>Marks, words and cells that are no numbers.</summary>
public sealed class MissingTests
{
    private static IEnumerable<string> Numbers(int count) => Enumerable.Range(1, count).Select(i => $"{i}.5");

    private static CsvTable Mixed(int numbers, int others, string other, CsvOptions? options = null) =>
        NumbersTests.Column([.. Numbers(numbers), .. Enumerable.Repeat(other, others)], options: options);

    [Theory]
    [InlineData("-")]
    [InlineData("--")]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("missing")]
    [InlineData("UNKNOWN")]
    [InlineData("N.A.")]
    [InlineData(".")]
    [InlineData("NaT")]
    [InlineData("#DIV/0!")]
    [InlineData("#VALUE!")]
    [InlineData("nil")]
    [InlineData("(null)")]
    [InlineData("\\N")]
    [InlineData("\u2013")]
    [InlineData("\u2014")]
    public void Marks_among_numbers_are_missing_in_any_share_and_it_is_said(string mark)
    {
        foreach (int others in (int[])[1, 30, 300])
        {
            CsvTable table = Mixed(100, others, mark);
            Assert.Equal(others, table.Number("x").MissingCount);
            Assert.Contains(table.Reading!.Notes, note => note.Column == "x" && note.Text.Contains($"in {others} row", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Among_words_and_in_whole_columns_they_stay_words()
    {
        Assert.Equal(["unknown", "red", "none"], NumbersTests.Column(["unknown", "red", "none"]).Text("x").List());
        Assert.Equal(["none", "none", "-"], NumbersTests.Column(["none", "none", "-"]).Text("x").List());
    }

    [Fact]
    public void Among_dates_they_are_missing() =>
        Assert.Equal(["2020-01-01", null, "2020-01-03"], NumbersTests.Column(["2020-01-01", "-", "2020-01-03"]).Text("x").List());

    [Theory]
    [InlineData("broken", 3)]
    [InlineData("see notes", 60)]
    [InlineData("closed", 400)]
    public void One_word_among_many_different_numbers_is_a_missing_value_and_it_is_said(string word, int count)
    {
        CsvTable table = Mixed(100, count, word);
        Assert.Equal(count, table.Number("x").MissingCount);
        Assert.Contains(table.Reading!.Notes, note => note.Text.Contains($"numbers but for '{word}' in {count} rows", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("3+", 30)] // a digit: more than a word
    [InlineData(">100", 30)]
    [InlineData("65 or older", 30)]
    public void What_holds_a_digit_is_no_such_word(string other, int count) => Assert.IsType<TextColumn>(Mixed(100, count, other)["x"]);

    [Fact]
    public void Few_different_numbers_beside_a_word_are_categories() =>
        Assert.IsType<TextColumn>(NumbersTests.Column(["1", "2", "many", "1", "2", "3"])["x"]);

    [Fact]
    public void A_bad_number_is_an_error_that_says_what_helps_and_each_of_it_does()
    {
        DataException error = Assert.Throws<DataException>(() => Mixed(100, 1, "12O"));
        Assert.Equal((102, "x", "12O"), (error.Line, error.Column, error.Value));
        Assert.Equal(
            [RemedyKind.MissingMark, RemedyKind.ColumnType, RemedyKind.DropColumn, RemedyKind.SkipBadRows], error.Remedies.Select(remedy => remedy.Kind));
        Assert.Equal("no such words", error.MessageWith(_ => "no such words").Split(": ")[^1].TrimEnd('.').Split("; ")[0]);
        Dictionary<string, IReadOnlyCollection<string>> marks = new() { ["x"] = ["12O"] };
        Assert.Equal(1, Mixed(100, 1, "12O", new() { ColumnMissingMarks = marks }).Number("x").MissingCount);
        Assert.IsType<TextColumn>(Mixed(100, 1, "12O", new() { Types = new Dictionary<string, ColumnType> { ["x"] = ColumnType.Text } })["x"]);
        Assert.Single(Mixed(100, 1, "12O", new() { SkipColumns = ["x"] }).Columns);
        CsvTable skipped = Mixed(100, 1, "12O", new() { SkipBadRows = true });
        Assert.Equal((100, 1), (skipped.Rows, skipped.Reading!.SkippedRows));
    }

    [Fact]
    public void Marks_that_are_numbers_are_compared_as_numbers()
    {
        CsvTable table = NumbersTests.Column(["1.5", "-999", "-999.0", "7"], options: new() { MissingMarks = [.. CsvOptions.DefaultMissingMarks, "-999"] });
        Assert.Equal([1.5, double.NaN, double.NaN, 7], table.Number("x").Values);
    }

    [Theory]
    [InlineData("-999", true)]
    [InlineData("9999", true)]
    [InlineData("-1", true)]
    [InlineData("0.5", false)]
    public void Values_far_from_all_others_that_repeat_are_suggested(string value, bool isSuggested)
    {
        string[] cells = [.. Enumerable.Range(0, 90).Select(i => $"0.{i + 10}"), .. Enumerable.Repeat(value, 10)];
        CsvTable table = NumbersTests.Column(cells);
        Assert.Equal(0, table.Number("x").MissingCount);
        Assert.Equal(isSuggested, table.Reading!.Notes.Any(note => note.Text.Contains($"{value} in 10 of 100 rows", StringComparison.Ordinal)
            && note.Remedies is [{ Kind: RemedyKind.MissingMark, Column: "x" }]));
    }

    private static string[] Days(int count) => [.. Enumerable.Range(0, count).Select(i => new DateTime(2018, 1, 1).AddDays(i).ToString("yyyy-MM-dd"))];

    private static CsvTable Dates(int others, string other, int at = 100, CsvOptions? options = null)
    {
        List<string> cells = [.. Days(300)];
        for (int i = 0; i < others; i++) { cells[(at + (7 * i)) % 300] = other; }
        return NumbersTests.Column(cells, options: options);
    }

    [Theory]
    [InlineData("0000-00-00")]
    [InlineData("00/00/0000")]
    [InlineData("0000-00-00 00:00:00")]
    [InlineData("0")]
    [InlineData("present")]
    [InlineData("ongoing")]
    [InlineData("no date")]
    public void Among_dates_zeros_and_one_word_are_missing_values_and_it_is_said(string other)
    {
        foreach ((int others, int at) in ((int, int)[])[(1, 0), (1, 299), (3, 100), (30, 0)])
        {
            CsvTable table = Dates(others, other, at);
            Assert.Equal("yyyy-MM-dd", table.Reading!.Find("x")!.Type.Name);
            Assert.Equal(others, table["x"].MissingCount);
            Assert.Contains(table.Reading.Notes, note => note.Column == "x"
                && note.Text.Contains($"dates but for '{other}' in {others} row", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("2019-02-30")]
    [InlineData("2015")]
    [InlineData("1900-01-00")]
    [InlineData("12/31/2019")]
    [InlineData("3 days ago")]
    public void A_bad_date_is_an_error_that_says_what_helps_and_each_of_it_does(string bad)
    {
        foreach (int at in (int[])[0, 100, 299])
        {
            DataException error = Assert.Throws<DataException>(() => Dates(1, bad, at));
            Assert.Equal((at + 2, "x", bad), (error.Line, error.Column, error.Value));
            Assert.Contains($"'{bad}' is not a date, but 299 other values of the column are", error.Message, StringComparison.Ordinal);
            Dictionary<string, IReadOnlyCollection<string>> marks = new() { ["x"] = [bad] };
            CsvTable marked = Dates(1, bad, at, new() { ColumnMissingMarks = marks });
            Assert.Equal(("yyyy-MM-dd", 1), (marked.Reading!.Find("x")!.Type.Name, marked["x"].MissingCount));
            Assert.Equal(0, Dates(1, bad, at, new() { Types = new Dictionary<string, ColumnType> { ["x"] = ColumnType.Text } })["x"].MissingCount);
        }
    }

    [Fact]
    public void Many_bad_dates_are_text_and_it_is_said()
    {
        CsvTable table = Dates(30, "2015");
        Assert.Equal("text", table.Reading!.Find("x")!.Type.Name);
        Assert.Contains(table.Reading.Notes, note =>
            note.Text.Contains("dates but for '2015' and the like in 30 rows, read as text", StringComparison.Ordinal));
        Assert.Contains(Dates(30, "2019-02-30").Reading!.Notes, note => note.Text.Contains("'2019-02-30'", StringComparison.Ordinal));
        Assert.Equal("2015", Assert.Throws<DataException>(() => NumbersTests.Column([.. Days(100), "2015", "2016", "2017"])).Value);
        Assert.Equal("text", Dates(200, "2019-02-30").Reading!.Find("x")!.Type.Name);
    }

    [Fact]
    public void Few_different_dates_beside_words_are_categories_and_dates_among_numbers_no_dates()
    {
        Assert.Equal("text", NumbersTests.Column(["2018-01", "later", "2018-02", "2018-01"]).Reading!.Find("x")!.Type.Name);
        Assert.Throws<DataException>(() => Mixed(100, 1, "2018-01-01"));
        Assert.Equal("text", NumbersTests.Column([.. Days(100), .. Numbers(50)]).Reading!.Find("x")!.Type.Name);
        string[] compact = [.. Days(100).Select(day => day.Replace("-", "", StringComparison.Ordinal)), "present"];
        CsvTable table = NumbersTests.Column(compact);
        Assert.Equal(("yyyyMMdd", 1), (table.Reading!.Find("x")!.Type.Name, table["x"].MissingCount));
    }
}
