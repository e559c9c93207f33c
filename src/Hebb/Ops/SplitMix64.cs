namespace Hebb.Ops;

/// <summary>
/// The SplitMix64 generator (Steele, Lea and Flood, 2014). Written out here because the sequence of <see cref="Random"/> for a seed
/// is no promise across versions of .NET, and a split or a generated table has to stay the same forever. Changes as it draws: keep it in a variable, pass it
/// by <c>ref</c>.
/// </summary>
/// <param name="seed">Equal seeds give equal numbers.</param>
public struct SplitMix64(ulong seed)
{
    /// <summary>What the state grows by: 2⁶⁴ divided by the golden ratio, made odd.</summary>
    internal const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state = seed;

    /// <summary>The generator of one of many things that a seed makes: a pass, a picture.</summary>
    /// <param name="seed">The seed of all of them.</param>
    /// <param name="number">Which one.</param>
    public static SplitMix64 Of(long seed, long number) => new(unchecked(((ulong)seed * Golden) + (ulong)number));

    /// <summary>The next 64 random bits.</summary>
    public ulong Next()
    {
        _state = unchecked(_state + Golden);
        return Mix(_state);
    }

    /// <summary>Each bit of the input moves all bits of the output.</summary>
    internal static ulong Mix(ulong z)
    {
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }

    /// <summary>A number in [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number in [low, high).</summary>
    /// <param name="low">The smallest number.</param>
    /// <param name="high">The first one above.</param>
    public double Between(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>A standard normal number (polar method of Marsaglia).</summary>
    public double NextNormal()
    {
        while (true)
        {
            double u = Between(-1, 1), v = Between(-1, 1), square = (u * u) + (v * v);
            if (square is > 0 and < 1) { return u * Math.Sqrt(-2 * Math.Log(square) / square); }
        }
    }

    /// <summary>A number in [0, bound), every one equally likely: the few draws that would favor small numbers are repeated.</summary>
    /// <param name="bound">The first number above.</param>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        ulong range = (ulong)bound;
        ulong rejected = (0 - range) % range;
        while (true)
        {
            ulong draw = Next();
            if (draw >= rejected)
            {
                return (int)(draw % range);
            }
        }
    }

    /// <summary>Shuffles in place (Fisher–Yates, from the end).</summary>
    /// <param name="items">What is shuffled.</param>
    public void Shuffle(Span<int> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
