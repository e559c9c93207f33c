namespace Hebb.Data;

/// <summary>The checksum of PNG and gzip: the polynomial 0xEDB88320, bits reversed.</summary>
internal static class Crc32
{
    private static readonly uint[] s_table = [.. Enumerable.Range(0, 256).Select(i =>
    {
        uint value = (uint)i;
        for (int bit = 0; bit < 8; bit++) { value = (value >> 1) ^ ((value & 1) * 0xEDB88320); }
        return value;
    })];

    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint value = ~0u;
        foreach (byte b in bytes) { value = (value >> 8) ^ s_table[(byte)(value ^ b)]; }
        return ~value;
    }
}
