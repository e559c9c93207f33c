using System.Globalization;
using System.Text;

namespace Hebb.Data.Reading;

/// <summary>What all cells of a column say about how it is written. Each cell is seen once, and none is kept.</summary>
internal sealed class ColumnEvidence(string name, CellReader marks)
{
    /// <summary>More different words than this beside numbers are text.</summary>
    public const int MostWords = 2;

    /// <summary>For each word that is missing in a column of numbers, there are at least so many different numbers.</summary>
    private const int NumbersForWord = 10;

    /// <summary>Codes have more digits than a double holds.</summary>
    private const int MostDigits = 15;

    private const int AlwaysCounted = 4096, MostKnown = 16;

    private readonly double[] _distinct = new double[MostWords * NumbersForWord];
    private readonly List<byte[]> _words = [];
    private readonly (byte[] Cell, int Line)[] _written = new (byte[], int)[MostWords];
    private readonly List<(byte[] Cell, CellCount Sort)> _known = [];
    private readonly List<DateFormat> _compact = DateFormat.CompactCandidates();
    private int _distinctCount, _minimumWidth = int.MaxValue, _maximumWidth;
    private bool _hasLeadingZero, _hasLongCode, _hasMoreWords, _hasDigitWord;
    private long _plain, _digits;

    /// <summary>The column.</summary>
    public string Name => name;

    /// <summary>Numbers that are the same with a point and with a comma as decimal mark.</summary>
    public long Neutral { get; private set; }

    /// <summary>Numbers with a decimal point only.</summary>
    public CellCount Points { get; } = new();

    /// <summary>Numbers with a decimal comma only.</summary>
    public CellCount Commas { get; } = new();

    /// <summary>Numbers both ways: 12.345.</summary>
    public CellCount EitherPoint { get; } = new();

    /// <summary>Numbers both ways: 1,461.</summary>
    public CellCount EitherComma { get; } = new();

    /// <summary>Numbers with another currency or unit than the first.</summary>
    public CellCount OtherAffix { get; } = new();

    /// <summary>What is neither a number nor a mark.</summary>
    public CellCount Others { get; } = new();

    /// <summary>Marks that mean "no value" among numbers and dates only.</summary>
    public CellCount Weak { get; } = new();

    /// <summary>Cells with marks that always mean "no value".</summary>
    public long Missing { get; private set; }

    /// <summary>Numbers with K, M or B behind.</summary>
    public CellCount Multiplied { get; } = new();

    /// <summary>Numbers in accounting brackets.</summary>
    public CellCount Bracketed { get; } = new();

    /// <summary>Numbers whose digits surely stand in groups.</summary>
    public CellCount Grouped { get; } = new();

    /// <summary>Numbers with the first currency or unit.</summary>
    public CellCount WithAffix { get; } = new();

    /// <summary>The first currency or unit; empty for none.</summary>
    public string Affix { get; private set; } = "";

    /// <summary>Whether a whole number of four or more digits has no mark between them.</summary>
    public bool HasLongPlain { get; private set; }

    /// <summary>All numbers.</summary>
    public long Numbers => Neutral + Points.Count + Commas.Count + EitherPoint.Count + EitherComma.Count;

    /// <summary>The words beside numbers, if there are few of them without a digit, and many more different numbers; otherwise none.</summary>
    public string[] Words => _words.Count > 0 && !_hasMoreWords && !_hasDigitWord && _distinctCount >= _words.Count * NumbersForWord
        ? [.. _words.Select(Encoding.UTF8.GetString)] : [];

    /// <summary>What the texts say about dates.</summary>
    public DateEvidence Texts { get; } = new();

    /// <summary>The formats in which values are dates: of texts if some are, else of numbers.</summary>
    public IReadOnlyList<DateFormat> Dates => Texts.Fitting.Count > 0 ? Texts.Formats
        : Others.Count == Texts.Marked.Count && Numbers > 0 && Numbers == _digits ? _compact : [];

    /// <summary>The first one or two different numbers of the column, each with its first line.</summary>
    public IEnumerable<(string Text, int Line)> FirstNumbers =>
        _written.Take(_distinctCount).Select(written => (Encoding.UTF8.GetString(written.Cell), written.Line));

    /// <summary>Whether <see cref="FirstNumbers"/> are all numbers of the column, whole and each always written in the same way.</summary>
    public bool AreNumbersFew => _distinctCount <= MostWords && Numbers == _digits && !_hasLeadingZero && Numbers <= AlwaysCounted;

    /// <summary>Whether the numbers are codes: a leading zero beside equal widths, or more digits than a number has.</summary>
    public string? Code => Numbers == 0 || Numbers != _digits ? null
        : _hasLeadingZero && _minimumWidth == _maximumWidth ? "leading zeros and equal widths"
        : _hasLongCode ? string.Create(CultureInfo.InvariantCulture, $"whole numbers of more than {MostDigits} digits") : null;

    /// <summary>Counts a trimmed cell.</summary>
    public void Add(ReadOnlySpan<byte> cell, int line)
    {
        if (!AddSimple(cell, line)) { AddOther(cell, line); }
    }

