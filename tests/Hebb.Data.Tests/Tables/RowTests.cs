using Hebb.Data.Tables;

namespace Hebb.Data.Tests.Tables;

public sealed class RowTests
{
    [Fact]
    public void Pairs_are_read_with_quotes_and_gaps()
    {
        IReadOnlyDictionary<string, string?> row = Row.Parse(" Age = 40 ,City=\"Paris, Texas\",Note=a=b,Gone=");
        Assert.Equal(("40", "Paris, Texas", "a=b", null), (row["Age"], row["City"], row["Note"], row["Gone"]));
        Assert.Empty(Row.Parse(""));
    }

    [Theory]
    [InlineData("Age")]
    [InlineData("=40")]
    [InlineData("Age=1,,City=x")]
    [InlineData("Age=1,Age=2")]
    [InlineData("City=\"Paris")]
    public void What_is_no_list_of_pairs_is_an_error(string text) => Assert.Throws<DataException>(() => Row.Parse(text));
}
