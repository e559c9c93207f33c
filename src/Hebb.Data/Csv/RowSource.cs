using System.Globalization;
using System.Text;
using System.Text.Json;
using Hebb.Data.Reading;

namespace Hebb.Data.Csv;

/// <summary>
/// Opens a stream of rows: finds out format and encoding from its beginning. Of a file that is a good part; of a stream that comes by not more than is
/// there when two lines are.
/// </summary>
internal static class RowSource
{
    private const int SampleSize = 1 << 16, FileSampleSize = 1 << 18;

    /// <summary>A reader that stands before the first row.</summary>
    /// <param name="stream">The rows.</param>
    /// <param name="isJson">Whether it is JSON lines; null to find out.</param>
    /// <param name="options">What is known about CSV; the names of <see cref="CsvOptions.Reading"/> help to tell a header.</param>
    /// <param name="source">What the rows are called in errors.</param>
    /// <param name="format">How CSV is written; null for JSON lines.</param>
    /// <param name="longest">Longer rows are mistakes.</param>
    /// <param name="emptyIs">What is empty if there is nothing.</param>
    public static RowReader Open(
        Stream stream, bool? isJson, CsvOptions options, string? source, out CsvFormat? format, int longest = RowReader.UsualLongest,
            string emptyIs = "data are")
    {
        bool isFile = stream.CanSeek;
        byte[] sample = new byte[isFile ? FileSampleSize : SampleSize];
        FoundEncoding? ofFile = isFile && options.Encoding is null ? OfFile(stream, source) : null;
        int length = 0, read;
        while (length < sample.Length && (isFile || sample.AsSpan(0, length).Count((byte)'\n') < 2)
            && (read = stream.Read(sample, length, sample.Length - length)) > 0)
        {
            length += read;
        }

        ReadOnlySpan<byte> start = sample.AsSpan(0, length);
        FileKind.RequireText(start, source);
        int whole = start.LastIndexOf((byte)'\n') + 1; // what follows may end within a character
        (Encoding encoding, bool hasMark, long badBytes) = ofFile ?? EncodingSniffer.Detect(new MemoryStream(sample, 0, whole > 0 ? whole : length));
        encoding = Chosen(encoding, hasMark, options);
        bool isWhole = length < sample.Length && isFile, isUtf8 = encoding is UTF8Encoding;
        string text = encoding.GetString(isUtf8 && whole > 0 && !isWhole ? start[..whole] : start).TrimStart('\uFEFF');
        if (text.AsSpan().Trim("\r\n").IsEmpty)
        {
            throw new DataException($"The {emptyIs} empty. Expected a line of names and lines of values.", source);
        }

        JoinedStream joined = new(sample.AsMemory(0, length), stream);
        if (isJson ?? IsJson(text, source))
        {
            format = null;
            return new JsonRowReader(Decoded(joined, encoding), FirstLine(text), source);
        }

        FileKind.RequireRows(text, source);
        bool isCut = isUtf8 && whole > 0; // the sample ends with a line
        format = CsvSniffer.Sniff(text, isWhole || isCut || !isFile, encoding, options, options.Reading?.Names ?? []) with { HasByteOrderMark = hasMark };
        if (isUtf8 && badBytes > 0) { format = format with { Notes = [BadBytes(badBytes), .. format.Notes] }; }
        return new CsvRowReader(Decoded(joined, encoding), format, source, longest);
    }

    /// <summary>A reader of a stream whose format is known; null for JSON lines.</summary>
    public static RowReader Open(Stream stream, CsvFormat? format, Encoding encoding, string? source, int longest) =>
        format is not null ? new CsvRowReader(Decoded(stream, encoding), format, source, longest)
        : Open(stream, true, new CsvOptions { Encoding = encoding }, source, out _, longest);

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

    /// <summary>How a model's columns are read from rows that come by: with what a user says, and with the decimal mark that their first numbers must
    /// have.</summary>
    public static TableReading Fitting(TableReading reading, CsvFormat? format, CsvOptions options) =>
        reading.With(options.Rules()).For(options.DecimalMark ?? format?.SeenMark);

    /// <summary>Unicode is what it is; other text is what the user or the training said, or Windows-1252.</summary>
    private static Encoding Chosen(Encoding found, bool hasMark, CsvOptions options) =>
        hasMark ? found : options.Encoding ?? (found == Encodings.Windows1252 ? options.Reading?.Encoding : null) ?? found;

    private static string BadBytes(long count) => count == 1 ? "1 byte is not UTF-8 and is read as '\uFFFD'"
        : string.Create(CultureInfo.InvariantCulture, $"{count} bytes are not UTF-8 and are read as '\uFFFD'");

    private static Stream Decoded(Stream stream, Encoding encoding) =>
        encoding is UTF8Encoding ? stream : Encoding.CreateTranscodingStream(stream, encoding, new UTF8Encoding(false));

    private static string FirstLine(string text)
    {
        ReadOnlySpan<char> start = text.AsSpan().TrimStart();
        int end = start.IndexOfAny('\n', '\r');
        return (end < 0 ? start : start[..end]).ToString();
    }

    /// <summary>Whether there is an object on each line. A file that begins like JSON and is something else is refused.</summary>
    private static bool IsJson(string text, string? source)
    {
        string line = FirstLine(text);
        if (line.Length == 0 || line[0] != '{') { return false; }
        try
        {
            using JsonDocument first = JsonDocument.Parse(line);
            return true;
        }
        catch (JsonException)
        {
            return line[1..].TrimStart() is not ("" or ['"', ..]) ? false : throw new DataException(
                "The file is JSON with one object over several lines, or a damaged one. Write an object on each line (.jsonl), or CSV.", source, 1);
        }
    }

    /// <summary>The encoding of a file, which can be read twice: every byte counts.</summary>
    private static FoundEncoding OfFile(Stream stream, string? source)
    {
        long start = stream.Position;
        byte[] first = new byte[512];
        FileKind.RequireText(first.AsSpan(0, stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false)), source);
        stream.Position = start;
        FoundEncoding found = EncodingSniffer.Detect(stream);
        stream.Position = start;
        return found;
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
