using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Initializers;

/// <summary>−1 or 1, each with probability ½: for scales that are to tell members of an ensemble apart (Wen, Tran and Ba, 2020, "BatchEnsemble").</summary>
public sealed record RandomSigns : RandomInitializer
{
    internal static Kind<RandomSigns> Kind { get; } = new("RandomSigns", c => new() { Seed = ReadSeed(c) }) { Module = "hebb" };

    /// <inheritdoc/>
    protected override void Draw(Span<float> values, Shape shape, RandomKey key)
    {
        Uniform(values, -1, 1, key);
        foreach (ref float value in values) { value = value < 0 ? -1 : 1; }
    }
}
