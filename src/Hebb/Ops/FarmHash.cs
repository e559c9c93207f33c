using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Hebb.Ops;

/// <summary>FarmHash's 64-bit fingerprint (Pike, 2014): the same on all machines and forever, and what TensorFlow and BigQuery put
/// texts into bins by.</summary>
internal static class FarmHash
{
    private const ulong K0 = 0xC3A5C85C97CB3127, K1 = 0xB492B66FBE98F273, K2 = 0x9AE16A3B2F90404F;
    private const int Block = 64;

    /// <summary>The fingerprint of a text in UTF-8.</summary>
    public static ulong Fingerprint(string text) => Fingerprint(Encoding.UTF8.GetBytes(text));

    /// <summary>The fingerprint of bytes.</summary>
    public static ulong Fingerprint(ReadOnlySpan<byte> s) => s.Length switch
    {
        <= 16 => UpTo16(s),
        <= 32 => UpTo32(s),
        <= Block => UpTo64(s),
        _ => Longer(s),
    };

    private static ulong UpTo16(ReadOnlySpan<byte> s)
    {
        ulong length = (ulong)s.Length, factor = K2 + length * 2;
        if (s.Length >= 8)
        {
            ulong a = Word(s, 0) + K2, b = Word(s, s.Length - 8);
            return Combine(Rotate(b, 37) * factor + a, (Rotate(a, 25) + b) * factor, factor);
        }

        if (s.Length >= 4) { return Combine(length + ((ulong)HalfWord(s, 0) << 3), HalfWord(s, s.Length - 4), factor); }
        if (s.Length == 0) { return K2; }
        uint first = s[0] + ((uint)s[s.Length / 2] << 8), last = (uint)s.Length + ((uint)s[^1] << 2);
        return Mixed(first * K2 ^ last * K0) * K2;
    }

    private static ulong UpTo32(ReadOnlySpan<byte> s)
    {
        ulong factor = K2 + (ulong)s.Length * 2;
        ulong a = Word(s, 0) * K1, b = Word(s, 8), c = Word(s, s.Length - 8) * factor, d = Word(s, s.Length - 16) * K2;
        return Combine(Rotate(a + b, 43) + Rotate(c, 30) + d, a + Rotate(b + K2, 18) + c, factor);
    }

    private static ulong UpTo64(ReadOnlySpan<byte> s)
    {
        ulong factor = K2 + (ulong)s.Length * 2;
        ulong a = Word(s, 0) * K2, b = Word(s, 8), c = Word(s, s.Length - 8) * factor, d = Word(s, s.Length - 16) * K2;
        ulong y = Rotate(a + b, 43) + Rotate(c, 30) + d, z = Combine(y, a + Rotate(b + K2, 18) + c, factor);
        ulong e = Word(s, 16) * factor, f = Word(s, 24), g = (y + Word(s, s.Length - 32)) * factor, h = (z + Word(s, s.Length - 24)) * factor;
        return Combine(Rotate(e + f, 43) + Rotate(g, 30) + h, e + Rotate(f + a, 18) + g, factor);
    }

    private static ulong Longer(ReadOnlySpan<byte> s)
    {
        ulong seed = 81, x = seed * K2 + Word(s, 0), y = seed * K1 + 113, z = Mixed(y * K2 + 113) * K2;
        (ulong First, ulong Second) v = default, w = default;
        int rest = (s.Length - 1) % Block;
        for (int at = 0; at < s.Length - 1 - rest; at += Block) { Step(s[at..], K1, 1); }
        ulong factor = K1 + ((z & 0xFF) << 1);
        w.First += (ulong)rest;
        v.First += w.First;
        w.First += v.First;
        Step(s[^Block..], factor, 9);
        return Combine(Combine(v.First, w.First, factor) + Mixed(y) * K0 + z, Combine(v.Second, w.Second, factor) + x, factor);

        // One block of 64 bytes; the last one, which may overlap the one before, weighs more.
        void Step(ReadOnlySpan<byte> block, ulong by, ulong weight)
        {
            x = Rotate(x + y + v.First + Word(block, 8), 37) * by;
            y = Rotate(y + v.Second + Word(block, 48), 42) * by;
            x ^= w.Second * weight;
            y += v.First * weight + Word(block, 40);
            z = Rotate(z + w.First, 33) * by;
            v = Absorb(block, v.Second * by, x + w.First);
            w = Absorb(block[32..], z + w.Second, y + Word(block, 16));
            (x, z) = (z, x);
        }
    }

    /// <summary>32 bytes folded into two words.</summary>
    private static (ulong, ulong) Absorb(ReadOnlySpan<byte> s, ulong a, ulong b)
    {
        ulong last = Word(s, 24);
        a += Word(s, 0);
        b = Rotate(b + a + last, 21);
        ulong start = a;
        a += Word(s, 8) + Word(s, 16);
        return (a + last, b + Rotate(a, 44) + start);
    }

    private static ulong Combine(ulong u, ulong v, ulong factor) => Mixed((v ^ Mixed((u ^ v) * factor)) * factor) * factor;

    private static ulong Mixed(ulong value) => value ^ (value >> 47);

    private static ulong Rotate(ulong value, int by) => BitOperations.RotateRight(value, by);

    private static ulong Word(ReadOnlySpan<byte> s, int at) => BinaryPrimitives.ReadUInt64LittleEndian(s[at..]);

    private static uint HalfWord(ReadOnlySpan<byte> s, int at) => BinaryPrimitives.ReadUInt32LittleEndian(s[at..]);
}
