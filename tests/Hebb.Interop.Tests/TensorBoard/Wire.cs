using System.Buffers.Binary;
using System.Text;

namespace Hebb.Interop.Tests.TensorBoard;

/// <summary>A protobuf message read from its bytes by the rules of the wire format alone, independently of the generated classes.</summary>
internal sealed class Wire
{
    private readonly List<(int Number, ulong Value, byte[]? Bytes)> _fields = [];

    public Wire(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            ulong key = Varint(ref bytes);
            int number = (int)(key >> 3);
            switch (key & 7)
            {
                case 0: _fields.Add((number, Varint(ref bytes), null)); break;
                case 1: _fields.Add((number, BinaryPrimitives.ReadUInt64LittleEndian(Take(ref bytes, 8)), null)); break;
                case 5: _fields.Add((number, BinaryPrimitives.ReadUInt32LittleEndian(Take(ref bytes, 4)), null)); break;
                case 2: _fields.Add((number, 0, Take(ref bytes, (int)Varint(ref bytes)).ToArray())); break;
                default: throw new InvalidDataException($"wire type {key & 7}");
            }
        }
    }

    public bool Has(int number) => _fields.Any(field => field.Number == number);

    public ulong Number(int number) => _fields.Where(field => field.Number == number).Select(field => field.Value).SingleOrDefault();

    public double Double(int number) => BitConverter.UInt64BitsToDouble(Number(number));

    public byte[] Bytes(int number) => _fields.Single(field => field.Number == number).Bytes!;

    public string Text(int number) => Has(number) ? Encoding.UTF8.GetString(Bytes(number)) : "";

    public Wire Message(int number) => new(Bytes(number));

    public IReadOnlyList<byte[]> All(int number) => [.. _fields.Where(field => field.Number == number).Select(field => field.Bytes!)];

    public IEnumerable<Wire> Messages(int number) => All(number).Select(bytes => new Wire(bytes));

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = Take(ref bytes, 1)[0];
            value |= (ulong)(next & 127) << shift;
            if (next < 128) { return value; }
        }
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, int count)
    {
        ReadOnlySpan<byte> taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }
}
