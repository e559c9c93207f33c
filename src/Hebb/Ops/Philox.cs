using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hebb.Ops;

/// <summary>
/// The counter-based generator Philox4x32-10 (Salmon et al., 2011): each value is a pure function of key, step and index, so a stream may be
/// computed in pieces, in any order, by any number of threads. The counter is (index / 4, step), the four words of a block follow each other.
/// </summary>
internal static class Philox
{
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>The four words of a block.</summary>
    public static (uint X0, uint X1, uint X2, uint X3) Block(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong p0 = (ulong)Multiplier0 * c0, p1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>Value <paramref name="index"/> of the stream (key, step): 32 random bits.</summary>
    public static uint Bits(ulong key, ulong step, long index)
    {
        ulong block = (ulong)index / 4;
        var x = Block((uint)block, (uint)(block >> 32), (uint)step, (uint)(step >> 32), (uint)key, (uint)(key >> 32));
        return (index % 4) switch { 0 => x.X0, 1 => x.X1, 2 => x.X2, _ => x.X3 };
    }

    /// <summary>Value <paramref name="index"/> of the stream (key, step): 24 random bits as a float in [0, 1).</summary>
    public static float Uniform(ulong key, ulong step, long index) => (Bits(key, step, index) >> 8) * (1f / (1 << 24));

    /// <summary>Values from <paramref name="firstIndex"/> on, the same as one by one.</summary>
    public static unsafe void Uniform(Span<float> y, ulong key, ulong step, long firstIndex)
    {
        fixed (float* start = y) { Uniform(start, y.Length, key, step, firstIndex); }
    }

    /// <summary>Values from <paramref name="firstIndex"/> on, the same as one by one.</summary>
    public static unsafe void Uniform(float* y, long count, ulong key, ulong step, long firstIndex)
    {
        long i = 0;
        for (; i < count && (firstIndex + i) % 4 != 0; i++) { y[i] = Uniform(key, step, firstIndex + i); }
        for (; i <= count - 32; i += 32) { EightBlocks(y + i, key, step, (ulong)(firstIndex + i) / 4); }
        for (; i < count; i++) { y[i] = Uniform(key, step, firstIndex + i); }
    }

    /// <summary>The 32 floats of eight blocks; each 64-bit lane computes one block in its low half.</summary>
    private static unsafe void EightBlocks(float* y, ulong key, ulong step, ulong block)
    {
        var low = Vector512.Create(0xFFFFFFFFUL);
        var blocks = Vector512.Create(block) + Vector512<ulong>.Indices;
        // Only the low halves count until the end.
        Vector512<ulong> c0 = blocks, c1 = blocks >> 32, c2 = Vector512.Create(step), c3 = Vector512.Create(step >> 32);
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            Vector512<ulong> p0 = Product(c0, Multiplier0), p1 = Product(c2, Multiplier1);
            c0 = (p1 >> 32) ^ c1 ^ Vector512.Create((ulong)k0);
            c2 = (p0 >> 32) ^ c3 ^ Vector512.Create((ulong)k1);
            (c1, c3) = (p1, p0);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        // Words 0 and 1 of a block into one lane, words 2 and 3 into another; then lanes of both in turn.
        var first = Fractions((c0 & low) | (c1 << 32)).AsUInt64();
        var second = Fractions((c2 & low) | (c3 << 32)).AsUInt64();
        Interleave(first.GetLower(), second.GetLower(), (ulong*)y);
        Interleave(first.GetUpper(), second.GetUpper(), (ulong*)y + 8);
    }

    /// <summary>The product of the low halves of lanes with a 32-bit number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Product(Vector512<ulong> a, uint b)
    {
        var factor = Vector512.Create((ulong)b);
        if (Avx512F.IsSupported) { return Avx512F.Multiply(a.AsUInt32(), factor.AsUInt32()); }
        if (!Avx2.IsSupported) { return (a & Vector512.Create(0xFFFFFFFFUL)) * factor; }
        return Vector512.Create(
            Avx2.Multiply(a.GetLower().AsUInt32(), factor.GetLower().AsUInt32()),
            Avx2.Multiply(a.GetUpper().AsUInt32(), factor.GetUpper().AsUInt32()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Fractions(Vector512<ulong> bits) =>
        Vector512.ConvertToSingle((bits.AsUInt32() >> 8).AsInt32()) * Vector512.Create(1f / (1 << 24));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Interleave(Vector256<ulong> first, Vector256<ulong> second, ulong* y)
    {
        var both = Vector512.Create(first, second);
        Vector512.Shuffle(both, Vector512.Create(0UL, 4, 1, 5, 2, 6, 3, 7)).Store(y);
    }
}
