using System.Globalization;
using System.Text;
using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>The bins (Int32) that whole numbers (Int64) fall in by the hash of their decimal texts. An op of its own because hashes are made of 64-bit
/// arithmetic that tensors do not have.</summary>
/// <param name="Bins">The number of bins.</param>
/// <param name="Mask">The text that has bin 0 for itself; null for none.</param>
/// <param name="Salt">The key of SipHash; null for FarmHash.</param>
internal sealed record HashBins(int Bins, string? Mask, (ulong First, ulong Second)? Salt) : Op
{
    /// <summary>The bin of a text.</summary>
    public int BinOf(string text)
    {
        // As in Keras the only bin there is serves the mask as well.
        bool hasOwnBin = Mask is not null && Bins > 1;
        if (hasOwnBin && text == Mask) { return 0; }
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        ulong hash = Salt is { } salt ? SipHash.Of(bytes, salt.First, salt.Second) : FarmHash.Fingerprint(bytes);
        return hasOwnBin ? 1 + (int)(hash % (ulong)(Bins - 1)) : (int)(hash % (ulong)Bins);
    }

    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs) => inputs[0].DType == DType.Int64
        ? (inputs[0].Shape, DType.Int32)
        : throw new ShapeException($"HashBins takes Int64, but got {inputs[0].DType}.");

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y)
    {
        ReadOnlySpan<long> from = x[0].As<long>();
        Span<int> to = y.As<int>();
        for (int i = 0; i < to.Length; i++) { to[i] = BinOf(from[i].ToString(CultureInfo.InvariantCulture)); }
    }
}