    /// <summary>Digits with at most one point, as nearly all numbers are written.</summary>
    private bool AddSimple(ReadOnlySpan<byte> cell, int line)
    {
        ReadOnlySpan<byte> digits = !cell.IsEmpty && cell[0] == '-' ? cell[1..] : cell;
        if (digits.Length is 0 or > 16) { return false; }
        int point = -1;
        for (int i = 0; i < digits.Length; i++)
        {
            if ((uint)(digits[i] - '0') <= 9) { continue; }
            if (digits[i] != '.' || point >= 0) { return false; }
            point = i;
        }

        if (point < 0)
        {
            if (digits.Length > MostDigits) { return false; }
            Neutral++;
            if (digits.Length == cell.Length) { AddDigits(digits); }
            HasLongPlain |= digits.Length > 3;
        }
        else if (digits.Length == 1) { return false; }
        else if (digits.Length - point == 4 && point is > 0 and <= 3 && digits[0] != '0') { EitherPoint.Add(cell, line); }
        else { Points.Add(cell, line); }

        if (_distinctCount < _distinct.Length && (_plain++ < AlwaysCounted || _words.Count > 0) && NumberText.TrySimple(cell, (byte)'.', out double number))
        {
            AddDistinct(number, cell, line);
        }

        return true;
    }

    private void AddDigits(ReadOnlySpan<byte> digits)
    {
        _digits++;
        _minimumWidth = Math.Min(_minimumWidth, digits.Length);
        _maximumWidth = Math.Max(_maximumWidth, digits.Length);
        _hasLeadingZero |= digits.Length > 1 && digits[0] == '0';
        if (_compact.Count > 0) { DateFormat.Narrow(_compact, digits.Length < 8 ? "" : Encoding.UTF8.GetString(digits)); }
    }

    private void AddOther(ReadOnlySpan<byte> cell, int line)
    {
        foreach ((byte[] known, CellCount sort) in _known)
        {
            if (!cell.SequenceEqual(known)) { continue; }
            Others.Add(cell, line); // a category that was looked at before
            sort.Add(cell, line);
            return;
        }

        Cell found = marks.Read(cell, out _);
        if (found == Cell.Missing)
        {
            Missing++;
            return;
        }

        bool hasDigit = cell.ContainsAnyInRange((byte)'0', (byte)'9');
        if (hasDigit && NumberText.TryBoth(cell, out double withPoint, out double withComma, out NumberShape shape))
        {
            AddNumber(cell, withPoint, withComma, shape, line);
        }
        else if (MissingMarks.IsWeak(cell)) { Weak.Add(cell, line); }
        else { AddText(cell, hasDigit, line); }
    }

    private void AddNumber(ReadOnlySpan<byte> cell, double withPoint, double withComma, NumberShape shape, int line)
    {
        if (shape.Affix.Length > 0)
        {
            if (Affix.Length == 0) { Affix = shape.Affix; }
            if (!NumberParts.AreSame(shape.Affix, Affix))
            {
                OtherAffix.Add(cell, line);
                return;
            }

            WithAffix.Add(cell, line);
        }

        if (shape.HasMultiplier) { Multiplied.Add(cell, line); }
        if (shape.HasGroups) { Grouped.Add(cell, line); }
        if (shape.HasBrackets) { Bracketed.Add(cell, line); }
        if (double.IsNaN(withComma)) { Points.Add(cell, line); }
        else if (double.IsNaN(withPoint)) { Commas.Add(cell, line); }
        else if (withPoint == withComma)
        {
            Neutral++;
            bool isDigits = !cell.ContainsAnyExceptInRange((byte)'0', (byte)'9');
            _digits += isDigits ? 1 : 0;
            _hasLongCode |= isDigits && cell.TrimStart((byte)'0').TrimEnd((byte)'0').Length > MostDigits;
            HasLongPlain |= cell.IndexOfAnyExceptInRange((byte)'0', (byte)'9') is < 0 or > 3;
            if (isDigits)
            {
                _minimumWidth = Math.Min(_minimumWidth, cell.Length);
                _maximumWidth = Math.Max(_maximumWidth, cell.Length);
                _hasLeadingZero |= cell[0] == '0';
                _compact.Clear();
            }
        }
        else if (cell.Contains((byte)',')) { EitherComma.Add(cell, line); }
        else { EitherPoint.Add(cell, line); }

        AddDistinct(double.IsNaN(withPoint) ? withComma : withPoint, cell, line);
    }

    private void AddText(ReadOnlySpan<byte> cell, bool hasDigit, int line)
    {
        Others.Add(cell, line);
        CellCount sort = Texts.Add(cell, hasDigit, line);
        if (_known.Count < MostKnown || sort == Texts.Marked) { _known.Add((cell.ToArray(), sort)); }
        if (_hasMoreWords || _hasDigitWord) { return; }
        _hasDigitWord |= hasDigit;
        if (_words.Count == MostWords) { _hasMoreWords = true; }
        else { _words.Add(cell.ToArray()); }
    }

    private void AddDistinct(double number, ReadOnlySpan<byte> cell, int line)
    {
        if (_distinctCount == _distinct.Length || _distinct.AsSpan(0, _distinctCount).Contains(number)) { return; }
        if (_distinctCount < MostWords) { _written[_distinctCount] = (cell.ToArray(), line); }
        _distinct[_distinctCount++] = number;
    }
}
