namespace Hebb.Data;

/// <summary>
/// Reads rows one by one from a stream that is never held in memory as a whole, and goes on behind a row that is broken. What it gives is valid until the
/// next row.
/// </summary>
internal abstract class RowReader : IDisposable
{
    /// <summary>The longest row of a stream; what is longer is no row but a mistake.</summary>
    internal const int UsualLongest = 1 << 20;

    private readonly Stream _stream;
    private readonly int _longest;
    private byte[] _buffer = new byte[1 << 16];
    private int _start, _end, _nextLine = 1;
    private bool _atEnd, _atStart = true;

    private protected RowReader(Stream stream, int longest = UsualLongest) => (_stream, _longest) = (stream, longest);

    /// <summary>What a row in the buffer turned out to be.</summary>
    private protected enum Found
    {
        /// <summary>A whole row.</summary>
        Row,

        /// <summary>The row goes on behind the end of the buffer.</summary>
        More,

        /// <summary>The row is broken; only its first line is passed over.</summary>
        Broken,
    }

    /// <summary>The line on which the row starts, counted from 1.</summary>
    public int Line { get; private set; }

    /// <summary>What is wrong with the row; null if nothing is.</summary>
    public string? Problem { get; private protected set; }

    /// <summary>The names of all columns; of JSON lines the members of the first object.</summary>
    public IReadOnlyList<string> Names { get; private protected init; } = [];

    /// <summary>What was done to the names.</summary>
    public IReadOnlyList<string> NameNotes { get; private protected init; } = [];

    /// <summary>Whether nothing is left of what the stream has given: to go on means to wait for it.</summary>
    public bool IsDrained => _start == _end && !_atEnd;

    /// <summary>The row as it stands in the file, without its line break.</summary>
    public ReadOnlySpan<byte> Raw => _buffer.AsSpan(RowStart, RowLength);

    /// <summary>The row as it is handed on: with as many fields as there are columns.</summary>
    public virtual ReadOnlySpan<byte> Text => Raw;

    private protected int RowStart { get; private set; }

    private protected int RowLength { get; private set; }

    private protected ReadOnlySpan<byte> Buffer => _buffer;

    /// <summary>Whether line breaks may stand within the row that was scanned.</summary>
    private protected bool MayHaveBreaks { get; set; }

    /// <summary>Goes to the next row; a broken one counts too. False at the end.</summary>
    public abstract bool NextRow();

    /// <summary>Goes to the next lines that are not blank.</summary>
    private protected bool Next()
    {
        Problem = null;
        SkipMark();
        while (true)
        {
            if (_start == _end && !Fill()) { return false; }
            byte first = _buffer[_start];
            if (first is (byte)'\n' or (byte)'\r')
            {
                if (first == '\r' && _start + 1 == _end && Fill()) { continue; }
                _start += first == '\r' && _start + 1 < _end && _buffer[_start + 1] == '\n' ? 2 : 1;
                _nextLine++;
                continue;
            }

            Found found = Scan(_start, _end, _atEnd, out int length);
            if (found == Found.More)
            {
                if (_end - _start <= _longest && Fill()) { continue; }
                if (_end - _start > _longest) { (found, Problem) = (Found.Broken, $"the row is longer than {_longest >> 20} MB"); }
                else { continue; }
            }

            if (found == Found.Broken) { length = FirstLine(); }
            Take(length);
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    /// <summary>Finds the end of the row that begins at <paramref name="start"/>; at the end of the stream the answer is never
    /// <see cref="Found.More"/>.</summary>
    private protected abstract Found Scan(int start, int end, bool atEnd, out int length);

    /// <summary>Where the first line of the row ends: what is broken is passed over up to there, so that the rows after it are not lost.</summary>
    private int FirstLine()
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOfAny((byte)'\n', (byte)'\r')) < 0 && Fill()) { }
        return length < 0 ? _end - _start : length;
    }

    private void Take(int length)
    {
        (RowStart, RowLength, Line) = (_start, length, _nextLine);
        ReadOnlySpan<byte> rest = MayHaveBreaks ? Raw : [];
        for (int at = 0; (at = rest.IndexOfAny((byte)'\n', (byte)'\r')) >= 0; rest = rest[(at + 1)..])
        {
            _nextLine += rest[at] == '\n' || at + 1 == rest.Length || rest[at + 1] != '\n' ? 1 : 0;
        }

        _start += length;
        if (_start == _end) { return; }
        // The break after the row; the blank lines that follow are counted by the next call.
        _start += _buffer[_start] == '\r' && _start + 1 < _end && _buffer[_start + 1] == '\n' ? 2 : 1;
        _nextLine++;
    }

    /// <summary>Leaves the lines behind the first one of this row to the next rows: a wrong quote may have joined them.</summary>
    private protected void KeepFirstLine()
    {
        int length = Raw.IndexOfAny((byte)'\n', (byte)'\r');
        if (length < 0) { return; }
        (_start, _nextLine) = (RowStart, Line);
        Take(length);
    }

    /// <summary>Passes over the byte order mark of UTF-8.</summary>
    private void SkipMark()
    {
        if (!_atStart) { return; }
        _atStart = false;
        while (_end - _start < 3 && Fill()) { }
        if (_buffer.AsSpan(_start, _end - _start).StartsWith("\uFEFF"u8)) { _start += 3; }
    }

    /// <summary>Gets more of the stream behind what is left; false at the end.</summary>
    private bool Fill()
    {
        if (_atEnd) { return false; }
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length) { Array.Resize(ref _buffer, _buffer.Length * 2); }
        int read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _atEnd = read == 0;
        return !_atEnd;
    }

    /// <summary>Chooses the columns to be read, in this order.</summary>
    /// <exception cref="DataException">A column does not exist.</exception>
    /// <param name="names">The columns.</param>
    /// <param name="optional">How many of the last ones a row may lack.</param>
    public abstract void Bind(IReadOnlyList<string> names, int optional = 0);

    /// <summary>The value of a chosen column in this row as UTF-8, without spaces around it; empty where there is none.</summary>
    public abstract ReadOnlySpan<byte> Cell(int column);
}
