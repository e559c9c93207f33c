using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using VU = System.Runtime.Intrinsics.Vector512<uint>;

namespace Hebb.Kernels;

/// <summary>
/// The counter-based generator Philox4x32-10 (Salmon, Moraes, Dror and Shaw: Parallel random numbers: as easy as 1, 2, 3, 2011): each block of
/// four values is a pure function of key and counter.
/// </summary>
internal static unsafe class Philox
{
    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;
    private const float Unit = 1f / (1 << 24);

    /// <summary>Four random words for a counter.</summary>
    public static (uint, uint, uint, uint) Block(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
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

    /// <summary>Value <paramref name="index"/> of the stream (key, step): 24 random bits as a float in [0, 1).</summary>
    /// <remarks>Blocks are numbered by index / 64 · 16 + index % 16 and give the values index % 64 / 16, so that vectors of blocks need no shuffling.</remarks>
    public static float Uniform(ulong key, ulong step, long index)
    {
        ulong block = (ulong)(index / 64 * 16 + index % 16);
        (uint w0, uint w1, uint w2, uint w3) = Block((uint)block, (uint)(block >> 32), (uint)step, (uint)(step >> 32), (uint)key, (uint)(key >> 32));
        uint word = (index % 64 / 16) switch { 0 => w0, 1 => w1, 2 => w2, _ => w3 };
        return (word >> 8) * Unit;
    }

    /// <summary>Sixty-four values at once: those of sixteen consecutive blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Uniform64(float* y, ulong key, ulong step, long firstBlock)
    {
        VU c0 = Vector512.Create((uint)firstBlock) + VU.Indices, c1 = Vector512.Create((uint)(firstBlock >> 32));
        VU c2 = Vector512.Create((uint)step), c3 = Vector512.Create((uint)(step >> 32));
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            (VU high0, VU low0) = Product(c0, Multiplier0);
            (VU high1, VU low1) = Product(c2, Multiplier1);
            (c0, c1, c2, c3) = (high1 ^ c1 ^ Vector512.Create(k0), low1, high0 ^ c3 ^ Vector512.Create(k1), low0);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        Float(c0).Store(y);
        Float(c1).Store(y + 16);
        Float(c2).Store(y + 32);
        Float(c3).Store(y + 48);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Float(VU word) => Vector512.ConvertToSingle(Vector512.ShiftRightLogical(word, 8).AsInt32()) * Vector512.Create(Unit);

    /// <summary>High and low words of the 64-bit products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (VU High, VU Low) Product(VU x, uint factor)
    {
        Vector512<ulong> mask = Vector512.Create(0xFFFFFFFFUL), wide = Vector512.Create((ulong)factor);
        Vector512<ulong> even = (x.AsUInt64() & mask) * wide, odd = Vector512.ShiftRightLogical(x.AsUInt64(), 32) * wide;
        VU high = (Vector512.ShiftRightLogical(even, 32) | (odd & ~mask)).AsUInt32();
        return (high, x * Vector512.Create(factor));
    }
}
