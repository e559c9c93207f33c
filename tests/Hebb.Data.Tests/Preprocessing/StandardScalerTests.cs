using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;

namespace Hebb.Data.Tests.Preprocessing;

/// <summary>Golden values: eng/golden/tables.py.</summary>
public sealed class StandardScalerTests
{
    private static readonly NumberColumn[] s_columns =
        [new("a", 1, 2, 4, 9.5), new("same", 7, 7, 7, 7), new("gap", double.NaN, 5, -1, 2)];

    [Fact]
    public void Means_variances_and_scales_equal_those_of_scikit_learn()
    {
        StandardScaler scaler = new StandardScaler().Fit(s_columns);
        Assert.Equal([4.125, 7, 2], scaler.Means);
        Assert.Equal([10.796875, 0, 6], scaler.Variances);
        Assert.Equal([3.2858598570237287, 1, 2.449489742783178], scaler.Scales);
    }

    [Fact]
    public void Values_equal_those_of_scikit_learn_and_missing_ones_stay_missing()
    {
        NumberColumn[] scaled = new StandardScaler().Fit(s_columns).Transform(s_columns);
        double[][] expected =
        [
            [-0.9510448211356669, -0.6467104783722535, -0.03804179284542668, 1.635797092353347],
            [0, 0, 0, 0],
            [double.NaN, 1.2247448713915892, -1.2247448713915892, 0],
        ];
        for (int i = 0; i < 3; i++)
        {
            for (int row = 0; row < 4; row++)
            {
                Assert.Equal(expected[i][row], scaled[i][row], 1e-15);
            }
        }
    }

    [Fact]
    public void The_inverse_gives_the_values_back()
    {
        StandardScaler scaler = new StandardScaler().Fit(s_columns);
        NumberColumn[] back = scaler.InverseTransform(scaler.Transform(s_columns));
        for (int row = 0; row < 4; row++)
        {
            Assert.Equal(s_columns[0][row], back[0][row], 1e-14);
        }
    }

    [Fact]
    public void Rounding_in_a_constant_column_is_not_blown_up() =>
        Assert.Equal([1.0], new StandardScaler().Fit(new NumberColumn("a", [.. Enumerable.Repeat(0.1, 10)])).Scales);

    [Fact]
    public void A_column_without_values_is_an_error() =>
        Assert.Contains(
            "column 'a': The column has no values",
            Assert.Throws<DataException>(() => new StandardScaler().Fit(new NumberColumn("a", double.NaN))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Another_number_of_columns_is_an_error() =>
        Assert.Throws<ArgumentException>(() => new StandardScaler().Fit(s_columns).Transform(s_columns[0]));
}
