using Hebb.Ops;

namespace Hebb.Tests.Ops;

/// <summary>Golden values: eng/golden/tables.py; the first numbers are also those published for the generator.</summary>
public sealed class SplitMix64Tests
{
    [Fact]
    public void The_sequence_is_the_published_one()
    {
        var random = new SplitMix64(1234567);
        Assert.Equal<ulong>([6457827717110365317, 3203168211198807973, 9817491932198370423], [random.Next(), random.Next(), random.Next()]);
    }

    [Fact]
    public void A_shuffle_is_the_same_for_ever()
    {
        int[] order = [.. Enumerable.Range(0, 10)];
        new SplitMix64(42).Shuffle(order);
        Assert.Equal([0, 9, 5, 8, 6, 4, 7, 2, 1, 3], order);
    }
}
