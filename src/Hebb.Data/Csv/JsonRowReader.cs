using System.Text;
using System.Text.Json;

namespace Hebb.Data.Csv;

/// <summary>
/// Rows of a stream of JSON lines: an object on each line, its members being the columns. A member whose name is blank is a column all the same and gets a
/// name by its place in the first object, like a column of CSV without a header.
/// </summary>
internal sealed class JsonRowReader : RowReader
{
    private const int NotWanted = -1;

    private readonly string[] _members;
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);
    private Member[] _known = [];
    private string[] _wanted = [];
    private (int Start, int Length)[] _cells = [];
    private byte[] _values = new byte[256];
    private int _required;

    /// <summary>Reads UTF-8 text whose first line is known.</summary>
    public JsonRowReader(Stream stream, string firstLine, string? source)
        : base(stream)
    {
        try
        {
            using JsonDocument first = JsonDocument.Parse(firstLine);
            _members = [.. first.RootElement.EnumerateObject().Select(member => member.Name)];
            if (_members.Length == 0)
            {
                throw new DataException("The first line is an object without members. Expected an object such as {\"Age\": 40}.", source, 1);
            }

            if (_members.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { Key: var twice })
            {
                throw new DataException($"The first line has '{twice}' twice. Give each column once.", source, 1, twice);
            }

            string[] given = [.. _members.Select(name => string.IsNullOrWhiteSpace(name) ? "" : name)];
            (Names, NameNotes) = ColumnNames.Of(given, given.Length, isHeader: true, lacksFirst: false);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new DataException($"The first line is not a JSON object: {error.Message} Expected one such as {{\"Age\": 40}} on each line.", source, 1);
        }
    }

    /// <summary>Goes to the next row.</summary>
    public override bool NextRow()
    {
        if (!Next()) { return false; }
        if (Problem is null) { ReadObject(); }
        return true;
    }

    public override void Bind(IReadOnlyList<string> names, int optional = 0)
    {
        _wanted = [.. names];
        string[] known = [.. Names];
        string[] absent = [.. names.Except(known)]; // the first line may lack what others have
        _known = [.. known.Zip(_members).Concat(absent.Zip(absent)).Select(pair => new Member(pair.Second, Array.IndexOf(_wanted, pair.First)))];
        _cells = new (int, int)[names.Count];
        _required = names.Count - optional;
    }

    public override ReadOnlySpan<byte> Cell(int column) => _values.AsSpan(_cells[column].Start, Math.Max(_cells[column].Length, 0)).Trim(" \t"u8);

    private protected override Found Scan(int start, int end, bool atEnd, out int length)
    {
        length = Buffer[start..end].IndexOfAny((byte)'\n', (byte)'\r');
        if (length >= 0 && (atEnd || start + length + 1 < end || Buffer[start + length] == '\n')) { return Found.Row; }
        length = end - start;
        return atEnd ? Found.Row : Found.More;
    }

    private void ReadObject()
    {
        try
        {
            Utf8JsonReader json = new(Raw);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                Problem = "the line is not a JSON object";
                return;
            }

            Array.Fill(_cells, (0, -1));
            _others.Clear();
            int used = 0, next = 0;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                int member = Find(ref json, next);
                next = member + 1;
                if (member < 0 ? !_others.Add(json.GetString()!) : _known[member].LastLine == Line)
                {
                    Problem = $"the line has '{json.GetString()}' twice";
                    return;
                }

                if (member >= 0) { _known[member].LastLine = Line; }
                int column = member < 0 ? NotWanted : _known[member].Column;
                json.Read();
                if (column == NotWanted) { json.Skip(); }
                else if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    Problem = $"'{_wanted[column]}' is an object or a list, expected a number or a text";
                    return;
                }
                else { used = Keep(ref json, column, used); }
            }

            if (json.Read()) { Problem = "text follows the JSON object"; }
            int absent = Array.FindIndex(_cells, 0, _required, cell => cell.Length < 0);
            if (absent >= 0 && Problem is null) { Problem = $"the column '{_wanted[absent]}' is missing; write null where there is no value"; }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException) // the latter: half of a surrogate pair
        {
            Problem = $"the line is not valid JSON: {error.Message}";
        }
    }

    /// <summary>Which of the known members it is, or -1; most lines have them in the order of the first.</summary>
    private int Find(ref Utf8JsonReader json, int expected)
    {
        if (expected < _known.Length && json.ValueTextEquals(_known[expected].Name)) { return expected; }
        for (int i = 0; i < _known.Length; i++)
        {
            if (json.ValueTextEquals(_known[i].Name)) { return i; }
        }

        return -1;
    }

    private int Keep(ref Utf8JsonReader json, int column, int used)
    {
        int most = json.HasValueSequence ? (int)json.ValueSequence.Length : json.ValueSpan.Length;
        if (_values.Length < used + most) { Array.Resize(ref _values, Math.Max(_values.Length * 2, used + most)); }
        int length = 0;
        if (json.TokenType == JsonTokenType.String) { length = json.CopyString(_values.AsSpan(used)); }
        else if (json.TokenType != JsonTokenType.Null)
        {
            json.ValueSpan.CopyTo(_values.AsSpan(used));
            length = most;
        }

        _cells[column] = (used, length);
        return used + length;
    }

    /// <summary>A member that is known: of the first line, or wanted.</summary>
    /// <param name="name">Its name as it stands in the file.</param>
    /// <param name="column">Where its value belongs, or <see cref="NotWanted"/>.</param>
    private sealed class Member(string name, int column)
    {
        /// <summary>The name in UTF-8.</summary>
        public byte[] Name { get; } = Encoding.UTF8.GetBytes(name);

        /// <summary>Where the value belongs.</summary>
        public int Column { get; } = column;

        /// <summary>The last line that has it.</summary>
        public int LastLine { get; set; }
    }
}
