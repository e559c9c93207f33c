namespace Hebb.Ops;

/// <summary>
/// Names one sequence of random numbers. Streams form a tree: a model's seed is the root, each layer and each weight a branch; equal
/// paths give equal numbers and different paths unrelated ones.
/// </summary>
/// <param name="Value">The key of the generator.</param>
public readonly record struct RandomKey(ulong Value)
{
    /// <summary>The root that belongs to a seed.</summary>
    public static RandomKey FromSeed(long seed) => new(Mix((ulong)seed ^ 0x48656262_52616E64UL));

    /// <summary>A branch.</summary>
    public RandomKey Child(long index) => new(Mix(Value + 0x9E3779B97F4A7C15UL * ((ulong)index + 1)));

    /// <summary>A branch by name.</summary>
    public RandomKey Child(string name)
    {
        // FNV-1a over UTF-16 code units: string hash codes of .NET differ from run to run.
        ulong hash = 0xCBF29CE484222325UL;
        foreach (char c in name) { hash = (hash ^ c) * 0x100000001B3UL; }
        return new(Mix(Value ^ hash));
    }

    /// <summary>The finaliser of SplitMix64 (Steele et al., 2014): each bit of the input moves all bits of the output.</summary>
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
