namespace Hebb.Fuzz;

/// <summary>The checksum of zip and PNG, to repair it in damaged files.</summary>
internal static class Checksum
{
    /// <summary>CRC-32 with the reflected polynomial EDB88320.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte value in bytes)
        {
            sum ^= value;
            for (int bit = 0; bit < 8; bit++) { sum = (sum >> 1) ^ (0xEDB88320 & (0 - (sum & 1))); }
        }

        return ~sum;
    }
}
