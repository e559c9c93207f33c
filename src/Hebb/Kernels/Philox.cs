namespace Hebb.Kernels;

/// <summary>The counter-based generator Philox4x32-10 (Salmon et al., 2011): each value is a pure function of key and counter.</summary>
internal static class Philox
{
    /// <summary>Value <paramref name="index"/> of the stream (key, step): 24 random bits as a float in [0, 1).</summary>
    public static float Uniform(ulong key, ulong step, long index)
    {
        ulong block = (ulong)index / 4;
        uint c0 = (uint)block, c1 = (uint)(block >> 32), c2 = (uint)step, c3 = (uint)(step >> 32);
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < 10; round++)
        {
            ulong p0 = 0xD2511F53UL * c0, p1 = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        uint bits = (index % 4) switch { 0 => c0, 1 => c1, 2 => c2, _ => c3 };
        return (bits >> 8) * (1f / (1 << 24));
    }
}
