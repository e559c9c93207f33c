namespace Hebb.Formats.Zip;

/// <summary>The checksum of zip, gzip and PNG files: the cyclic redundancy check of 32 bits with the reflected polynomial EDB88320.</summary>
internal static class Crc32
{
    private static readonly uint[] s_table = Table();

    /// <summary>Continues a checksum, 0 at first, over more bytes. Eight bytes at a time: weights are large.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> table = s_table;
        uint crc = ~checksum;
        while (bytes.Length >= 8)
        {
            uint low = crc ^ BitConverter.ToUInt32(bytes);
            uint high = BitConverter.ToUInt32(bytes[4..]);
            crc = table[1792 + (int)(low & 255)] ^ table[1536 + (int)((low >> 8) & 255)]
                ^ table[1280 + (int)((low >> 16) & 255)] ^ table[1024 + (int)(low >> 24)]
                ^ table[768 + (int)(high & 255)] ^ table[512 + (int)((high >> 8) & 255)]
                ^ table[256 + (int)((high >> 16) & 255)] ^ table[(int)(high >> 24)];
            bytes = bytes[8..];
        }

        foreach (byte value in bytes) { crc = (crc >> 8) ^ table[(int)((crc ^ value) & 255)]; }
        return ~crc;
    }

    // Row k holds the effect of a byte that k more bytes follow.
    private static uint[] Table()
    {
        uint[] table = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++) { value = (value >> 1) ^ ((value & 1) * 0xEDB88320u); }
            table[i] = value;
        }

        for (int i = 256; i < table.Length; i++) { table[i] = (table[i - 256] >> 8) ^ table[table[i - 256] & 255]; }
        return table;
    }
}
