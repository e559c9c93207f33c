namespace Hebb.Data.Images;

/// <summary>One scan: coefficients, or some bits of some of them, block after block.</summary>
internal sealed class JpegScan(JpegFrame frame, JpegScanPart[] parts, int first, int last, int high, int low, int restartInterval, JpegBits bits)
{
    private int _emptyBlocks;

    /// <summary>Reads the scan; returns where it ends.</summary>
    public int Decode()
    {
        // A scan of one component has its blocks row by row; several components take turns in units.
        bool isSingle = parts.Length == 1;
        JpegComponent only = parts[0].Component;
        (int across, int down) = isSingle ? (only.BlocksAcross, only.BlocksDown) : (frame.UnitsAcross, frame.UnitsDown);
        int untilRestart = restartInterval;
        for (int y = 0; y < down; y++)
        {
            for (int x = 0; x < across; x++)
            {
                if (restartInterval > 0 && untilRestart-- == 0)
                {
                    bits.Restart();
                    (_emptyBlocks, untilRestart) = (0, restartInterval - 1);
                    foreach (JpegScanPart part in parts) { part.Last = 0; }
                }

                if (isSingle) { Read(parts[0], only.Block(x, y)); }
                else { ReadUnit(x, y); }
            }
        }

        return bits.Position;
    }

    private void ReadUnit(int x, int y)
    {
        foreach (JpegScanPart part in parts)
        {
            JpegComponent component = part.Component;
            for (int v = 0; v < component.Down; v++)
            {
                for (int h = 0; h < component.Across; h++) { Read(part, component.Block((x * component.Across) + h, (y * component.Down) + v)); }
            }
        }
    }

    private void Read(JpegScanPart part, Span<short> block)
    {
        if (!frame.IsProgressive)
        {
            ReadDc(part, block);
            ReadAll(part.Ac!, block);
        }
        else if (first == 0)
        {
            if (high == 0) { ReadDc(part, block); }
            else if (bits.Read(1) == 1) { block[0] |= (short)(1 << low); }
        }
        else if (high == 0) { ReadBand(part.Ac!, block); }
        else { RefineBand(part.Ac!, block); }
    }

    private void ReadDc(JpegScanPart part, Span<short> block)
    {
        int size = part.Dc!.Read(bits);
        if (size > 15) { throw JpegBits.Damaged(); }
        part.Last += bits.ReadSigned(size);
        block[0] = unchecked((short)(part.Last << low));
    }

    /// <summary>The other coefficients of a baseline block.</summary>
    private void ReadAll(JpegHuffman code, Span<short> block)
    {
        for (int k = 1; k < 64; k++)
        {
            int symbol = code.Read(bits), run = symbol >> 4, size = symbol & 15;
            if (size == 0)
            {
                if (run != 15) { return; }
                k += 15;
                continue;
            }

            k += run;
            if (k > 63) { throw JpegBits.Damaged(); }
            block[JpegBlocks.ZigZag[k]] = (short)bits.ReadSigned(size);
        }
    }

    /// <summary>The upper bits of a band of coefficients.</summary>
    private void ReadBand(JpegHuffman code, Span<short> block)
    {
        if (_emptyBlocks > 0)
        {
            _emptyBlocks--;
            return;
        }

        for (int k = first; k <= last; k++)
        {
            int symbol = code.Read(bits), run = symbol >> 4, size = symbol & 15;
            if (size == 0)
            {
                if (run != 15)
                {
                    // This block and some that follow have nothing more.
                    _emptyBlocks = (1 << run) + bits.Read(run) - 1;
                    return;
                }

                k += 15;
                continue;
            }

            k += run;
            if (k > last) { throw JpegBits.Damaged(); }
            block[JpegBlocks.ZigZag[k]] = unchecked((short)(bits.ReadSigned(size) << low));
        }
    }

    /// <summary>One more bit of a band: a correction for each coefficient that is not zero yet, and new coefficients among them.</summary>
    private void RefineBand(JpegHuffman code, Span<short> block)
    {
        int k = first;
        if (_emptyBlocks == 0)
        {
            for (; k <= last; k++)
            {
                int symbol = code.Read(bits), zeros = symbol >> 4, size = symbol & 15;
                int added = 0;
                if (size == 1) { added = bits.Read(1) == 1 ? 1 << low : -(1 << low); }
                else if (size != 0) { throw JpegBits.Damaged(); }
                else if (zeros != 15)
                {
                    _emptyBlocks = (1 << zeros) + bits.Read(zeros);
                    break;
                }

                for (; k <= last; k++)
                {
                    ref short coefficient = ref block[JpegBlocks.ZigZag[k]];
                    if (coefficient != 0) { Correct(ref coefficient); }
                    else if (zeros-- == 0)
                    {
                        coefficient = (short)added;
                        break;
                    }
                }
            }
        }

        if (_emptyBlocks > 0)
        {
            for (; k <= last; k++)
            {
                ref short coefficient = ref block[JpegBlocks.ZigZag[k]];
                if (coefficient != 0) { Correct(ref coefficient); }
            }

            _emptyBlocks--;
        }
    }

    private void Correct(ref short coefficient)
    {
        if (bits.Read(1) == 0 || (coefficient & (1 << low)) != 0) { return; }
        coefficient = unchecked((short)(coefficient + (coefficient > 0 ? 1 << low : -(1 << low))));
    }
}
