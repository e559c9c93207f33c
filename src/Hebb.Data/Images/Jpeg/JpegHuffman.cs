namespace Hebb.Data.Images;

/// <summary>A Huffman code of JPEG: at most 16 bits, values of one byte.</summary>
internal sealed class JpegHuffman
{
    private const int Short = 9;

    // For every beginning of Short bits: length << 8 | value, or 0 if the code is longer.
    private readonly ushort[] _short = new ushort[1 << Short];
    private readonly int[] _end = new int[17];
    private readonly int[] _shift = new int[17];
    private readonly byte[] _values;

    /// <summary>A code from the number of codes of each length and their values.</summary>
    public JpegHuffman(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> values)
    {
        _values = values.ToArray();
        int code = 0, used = 0;
        for (int length = 1; length <= 16; length++)
        {
            _shift[length] = used - code;
            for (int i = 0; i < counts[length - 1]; i++, code++, used++)
            {
                if (code >= 1 << length) { throw new ImageException("a Huffman table is damaged"); }
                if (length > Short) { continue; }
                _short.AsSpan(code << (Short - length), 1 << (Short - length)).Fill((ushort)((length << 8) | values[used]));
            }

            _end[length] = code;
            code <<= 1;
        }
    }

    /// <summary>Reads a value.</summary>
    public int Read(JpegBits bits)
    {
        int found = _short[bits.Peek(Short)];
        if (found != 0)
        {
            bits.Skip(found >> 8);
            return found & 0xFF;
        }

        int ahead = bits.Peek(16);
        for (int length = Short + 1; length <= 16; length++)
        {
            int code = ahead >> (16 - length);
            if (code < _end[length])
            {
                bits.Skip(length);
                int index = code + _shift[length];
                return (uint)index < (uint)_values.Length ? _values[index] : throw JpegBits.Damaged();
            }
        }

        throw JpegBits.Damaged();
    }
}
