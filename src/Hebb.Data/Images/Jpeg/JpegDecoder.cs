using System.Buffers.Binary;

namespace Hebb.Data.Images;

/// <summary>
/// Reads JPEG (ITU-T T.81): baseline, extended and progressive with Huffman coding and 8 bits a sample; grey, YCbCr, RGB, CMYK and YCCK; any sampling; restart
/// markers; the orientation of EXIF is applied. Pixels equal libjpeg's (with its smooth upsampling) to within 2;
/// where roundings of several planes meet, 3.
/// </summary>
internal sealed class JpegDecoder(byte[] bytes, ImageReadOptions options)
{
    // The finest progression of four components has fewer; each costs a walk over all blocks, so a small file of many would take forever.
    private const int MostScans = 1000;

    private readonly ushort[]?[] _quantizers = new ushort[4][];
    private readonly JpegHuffman?[] _dc = new JpegHuffman[4];
    private readonly JpegHuffman?[] _ac = new JpegHuffman[4];
    private JpegFrame? _frame;
    private int _position = 2;
    private int _restartInterval;
    private int? _adobeTransform;
    private bool _isJfif;
    private int _orientation = 1;
    private int _scans;

    /// <summary>Decodes the file.</summary>
    public Image Decode()
    {
        while (true)
        {
            int marker = NextMarker();
            if (marker == 0xD9) { break; }
            if (marker is 0x01 or (>= 0xD0 and <= 0xD8)) { continue; }
            ReadOnlySpan<byte> segment = Segment();
            switch (marker)
            {
                case 0xC0 or 0xC1 or 0xC2: ReadFrame(segment, isProgressive: marker == 0xC2); break;
                case 0xC4: ReadHuffman(segment); break;
                case >= 0xC3 and <= 0xCF and not 0xC8 and not 0xCC:
                    throw new ImageException($"it is coded without loss, in levels or arithmetically (SOF{marker - 0xC0}); save it as baseline or progressive");
                case 0xDB: ReadQuantizers(segment); break;
                case 0xDD: _restartInterval = segment.Length == 2 ? BinaryPrimitives.ReadUInt16BigEndian(segment) : throw Damaged(); break;
                case 0xDA: ReadScan(segment); break;
                case 0xE0 when segment.Length >= 14: _isJfif |= segment.StartsWith("JFIF\0"u8); break;
                case 0xE1 when options.ApplyOrientation: _orientation = ExifOrientation.Find(segment) ?? _orientation; break;
                case 0xEE when segment.Length >= 12 && segment.StartsWith("Adobe"u8): _adobeTransform = segment[11]; break;
            }
        }

        if (_frame is null || _scans == 0) { throw ImageFormats.Truncated(); }
        return ExifOrientation.Apply(JpegColor.ToImage(_frame, _isJfif, _adobeTransform), _orientation);
    }

    /// <summary>The next marker; what lies before it is skipped, as libjpeg does.</summary>
    private int NextMarker()
    {
        while (true)
        {
            while (_position < bytes.Length && bytes[_position] != 0xFF) { _position++; }
            while (_position < bytes.Length && bytes[_position] == 0xFF) { _position++; }
            if (_position >= bytes.Length) { throw ImageFormats.Truncated(); }
            int marker = bytes[_position++];
            if (marker != 0) { return marker; }
        }
    }

