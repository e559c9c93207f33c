using System.Text;
using Hebb.Data.Reading;
using Hebb.Data.Rows;

namespace Hebb.Data.Tests.Rows;

public sealed class ColumnTallyTests
{
    /// <summary>Values that were seen before the bound was reached are counted to the end; of later ones nothing is known.</summary>
    [Fact]
    public void Counting_is_bounded_and_goes_on_for_known_values()
    {
        ColumnReading reading = new() { Name = "word", Type = ColumnType.Text };
        ColumnTally tally = new(reading, new CellReader(reading, []), mostTexts: 2);
        foreach (string text in (string[])["b", "a", "c", "a", "d", "c"]) { tally.Add(Encoding.UTF8.GetBytes(text), isTraining: true); }
        Assert.True(tally.HasUncounted);
        Assert.Equal(["a", "b"], tally.Categories);
        Assert.Equal(["a"], tally.CategoriesOf(fewestRows: 2));
        Assert.Equal("a", tally.MostFrequent);
        Assert.Equal((2L, 2L), (tally.Facts.Distinct, tally.Facts.Counted));
    }
}
