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
            // The high half of a 128-bit product spreads 64 random bits over 0 … i.
            int other = (int)Math.BigMul(key.Child(i).Value, (ulong)i + 1, out _);
            order[i] = order[other];
            order[other] = i;
        }
    }
}