    private ReadOnlySpan<byte> Segment()
    {
        if (bytes.Length - _position < 2) { throw ImageFormats.Truncated(); }
        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(_position));
        if (length < 2) { throw Damaged(); }
        if (length > bytes.Length - _position) { throw ImageFormats.Truncated(); }
        ReadOnlySpan<byte> segment = bytes.AsSpan(_position + 2, length - 2);
        _position += length;
        return segment;
    }

    private void ReadQuantizers(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            (int precision, int index) = (segment[0] >> 4, segment[0] & 15);
            int size = precision == 0 ? 1 : 2;
            if (precision > 1 || index > 3 || segment.Length < 1 + (64 * size)) { throw Damaged(); }
            ushort[] table = new ushort[64];
            for (int i = 0; i < 64; i++)
            {
                table[JpegBlocks.ZigZag[i]] = size == 1 ? segment[1 + i] : BinaryPrimitives.ReadUInt16BigEndian(segment[(1 + (i * 2))..]);
            }

            _quantizers[index] = table;
            segment = segment[(1 + (64 * size))..];
        }
    }

    private void ReadHuffman(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            (int kind, int index) = (segment[0] >> 4, segment[0] & 15);
            if (kind > 1 || index > 3 || segment.Length < 17) { throw Damaged(); }
            int count = 0;
            foreach (byte codes in segment.Slice(1, 16)) { count += codes; }
            if (count > 256 || segment.Length < 17 + count) { throw Damaged(); }
            (kind == 0 ? _dc : _ac)[index] = new JpegHuffman(segment.Slice(1, 16), segment.Slice(17, count));
            segment = segment[(17 + count)..];
        }
    }

    private void ReadFrame(ReadOnlySpan<byte> segment, bool isProgressive)
    {
        if (_frame is not null || segment.Length < 6 || segment.Length != 6 + (segment[5] * 3)) { throw Damaged(); }
        if (segment[0] != 8) { throw new ImageException($"it has {segment[0]} bits a sample; 8 are supported; save it again"); }
        int height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), count = segment[5];
        ImageFormats.CheckSize(width, height, options.MaxPixels);
        if (count is not (1 or 3 or 4)) { throw new ImageException($"it has {count} components; expected 1, 3 or 4"); }
        JpegComponent[] components = new JpegComponent[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> part = segment.Slice(6 + (i * 3), 3);
            components[i] = new JpegComponent { Id = part[0], Across = part[1] >> 4, Down = part[1] & 15, Quantizer = part[2] };
            if (components[i].Across is < 1 or > 4 || components[i].Down is < 1 or > 4 || components[i].Quantizer > 3) { throw Damaged(); }
        }

        _frame = new JpegFrame(width, height, isProgressive, components);

        // Each block takes at least one bit of the first scan, so blocks beyond the bits that are left cannot come.
        if (components.Sum(component => (long)component.BlocksAcross * component.BlocksDown) > (bytes.Length - _position) * 8L)
        {
            throw ImageFormats.Truncated();
        }

        foreach (JpegComponent component in components) { component.Coefficients = new short[(long)component.StoredAcross * component.StoredDown * 64]; }
    }

    private void ReadScan(ReadOnlySpan<byte> segment)
    {
        if (_frame is null || segment.Length < 6 || segment[0] is < 1 or > 4 || segment.Length != 4 + (segment[0] * 2)) { throw Damaged(); }
        if (++_scans > MostScans) { throw new ImageException($"it has more than {MostScans} scans, which no encoder writes"); }
        JpegScanPart[] parts = new JpegScanPart[segment[0]];
        ReadOnlySpan<byte> tail = segment[(1 + (parts.Length * 2))..];
        (int first, int last, int high, int low) = _frame.IsProgressive ? (tail[0], tail[1], tail[2] >> 4, tail[2] & 15) : (0, 63, 0, 0);
        if (first > last || last > 63 || high > 13 || low > 13 || (first > 0 && parts.Length > 1) || (_frame.IsProgressive && first == 0 && last > 0))
        {
            throw Damaged();
        }

        for (int i = 0; i < parts.Length; i++)
        {
            (int id, int dc, int ac) = (segment[1 + (i * 2)], segment[2 + (i * 2)] >> 4, segment[2 + (i * 2)] & 15);
            JpegComponent component = _frame.Components.FirstOrDefault(component => component.Id == id) ?? throw Damaged();
            if (dc > 3 || ac > 3 || parts.Take(i).Any(part => part.Component == component)) { throw Damaged(); }
            component.Quantizers ??= _quantizers[component.Quantizer] ?? throw new ImageException("a quantization table is missing; the file is damaged");
            bool needsDc = first == 0 && high == 0, needsAc = last > 0;
            if ((needsDc && _dc[dc] is null) || (needsAc && _ac[ac] is null)) { throw new ImageException("a Huffman table is missing; the file is damaged"); }
            parts[i] = new JpegScanPart(component, _dc[dc], _ac[ac]);
        }

        JpegScan scan = new(_frame, parts, first, last, high, low, _restartInterval, new JpegBits(bytes, _position));
        _position = scan.Decode();
    }

    private static ImageException Damaged() => new("a header inside it is damaged; get the file again");
}
