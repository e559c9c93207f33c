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
}
