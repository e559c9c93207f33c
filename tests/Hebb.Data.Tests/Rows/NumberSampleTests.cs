using Hebb.Data.Rows;
using Hebb.Ops;

namespace Hebb.Data.Tests.Rows;

public sealed class NumberSampleTests
{
    [Fact]
    public void Few_numbers_are_all_kept_in_their_order()
    {
        NumberSample sample = new(5, SplitMix64.Of(1, 0));
        foreach (double value in (double[])[3, 1, 2, 1]) { sample.Add(value); }
        Assert.Equal([3, 1, 2, 1], sample.Values);
        Assert.False(sample.IsPart);
    }

    /// <summary>Of 0 to 99,999 in ascending order: the sample's distribution lies within the bound of Dvoretzky, Kiefer and Wolfowitz for 1 in 1,000.</summary>
    [Fact]
    public void Every_number_is_drawn_with_the_same_probability()
    {
        const int Count = 100_000, Drawn = 4_000;
        double[] Draw(long seed)
        {
            NumberSample sample = new(Drawn, SplitMix64.Of(seed, 3));
            for (int i = 0; i < Count; i++) { sample.Add(i); }
            Assert.True(sample.IsPart);
            return sample.Values;
        }

        double[] drawn = Draw(1), sorted = [.. drawn.Order()];
        Assert.Equal(Drawn, sorted.Distinct().Count());
        double bound = Math.Sqrt(Math.Log(2 / 0.001) / (2 * Drawn));
        Assert.InRange(sorted.Select((value, i) => Math.Abs(((i + 1.0) / Drawn) - ((value + 1) / Count))).Max(), 0, bound);
        Assert.Equal(drawn, Draw(1));
        Assert.NotEqual(drawn, Draw(2));
    }
}
