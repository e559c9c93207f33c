using System.Buffers.Binary;

namespace Hebb.Data.Images;

/// <summary>Turns the samples of PNG rows into pixels of bytes.</summary>
internal sealed class PngPixels
{
    private readonly PngHeader _header;
    private readonly byte[] _palette;
    private readonly byte[] _alphas;
    private readonly int[]? _transparent;
    private readonly byte[] _pixels;
    private readonly int _channels;

    public PngPixels(PngHeader header, byte[] palette, byte[] transparency)
    {
        (_header, _palette, _alphas) = (header, palette, transparency);
        bool isPalette = header.ColorType == PngHeader.Palette, hasTransparency = transparency.Length > 0;
        if (isPalette && palette.Length == 0) { throw new ImageException("its palette is missing"); }
        if (hasTransparency && header.ColorType is PngHeader.Grey or PngHeader.Rgb)
        {
            // One colour, in two bytes a sample, is transparent.
            if (transparency.Length != header.Samples * 2)
            {
                throw new ImageException($"its transparent colour has {transparency.Length} bytes, not {header.Samples * 2}");
            }

            _transparent = [.. Enumerable.Range(0, header.Samples).Select(i => (int)BinaryPrimitives.ReadUInt16BigEndian(transparency.AsSpan(i * 2)))];
        }

        _channels = isPalette ? (hasTransparency ? 4 : 3) : header.Samples + (_transparent is null ? 0 : 1);
        if ((long)header.Width * header.Height * _channels > Array.MaxLength) { throw new ImageException("its pixels take more than 2 GB"); }
        _pixels = new byte[header.Width * header.Height * _channels];
    }

    /// <summary>What has been written.</summary>
    public Image Image => new(_header.Width, _header.Height, _channels, _pixels);

    /// <summary>Writes one row of a pass.</summary>
    public void Write(ReadOnlySpan<byte> line, int width, int x, int y, int step)
    {
        int samples = _header.Samples, target = ((y * _header.Width) + x) * _channels, jump = step * _channels;
        if (_header.Depth == 8 && step == 1 && samples == _channels)
        {
            line.CopyTo(_pixels.AsSpan(target));
            return;
        }

        int most = (1 << _header.Depth) - 1;
        for (int i = 0; i < width; i++, target += jump)
        {
            if (_header.ColorType == PngHeader.Palette)
            {
                WriteColor(Sample(line, i), target);
                continue;
            }

            bool isTransparent = _transparent is not null;
            for (int c = 0; c < samples; c++)
            {
                int sample = Sample(line, (i * samples) + c);
                isTransparent = isTransparent && sample == _transparent![c];

                // (255 · sample / most, rounded): exact for 1, 2, 4 and 8 bits.
                _pixels[target + c] = (byte)(((sample * 255) + (most >> 1)) / most);
            }

            if (_transparent is not null) { _pixels[target + samples] = isTransparent ? (byte)0 : (byte)255; }
        }
    }

    private void WriteColor(int index, int target)
    {
        if (index * 3 >= _palette.Length) { throw new ImageException($"a pixel has colour {index} of a palette of {_palette.Length / 3}"); }
        _palette.AsSpan(index * 3, 3).CopyTo(_pixels.AsSpan(target));
        if (_channels == 4) { _pixels[target + 3] = index < _alphas.Length ? _alphas[index] : (byte)255; }
    }

    private int Sample(ReadOnlySpan<byte> line, int index)
    {
        int depth = _header.Depth;
        if (depth == 8) { return line[index]; }
        if (depth == 16) { return BinaryPrimitives.ReadUInt16BigEndian(line[(index * 2)..]); }
        int bit = index * depth;
        return (line[bit >> 3] >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
    }
}
