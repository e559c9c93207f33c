using System.Buffers.Binary;
using System.Numerics;

namespace Hebb.Interop.TensorBoard;

/// <summary>The checksum of TFRecord files: CRC-32C (Castagnoli; RFC 3720, appendix B.4).</summary>
internal static class Crc32C
{
    private const uint MaskDelta = 0xA282EAD8;

    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte value in bytes) { crc = BitOperations.Crc32C(crc, value); }
        return ~crc;
    }

    /// <summary>The checksum as records hold it: turned and shifted, because a checksum of data that hold checksums would be weak.</summary>
    public static uint Masked(ReadOnlySpan<byte> bytes) => BitOperations.RotateRight(Of(bytes), 15) + MaskDelta;
}
