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
    private readonly byte[] _comment;
    private readonly string? _source;
    private (int Start, int Length, bool IsEscaped)[] _fields = new (int, int, bool)[16];
    private byte[] _unescaped = [], _repaired = [];
    private readonly int _width;
    private int _count;
    private int[] _bound = [];
    private bool _isPending;

    /// <summary>Reads UTF-8 text; the first row holds the names if the format says so.</summary>
    /// <param name="stream">The text from its beginning.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="source">What it is called in errors.</param>
    /// <param name="longest">Longer rows are mistakes.</param>
    public CsvRowReader(Stream stream, CsvFormat format, string? source, int longest = UsualLongest)
        : base(stream, longest)
    {
        (_delimiter, _literalQuotes, _source) = ((byte)format.Delimiter, format.LiteralQuotes, source);
        _comment = Encoding.UTF8.GetBytes(format.Comment ?? "");
        for (int i = 0; i <= format.SkippedRecords; i++)
        {
            if (!Next()) { throw new DataException("The data are empty. Expected a line of names and lines of values.", source); }
        }

        while (IsComment() && Next()) { }
        if (Problem is not null) { throw new DataException($"{Problem}. Correct the first line.", source, Line, null, null, [new(RemedyKind.LiteralQuotes)]); }
        _width = Math.Max(format.Width, format.HasHeader ? 0 : _count);
        if (_width == 0) { _width = _count; }
        (Names, NameNotes) = ColumnNames.Of(
            [.. Enumerable.Range(0, _count).Select(i => Encoding.UTF8.GetString(Field(i)).Trim())], _width, format.HasHeader, format.LacksFirstName);
        FirstLine = Line;
        Header = format.HasHeader ? [.. Raw] : null;
        _isPending = !format.HasHeader;
    }

    /// <summary>The line of names as it stands in the file; null if there is none.</summary>
    public byte[]? Header { get; }

    /// <summary>The line of names, or of the first row.</summary>
    public int FirstLine { get; }

    /// <summary>How many rows had too few fields and were filled.</summary>
    public long FilledRows { get; private set; }

    /// <summary>How many rows had empty fields too many.</summary>
    public long CutRows { get; private set; }

    /// <summary>Whether the row is a line without any delimiter, where there should be more than twice as many fields.</summary>
    public bool IsSingleField { get; private set; }

    /// <summary>The first field of the row as UTF-8, without spaces around it.</summary>
    public ReadOnlySpan<byte> FirstField => Trim(Field(0));

    /// <summary>The row with as many fields as there are columns: missing ones added, empty ones too many taken away.</summary>
    public override ReadOnlySpan<byte> Text
    {
        get
        {
            ReadOnlySpan<byte> raw = Raw;
            if (_count == _width || Problem is not null) { return raw; }
            if (_count > _width)
            {
                // The delimiter before the first field too many; quotes may stand between it and the field.
                int end = _fields[_width].Start;
                while (raw[end - 1] != _delimiter) { end--; }
                return raw[..(end - 1)];
            }

            int length = raw.Length + _width - _count;
            if (_repaired.Length < length) { _repaired = new byte[length]; }
            raw.CopyTo(_repaired);
            _repaired.AsSpan(raw.Length..length).Fill(_delimiter);
            return _repaired.AsSpan(0, length);
        }
    }

    /// <summary>Goes to the next row; the first line is a row too if it holds no names.</summary>
    public override bool NextRow()
    {
        if (_isPending) { _isPending = false; }
        else
        {
            do
            {
                if (!Next()) { return false; }
            }
            while (IsComment());
        }

        IsSingleField = Problem is null && _count == 1 && _width > 2;
        if (Problem is null && _count != _width) { Repair(); }
        return true;
    }

    /// <summary>A comment among the rows: where comments are known, a line that begins like one and has another number of fields.</summary>
    private bool IsComment() => _comment.Length > 0 && Problem is null && _count != _width && Raw.StartsWith(_comment);

    /// <summary>A row that lacks its last fields is filled, if it has at least half of them; one with empty fields too many is cut.</summary>
    private void Repair()
    {
        bool isOneLine = Raw.IndexOfAny((byte)'\n', (byte)'\r') < 0; // a wrong quote may have joined several lines
        bool areEmpty = true;
        for (int i = _width; i < _count; i++) { areEmpty &= FieldAt(i).IsEmpty; }
        if (_count < _width && _count * 2 >= _width && isOneLine) { FilledRows++; }
        else if (_count > _width && areEmpty) { CutRows++; }
        else
        {
            Problem = string.Create(CultureInfo.InvariantCulture, $"found {_count} fields, expected {_width}");
            KeepFirstLine();
        }
    }

    private ReadOnlySpan<byte> FieldAt(int index) => Trim(Field(index));

    /// <summary>Nearly no cell has blanks around it.</summary>
    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell) => cell.IsEmpty || (cell[0] > ' ' && cell[^1] > ' ') ? cell : cell.Trim(" \t"u8);

    public override void Bind(IReadOnlyList<string> names, int optional = 0)
    {
        _bound = new int[names.Count];
        for (int i = 0; i < _bound.Length; i++)
        {
            _bound[i] = Names.ToList().IndexOf(names[i]);
            if (_bound[i] < 0) { throw DataException.NoColumn(names[i], Names, _source); }
        }
    }

    public override ReadOnlySpan<byte> Cell(int column)
    {
        int field = _bound[column];
        return field < _count ? FieldAt(field) : [];
    }

    private protected override Found Scan(int start, int end, bool atEnd, out int length)
    {
        ReadOnlySpan<byte> text = Buffer[start..end];
        length = _count = 0;
        MayHaveBreaks = false;
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
                MayHaveBreaks = true;
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
