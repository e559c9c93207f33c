using System.Text;
using Hebb.Data.Csv;

namespace Hebb.Data.Rows;

/// <summary>Opens a stream of rows: finds out format and encoding from its first bytes, without waiting for more than two lines.</summary>
internal static class RowSource
{
    private const int SampleSize = 1 << 16;

    /// <summary>A reader that stands before the first row.</summary>
    public static RowReader Open(Stream stream, RowFormat? rows, bool? hasHeader, string? source, out CsvFormat? format)
    {
        byte[] sample = new byte[SampleSize];
        int length = 0, read;
        Encoding? ofFile = stream.CanSeek ? OfFile(stream) : null;
        while (length < sample.Length && sample.AsSpan(0, length).Count((byte)'\n') < 2 && (read = stream.Read(sample, length, sample.Length - length)) > 0)
        {
            length += read;
        }

        if (length == 0) { throw new DataException("The data are empty. Expected lines of values.", source); }
        int whole = sample.AsSpan(0, length).LastIndexOf((byte)'\n') + 1; // what follows may end within a character
        Encoding encoding = ofFile ?? EncodingSniffer.Detect(new MemoryStream(sample, 0, whole > 0 ? whole : length)).Encoding;
        Stream text = new JoinedStream(sample.AsMemory(0, length), stream);
        if (encoding is not UTF8Encoding) { text = Encoding.CreateTranscodingStream(text, encoding, new UTF8Encoding(false)); }
        string start = encoding.GetString(sample, 0, length).TrimStart('\uFEFF');
        string[] lines = start.ReplaceLineEndings("\n").Split('\n');
        if ((rows ?? (start.AsSpan().TrimStart().StartsWith("{", StringComparison.Ordinal) ? RowFormat.JsonLines : RowFormat.Csv)) == RowFormat.JsonLines)
        {
            format = null;
            return new JsonRowReader(text, lines.FirstOrDefault(line => line.Trim().Length > 0) ?? "", source);
        }

        format = CsvReader.Sniff(
            [.. lines.Take(lines.Length > 2 ? lines.Length - 1 : lines.Length).Where(line => line.Length > 0)],
            encoding,
            false,
            new CsvOptions { HasHeader = hasHeader },
            source);
        return new CsvRowReader(text, format, source);
    }

    /// <summary>Refuses CSV without a column that is needed, and names all that are absent.</summary>
    public static void CheckColumns(RowReader reader, IReadOnlyList<string> names, string? source)
    {
        if (reader is not CsvRowReader csv) { return; }
        string[] absent = [.. names.Where(name => !csv.Names.Contains(name))];
        if (absent.Length > 0)
        {
            throw new DataException(
                (absent.Length == 1 ? $"The column '{absent[0]}' is missing. " : $"{absent.Length} columns are missing: {string.Join(", ", absent)}. ")
                + Suggest.Sentence(absent[0], [.. csv.Names], "columns given"), source, column: absent[0]);
        }
    }

    /// <summary>The encoding of a file, which can be read twice: every byte counts.</summary>
    private static Encoding OfFile(Stream stream)
    {
        long start = stream.Position;
        Encoding encoding = EncodingSniffer.Detect(stream).Encoding;
        stream.Position = start;
        return encoding;
    }

    /// <summary>Bytes that were read ahead, then the rest of their stream.</summary>
    private sealed class JoinedStream(ReadOnlyMemory<byte> first, Stream rest) : Stream
    {
        private ReadOnlyMemory<byte> _first = first;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            if (_first.IsEmpty) { return rest.Read(buffer); }
            int count = Math.Min(buffer.Length, _first.Length);
            _first.Span[..count].CopyTo(buffer);
            _first = _first[count..];
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) { rest.Dispose(); }
            base.Dispose(disposing);
        }
    }
}
