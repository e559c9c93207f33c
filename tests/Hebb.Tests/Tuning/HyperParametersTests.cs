using Hebb.Tuning;

namespace Hebb.Tests.Tuning;

public sealed class HyperParametersTests
{
    [Theory]
    [InlineData(8, 128, 1, false, 121)]
    [InlineData(8, 128, 8, false, 16)]
    [InlineData(8, 130, 8, false, 16)]
    [InlineData(8, 128, 2, true, 5)]
    [InlineData(3, 3, 1, false, 1)]
    public void A_range_of_whole_numbers_has_so_many_values_and_every_one_is_found_again(int min, int max, int step, bool log, int count)
    {
        HyperParameter range = HyperParameter.Range("units", min, max, step, log, whole: true);
        Assert.Equal(count, range.Count);
        object[] values = [.. Enumerable.Range(0, count).Select(i => range.At((i + 0.5) / count))];
        Assert.Equal(count, values.Distinct().Count());
        Assert.Equal((min, true), ((int)values[0], (int)values[^1] <= max));
        Assert.All(values, value => Assert.Equal(value, range.At(range.UnitOf(value))));
    }

    [Fact]
    public void A_logarithmic_range_gives_each_decade_as_many_values()
    {
        HyperParameter rate = HyperParameter.Range("rate", 1e-4, 1e-1, null, log: true, whole: false);
        Assert.Equal(
            [1e-4, 1e-3, 1e-2, 1e-1],
            [(double)rate.At(0), (double)rate.At(1 / 3.0), (double)rate.At(2 / 3.0), (double)rate.At(1)],
            (a, b) => Math.Abs(a - b) < 1e-12);
        HyperParameter units = HyperParameter.Range("units", 1, 8, null, log: true, whole: true);
        int[] drawn = [.. Enumerable.Range(0, 1000).Select(i => (int)units.At(i / 1000.0))];
        // The whole number n has the share of [n − ½, n + ½] in the logarithms of [½, 8½].
        foreach (int n in Enumerable.Range(1, 8))
        {
            Assert.Equal(1000 * Math.Log((n + 0.5) / (n - 0.5)) / Math.Log(8.5 / 0.5), drawn.Count(value => value == n), 1.5);
        }
    }

    [Fact]
    public void Steps_of_a_logarithmic_range_are_factors() =>
        Assert.Equal([0.001, 0.01, 0.1], Values(HyperParameter.Range("rate", 0.001, 0.1, 10, log: true, whole: false)), (a, b) => Math.Abs(a - b) < 1e-15);

    [Fact]
    public void A_recorded_value_comes_back_to_the_bit_or_is_refused()
    {
        HyperParameter rate = HyperParameter.Range("rate", 1e-4, 1e-1, null, log: true, whole: false);
        object drawn = rate.At(0.123456789);
        Assert.Equal(drawn, rate.Adopt(drawn));
        HyperParameter units = HyperParameter.Choice("units", [16, 32.5, "none", true]);
        Assert.Equal(32.5, units.Adopt(32.5));
        Assert.Equal(16, units.Adopt(16.0));
        Assert.Contains("rate: 0.0001 to 0.1, logarithmic", Assert.Throws<ArgumentException>(() => rate.Adopt(0.2)).Message, StringComparison.Ordinal);
        Assert.Contains("16 | 32.5 | none | true", Assert.Throws<ArgumentException>(() => units.Adopt("some")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => rate.Adopt("0.01"));
    }

    [Fact]
    public void What_was_asked_for_is_remembered_in_order()
    {
        HyperParameters hp = new(asked => asked.At(0), 7);
        Assert.Equal(8, hp.Int("units", 8, 128));
        Assert.Equal(1e-3, hp.Double("rate", 1e-3, 1, log: true));
        Assert.Equal("relu", hp.Choice("activation", "relu", "tanh"));
        Assert.False(hp.Bool("bias"));
        Assert.Equal([3, 4], hp.Fixed<int[]>("layers", [3, 4]));
        Assert.Equal(8, hp.Int("units", 8, 128));
        Assert.Equal("units 8, rate 0.001, activation relu, bias false, layers 3,4", hp.ToString());
        Assert.Equal((string[])["units", "rate", "activation", "bias", "layers"], hp.Values.Keys);
        Assert.Equal(7, hp.Seed);
        HyperParameters again = new(hp.Values);
        Assert.Equal((8, "relu"), (again.Int("units", 8, 128), again.Choice("activation", "relu", "tanh")));
        Assert.Contains("Did you mean \"units\"", Assert.Throws<ArgumentException>(() => again.Int("unit", 8, 128)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ranges_that_cannot_be_are_refused()
    {
        HyperParameters hp = new(asked => asked.At(0.5), 0);
        Refused(() => hp.Int("units", 9, 8), "units goes from 9 to 8");
        Refused(() => hp.Double("rate", double.NaN, 1), "finite");
        Refused(() => hp.Double("rate", 0, 1, log: true), "above 0");
        Refused(() => hp.Double("rate", 0, 1, step: 0), "step 0");
        Refused(() => hp.Double("rate", 1, 10, step: 1, log: true), "factor above 1");
        Refused(() => hp.Int(" ", 1, 2), "name");
        Refused(() => hp.Choice<int>("c"), "nothing to choose from");
        Refused(() => hp.Choice("c", 1, 1), "offers '1' twice");
        Refused(() => hp.Choice<object>("c", "1", 1), "twice");
        hp.Int("units", 1, 2);
        Refused(() => hp.Int("units", 1, 3), "another name");
    }

    private static void Refused(Func<object> ask, string because) =>
        Assert.Contains(because, Assert.Throws<ArgumentException>(ask).Message, StringComparison.Ordinal);

    private static double[] Values(HyperParameter parameter) => [.. parameter.Grid(1).Select(unit => (double)parameter.At(unit))];
}
