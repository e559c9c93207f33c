using Hebb.Data.Preprocessing;
using Hebb.Ops;

namespace Hebb.Data.Rows;

/// <summary>Deals rows by a hash of seed and number, so that nothing has to be remembered.</summary>
/// <param name="Seed">The root of the choices.</param>
/// <param name="Test">The share of all rows that is held out.</param>
/// <param name="Validation">The share of the others that decides when to stop.</param>
internal readonly record struct RowSplit(long Seed, double Test, double Validation)
{
    /// <summary>The share of all rows that is learned from.</summary>
    public double Train => (1 - Test) * (1 - Validation);

    /// <summary>The part of a row.</summary>
    public SplitPart Of(long row)
    {
        var random = new SplitMix64(unchecked(((ulong)Seed * 0xA0761D6478BD642F) + (ulong)row));
        random = new SplitMix64(random.Next());
        return random.NextDouble() < Test ? SplitPart.Test : random.NextDouble() < Validation ? SplitPart.Validation : SplitPart.Train;
    }
}
