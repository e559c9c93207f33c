using System.Globalization;
using System.Text;

namespace Hebb.Data.Csv;

/// <summary>
/// Rows of CSV: of files that become tables, and of streams. A broken quote does not swallow the rows after it, and the text of a row is handed on as it is.
/// </summary>
internal sealed class CsvRowReader : RowReader
{
    /// <summary>What can be wrong with quotes.</summary>
    public const string Unclosed = "a quoted field is never closed", TextBehind = "text follows the closing quote of a field";

    private readonly byte _delimiter;
    private readonly bool _literalQuotes;
    private readonly string? _source;
    private (int Start, int Length, bool IsEscaped)[] _fields = new (int, int, bool)[16];
    private byte[] _unescaped = [];
    private readonly int _width;
    private int _count;
    private int[] _bound = [];
    private bool _isPending;

    /// <summary>Reads UTF-8 text record by record, that of names like all others.</summary>
    public CsvRowReader(Stream stream, CsvFormat format, int longest)
        : base(stream, longest) => (_delimiter, _literalQuotes) = ((byte)format.Delimiter, format.LiteralQuotes);

    /// <summary>Reads UTF-8 text; the first row holds the names if the format says so.</summary>
    public CsvRowReader(Stream stream, CsvFormat format, string? source)
        : this(stream, format, UsualLongest)
    {
        _source = source;
        if (!Next()) { throw new DataException("The data are empty. Expected a line of names and lines of values.", source); }
        if (Problem is not null) { throw new DataException($"{Problem}. Correct the first line.", source, Line); }
        if (format.Notes.Count > 0 && !Next()) { throw new DataException("The data end after the first line.", source); }
        _width = _count;
        Names = [
            .. Enumerable.Range(0, _width)
            .Select(i =>
            format.HasHeader && Encoding.UTF8.GetString(Field(i)).Trim() is { Length: > 0 } name
            ? name : string.Create(CultureInfo.InvariantCulture, $"c{i + 1}"))];
        Header = format.HasHeader ? [.. Raw] : null;
        _isPending = !format.HasHeader;
        if (Names.Distinct(StringComparer.Ordinal).Count() < Names.Count)
        {
            throw new DataException("Two columns have the same name. Rename one; if the first line holds values rather than names, say so.", source, Line);
        }
    }

    /// <summary>The line of names as it stands in the file; null if there is none.</summary>
    public byte[]? Header { get; }

    /// <summary>The number of fields of the record.</summary>
    public int FieldCount => _count;

    /// <summary>Goes to the next record, whatever its number of fields.</summary>
    public bool NextRecord() => Next();

    /// <summary>A field of the record as UTF-8, without spaces around it.</summary>
    public ReadOnlySpan<byte> FieldAt(int index) => CellParser.Trim(Field(index));

    /// <summary>Goes to the next row; the first line is a row too if it holds no names.</summary>
    public override bool NextRow()
    {
        if (_isPending)
        {
            _isPending = false;
            return true;
        }

        if (!Next()) { return false; }
        if (Problem is null && _count != _width)
        {
            Problem = string.Create(CultureInfo.InvariantCulture, $"found {_count} fields, expected {_width}");
            KeepFirstLine();
        }

        return true;
    }

    public override void Bind(IReadOnlyList<string> names)
    {
        _bound = new int[names.Count];
        for (int i = 0; i < _bound.Length; i++)
        {
            _bound[i] = Names.ToList().IndexOf(names[i]);
            if (_bound[i] < 0) { throw DataException.NoColumn(names[i], Names, _source); }
        }
    }

    public override ReadOnlySpan<byte> Cell(int column) => FieldAt(_bound[column]);

    private protected override Found Scan(int start, int end, bool atEnd, out int length)
    {
        ReadOnlySpan<byte> text = Buffer[start..end];
        length = _count = 0;
        int at = 0;
        while (true)
        {
            int from = at;
            while (at < text.Length && IsBlank(text[at])) { at++; }
            (int Start, int Length, bool IsEscaped) field;
            if (!_literalQuotes && at < text.Length && text[at] == '"')
            {
                int open = ++at;
                bool escaped = false;
                while (true)
                {
                    int quote = text[at..].IndexOf((byte)'"');
                    if (quote < 0 || (at + quote + 1 == text.Length && !atEnd))
                    {
                        Problem = atEnd ? Unclosed : null;
                        return atEnd ? Found.Broken : Found.More;
                    }

                    at += quote + 1;
                    if (at == text.Length || text[at] != '"') { break; }
                    escaped = true;
                    at++;
                }

                field = (open, at - 1 - open, escaped);
                while (at < text.Length && IsBlank(text[at])) { at++; }
                if (at < text.Length && text[at] != _delimiter && text[at] is not ((byte)'\n' or (byte)'\r'))
                {
                    Problem = TextBehind;
                    return Found.Broken;
                }
            }
            else
            {
                int stop = text[at..].IndexOfAny(_delimiter, (byte)'\n', (byte)'\r');
                if (stop < 0)
                {
                    if (!atEnd) { return Found.More; }
                    stop = text.Length - at;
                }

                field = (at, stop, false);
                at += stop;
            }

            if (_count == _fields.Length) { Array.Resize(ref _fields, _count * 2); }
            _fields[_count++] = field;
            if (at == text.Length || text[at] != _delimiter)
            {
                // A carriage return at the end of the buffer may have its line feed behind it.
                if (at == text.Length ? !atEnd : text[at] == '\r' && at + 1 == text.Length && !atEnd) { return Found.More; }
                length = at;
                return Found.Row;
            }

            at++;
        }
    }

    private bool IsBlank(byte value) => value == ' ' || (value == '\t' && _delimiter != '\t');

    private ReadOnlySpan<byte> Field(int index)
    {
        (int start, int length, bool escaped) = _fields[index];
        ReadOnlySpan<byte> field = Raw.Slice(start, length);
        if (!escaped) { return field; }
        if (_unescaped.Length < length) { _unescaped = new byte[length]; }
        int written = 0;
        for (int i = 0; i < length; i++)
        {
            _unescaped[written++] = field[i];
            i += field[i] == '"' ? 1 : 0;
        }

        return _unescaped.AsSpan(0, written);
    }
}
