using Hebb.Ops;

namespace Hebb.Datasets;

/// <summary>Orders of rows, drawn at random but repeatable on every version of .NET.</summary>
internal static class Permutation
{
    /// <summary>Fills an array with 0 … n − 1 in random order (Fisher and Yates). Equal keys give equal orders.</summary>
    public static void Fill(Span<int> order, RandomKey key)
    {
        for (int i = 0; i < order.Length; i++)
        {
            int other = Draw(key, i, i + 1);
            order[i] = order[other];
            order[other] = i;
        }
    }

    /// <summary>A number from 0 to below a bound. The high half of a 128-bit product spreads 64 random bits over them.</summary>
    public static int Draw(RandomKey key, long draw, int bound) => (int)Math.BigMul(key.Child(draw).Value, (ulong)bound, out _);
}
