using Hebb.Data.Preprocessing;

namespace Hebb.Data.Tests.Preprocessing;

public sealed class FeatureMatrixTests
{
    [Fact]
    public void Values_lie_row_by_row()
    {
        var matrix = new FeatureMatrix([1, 2, 3, 4, 5, 6], 2, ["a", "b", "c"]);
        Assert.Equal((3, 6f), (matrix.Columns, matrix[1, 2]));
        Assert.Equal([4, 5, 6], matrix.Row(1).ToArray());
    }

    [Fact]
    public void Another_number_of_values_is_an_error() =>
        Assert.Contains(
            "2 rows of 1 features need 2 values; 3 were given",
            Assert.Throws<ArgumentException>(() => new FeatureMatrix([1, 2, 3], 2, ["a"])).Message,
            StringComparison.Ordinal);
}
