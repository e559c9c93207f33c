using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;

namespace Hebb.Data.Tests.Preprocessing;

/// <summary>Golden values: eng/golden/tables.py.</summary>
public sealed class LabelEncoderTests
{
    [Fact]
    public void Texts_are_sorted_by_their_characters() =>
        Assert.Equal(
            ["Paris", "Zürich", "amsterdam", "paris", "tokyo"],
            new LabelEncoder().Fit(new TextColumn("city", "paris", "Paris", "tokyo", "amsterdam", "Zürich")).Classes);

    [Fact]
    public void Numbers_are_sorted_by_value()
    {
        var column = new NumberColumn("n", 10, 9, 100, 9);
        LabelEncoder encoder = new LabelEncoder().Fit(column);
        Assert.Equal(["9", "10", "100"], encoder.Classes);
        Assert.Equal([1, 0, 2, 0], encoder.Transform(column));
        Assert.Equal(["10", "9", "100", "9"], encoder.InverseTransform(1, 0, 2, 0));
    }

    [Fact]
    public void Unknown_missing_and_impossible_labels_are_errors()
    {
        LabelEncoder encoder = new LabelEncoder().Fit(new TextColumn("t", "no", "yes"));
        Assert.Contains(
            "row 1: 'maybe' is not one of the classes. Expected one of the 2 classes no, yes.",
            Assert.Throws<DataException>(() => encoder.Transform(new TextColumn("t", "no", "maybe"))).Message,
            StringComparison.Ordinal);
        Assert.Throws<DataException>(() => encoder.Transform(new TextColumn("t", "no", null)));
        Assert.Throws<DataException>(() => new LabelEncoder().Fit(new TextColumn("t", "no", null)));
        Assert.Throws<ArgumentOutOfRangeException>(() => encoder.InverseTransform(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => encoder.InverseTransform(-1));
    }
}
