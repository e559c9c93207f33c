using Hebb.Data.Tables;

namespace Hebb.Data.Tests.Tables;

public sealed class TableTests
{
    private static readonly Table s_table = new(new NumberColumn("Age", 40, double.NaN, 31), new TextColumn("City", "Rome", "Oslo", null));

    [Fact]
    public void Missing_numbers_have_no_place_among_sorted_ones()
    {
        NumberColumn column = new("x", 3, double.NaN, -1, 2, -1, double.NaN);
        Assert.Equal([3, -1, 2, -1], column.Known());
        Assert.Equal([-1, -1, 2, 3], column.Sorted());
        Assert.Equal([3, double.NaN, -1, 2, -1, double.NaN], column.Values.ToArray());
        Assert.Empty(new NumberColumn("x", double.NaN).Sorted());
        Assert.Equal([1, 0], new NumberColumn("x", 1, 0).Known());
    }

    [Fact]
    public void Rows_are_taken_in_the_given_order_and_may_repeat()
    {
        Table taken = s_table.Take(2, 0, 2);
        Assert.Equal([31, 40, 31], taken.Number("Age").Values);
        Assert.Equal([null, "Rome", null], taken.Text("City").List());
        Assert.Equal(0, taken["Age"].MissingCount);
        Assert.Equal(2, taken["City"].MissingCount);
    }

    [Fact]
    public void Columns_are_dropped_and_selected_by_name()
    {
        Assert.Equal(["City"], s_table.Drop("Age").Columns.Select(column => column.Name));
        Assert.Equal(["City", "Age"], s_table.Select("City", "Age").Columns.Select(column => column.Name));
    }

    [Fact]
    public void Rows_without_a_value_are_left_out_by_the_named_columns_or_by_all()
    {
        Assert.Equal([40, 31], s_table.DropMissing("Age").Number("Age").Values);
        Assert.Equal([40], s_table.DropMissing().Number("Age").Values);
    }

    [Fact]
    public void An_unknown_column_is_an_error_with_a_suggestion_and_the_names()
    {
        DataException error = Assert.Throws<DataException>(() => s_table["Agee"]);
        Assert.Contains("no column 'Agee'. Did you mean 'Age'? The columns are: Age, City.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_different_length_or_the_same_name_make_no_table()
    {
        Assert.Contains(
            "'b' has 2 rows, column 'a' has 1",
            Assert.Throws<ArgumentException>(() => new Table(new NumberColumn("a", 1), new NumberColumn("b", 1, 2))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Two columns are called 'a'",
            Assert.Throws<ArgumentException>(() => new Table(new NumberColumn("a", 1), new TextColumn("a", "x"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_infinite_number_is_refused() => Assert.Throws<DataException>(() => new NumberColumn("a", 1, double.PositiveInfinity));

    [Fact]
    public void Numbers_are_shown_in_their_shortest_form()
    {
        var column = new NumberColumn("a", 1, 0.1, -0.0, 1e-7, double.NaN);
        Assert.Equal(["1", "0.1", "0", "1E-07", null], Enumerable.Range(0, 5).Select(column.TextAt));
    }
}
