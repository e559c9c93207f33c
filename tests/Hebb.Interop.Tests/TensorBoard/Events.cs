using System.Buffers.Binary;

namespace Hebb.Interop.Tests.TensorBoard;

/// <summary>Reads event files as TensorBoard documents them: TFRecords with masked CRC-32C, computed bit by bit here.</summary>
internal static class Events
{
    /// <summary>One value of a summary.</summary>
    internal sealed record Summary(string Tag, long Step, string Plugin, byte[] Content, ulong DataClass, Wire Tensor)
    {
        /// <summary>A scalar: dtype 1 (float) and one number in field 5, packed.</summary>
        public float Scalar => Tensor.Number(1) == 1 && !Tensor.Message(2).Has(2)
            ? BinaryPrimitives.ReadSingleLittleEndian(Tensor.Bytes(5))
            : throw new InvalidDataException("no scalar");

        /// <summary>The extents of the tensor.</summary>
        public long[] Shape => [.. Tensor.Message(2).Messages(2).Select(dim => (long)dim.Number(1))];

        /// <summary>Doubles: dtype 2, as bytes in field 4.</summary>
        public double[] Doubles
        {
            get
            {
                byte[] bytes = Tensor.Number(1) == 2 ? Tensor.Bytes(4) : throw new InvalidDataException("no doubles");
                return [.. Enumerable.Range(0, bytes.Length / 8).Select(i => BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(i * 8)))];
            }
        }
    }

    /// <summary>The events of the only file in a folder.</summary>
    public static List<Wire> Of(string folder) => Read(Assert.Single(Directory.GetFiles(folder)));

    /// <summary>The events of a file; it may be open for writing.</summary>
    public static List<Wire> Read(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        List<Wire> events = [];
        for (int at = 0; at < bytes.Length;)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at));
            Check(bytes.AsSpan(at, 8), bytes.AsSpan(at + 8, 4));
            Check(bytes.AsSpan(at + 12, length), bytes.AsSpan(at + 12 + length, 4));
            events.Add(new(bytes.AsSpan(at + 12, length)));
            at += length + 16;
        }

        return events;
    }

    /// <summary>The values of all summaries.</summary>
    public static List<Summary> Summaries(IEnumerable<Wire> events) => [.. events.Where(e => e.Has(5)).SelectMany(e => e.Message(5).Messages(1).Select(value =>
    {
        Wire metadata = value.Message(9), plugin = metadata.Message(1);
        return new Summary(value.Text(1), (long)e.Number(2), plugin.Text(1), plugin.Has(2) ? plugin.Bytes(2) : [], metadata.Number(4), value.Message(8));
    }))];

    private static void Check(ReadOnlySpan<byte> data, ReadOnlySpan<byte> checksum)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) { crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1; }
        }

        crc = ~crc;
        uint masked = ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
        Assert.Equal(masked, BinaryPrimitives.ReadUInt32LittleEndian(checksum));
    }
}
