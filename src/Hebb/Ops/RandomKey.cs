namespace Hebb.Ops;

/// <summary>
/// Names one sequence of random numbers. Streams form a tree: a model's seed is the root, each layer and each weight a branch; equal
/// paths give equal numbers and different paths unrelated ones.
/// </summary>
/// <param name="Value">The key of the generator.</param>
public readonly record struct RandomKey(ulong Value)
{
    /// <summary>The root that belongs to a seed.</summary>
    public static RandomKey FromSeed(long seed) => new(SplitMix64.Mix((ulong)seed ^ 0x48656262_52616E64UL));

    /// <summary>A branch.</summary>
    public RandomKey Child(long index) => new(SplitMix64.Mix(Value + SplitMix64.Golden * ((ulong)index + 1)));

    /// <summary>A branch by name.</summary>
    public RandomKey Child(string name)
    {
        // FNV-1a over UTF-16 code units: string hash codes of .NET differ from run to run.
        ulong hash = 0xCBF29CE484222325UL;
        foreach (char c in name) { hash = (hash ^ c) * 0x100000001B3UL; }
        return new(SplitMix64.Mix(Value ^ hash));
    }
}
