using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Synthetic;
using Hebb.Data.Tables;

namespace Hebb.Data.Tests.Synthetic;

public sealed class SyntheticSetTests
{
    public static TheoryData<string> Names => [.. SyntheticSet.All.Select(set => set.Name)];

    private static string Csv(IEnumerable<Table> parts)
    {
        using var stream = new MemoryStream();
        CsvWriter.Write(parts, stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Equal_seeds_give_equal_tables_and_others_others(string name)
    {
        SyntheticSet set = SyntheticSet.Find(name.ToUpperInvariant());
        double? noise = set.Noise is null ? null : 0.2;
        string text = Csv(set.Make(60, noise, 5));
        Assert.Equal(61, text.Count(c => c == '\n'));
        Assert.Equal(text, Csv(set.Make(60, noise, 5)));
        Assert.NotEqual(text, Csv(set.Make(60, noise, 6)));
        Assert.Equal(set.Rows, set.Make().Sum(part => part.Rows));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_schema_finds_something_to_learn(string name)
    {
        Table table = SyntheticSet.Find(name).Make(400).Single();
        if (name == "sentences") { return; } // texts are for sequence models
        Schema schema = Schema.Infer(table, table.Columns[^1].Name);
        Assert.NotEmpty(schema.Features);
        Assert.Equal(
            name is "plane" or "multi-gauss" or "sine" or "waves" ? LearningTask.Regression : name == "blobs" ? LearningTask.Multiclass : LearningTask.Binary,
            schema.Task);
    }

    [Fact]
    public void An_unknown_name_lists_the_sets() =>
        Assert.Contains(
            "Did you mean 'spiral'? The sets are: circle, xor,",
            Assert.Throws<ArgumentException>(() => SyntheticSet.Find("spirla")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Noise_where_there_is_none_is_an_error() =>
        Assert.Contains(
            "'customers' has no noise setting",
            Assert.Throws<ArgumentException>(() => SyntheticSet.Find("customers").Make(noise: 0.1)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Parts_of_transactions_are_the_whole()
    {
        Assert.Equal(2, SyntheticSet.Find("transactions").Make(20_005).Count());
        Assert.Equal(Csv([SyntheticTables.Transactions(30, 2)]), Csv([SyntheticTables.Transactions(10, 2), SyntheticTables.Transactions(20, 2, first: 10)]));
        Table table = SyntheticTables.Transactions(20_000);
        Assert.Equal(30, table.Columns.Count);
        Assert.InRange(table.Number("Fraud").Values.ToArray().Average(), 0.02, 0.06);
    }
}
