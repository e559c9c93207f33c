using System.Globalization;
using System.Text;

namespace Hebb.Data.Reading;

/// <summary>Decides from the cells of all columns how each is read, and says what was understood.</summary>
internal sealed class ReadingDecision
{
    /// <summary>From this share of numbers on, other values are taken for mistakes rather than for text.</summary>
    private const double NearlyAll = 0.95;

    private readonly IReadOnlyList<ColumnEvidence> _columns;
    private readonly ReadingRules _rules;
    private readonly char? _delimiter;
    private readonly string? _source;
    private readonly int? _firstRow;
    private readonly List<ReadingNote> _notes = [];
    private readonly char? _fileMark;

    /// <summary>A decision about a file.</summary>
    /// <param name="columns">What was counted.</param>
    /// <param name="rules">What a user has said.</param>
    /// <param name="delimiter">The character between fields; null for JSON.</param>
    /// <param name="source">The file's name, for errors.</param>
    /// <param name="firstRow">The line of the first row, where it may hold names; null if the names are known.</param>
    public ReadingDecision(IReadOnlyList<ColumnEvidence> columns, ReadingRules rules, char? delimiter, string? source, int? firstRow = null)
    {
        (_columns, _rules, _delimiter, _source, _firstRow) = (columns, rules, delimiter, source, firstRow);
        ColumnEvidence[] counted = [.. columns.Where(column => !IsForced(column.Name))];
        int points = counted.Count(column => column.Points.Count > column.Commas.Count),
            commas = counted.Count(column => column.Commas.Count > column.Points.Count);
        _fileMark = rules.DecimalMark ?? (commas > points ? ',' : points > commas ? '.' : null);
    }

    /// <summary>The decimal mark of the file.</summary>
    public char FileMark => _fileMark ?? '.';

    /// <summary>What was understood.</summary>
    public IReadOnlyList<ReadingNote> Notes => _notes;

    /// <summary>How every column is read.</summary>
    /// <exception cref="DataException">A column cannot be read as it is; the message says which cell, and what helps.</exception>
    public ColumnReading[] Columns()
    {
        ColumnReading[] readings = [.. _columns.Select(Column)];
        OrderDates(readings);
        return readings;
    }

    private bool IsForced(string name) => _rules.Types.TryGetValue(name, out ColumnType? type) && type != ColumnType.Number;

    private ColumnReading Column(ColumnEvidence column)
    {
        ColumnReading plain = new() { Name = column.Name, Type = ColumnType.Text, DecimalMark = FileMark, Missing = _rules.MissingOf(column.Name) };
        ColumnType? wanted = _rules.Types.GetValueOrDefault(column.Name);
        if (wanted == ColumnType.Text || wanted == ColumnType.Category) { return plain with { Type = wanted }; }
        if (wanted is { IsDate: true }) { return Date(column, DateAs(column, wanted), plain, isWanted: true) ?? throw NoDates(column, wanted); }
        if (wanted is null)
        {
            if (DateOf(column) is { } format && Date(column, format, plain, isWanted: false) is { } dates) { return dates; }
            if (column.Code is { } why)
            {
                Note(column, $"{why}: these are codes, read as text", new Remedy(RemedyKind.ColumnType, column.Name, "number"));
                return plain;
            }

            bool isEmpty = column.Numbers + column.Others.Count + column.OtherAffix.Count + column.Weak.Count == 0;
            if (column.Numbers == 0 && !isEmpty) { return plain; }
        }

        return Number(column, plain with { Type = ColumnType.Number, Affix = column.Affix }, isWanted: wanted is not null) ?? plain;
    }

    /// <summary>The column as dates; null if it is something else.</summary>
    private ColumnReading? Date(ColumnEvidence column, DateFormat format, ColumnReading reading, bool isWanted)
    {
        bool areTexts = !format.IsCompact;
        long good = areTexts ? column.Texts.Fitting.Count : column.Numbers;
        bool areMarksFew = areTexts ? column.Texts.AreMarksFew : column.Texts.Marked.Count == 0 || column.Words.Length > 0;
        if ((!areMarksFew && !isWanted) || (areTexts && column.Numbers > good)) { return null; }
        (string Text, int Line)[] numbers = areTexts
            ? [.. column.FirstNumbers.Where(number => !reading.Missing.Contains(number.Text) && !_rules.Marks.Contains(number.Text))] : [];
        (string Text, int Line)[] wrong = [.. numbers.Where(number => number.Text != "0" || !column.AreNumbersFew)];
        if (areTexts && !column.AreNumbersFew && wrong.Length == 0) { return null; }
        long bad = column.Texts.Bad.Count + (wrong.Length > 0 ? column.Numbers : 0);
        if (bad > 0)
        {
            if (column.Texts.Bad is { Count: > 0 } texts) { wrong = [.. wrong, (texts.First, texts.Line)]; }
            (string first, int line) = wrong.MinBy(one => one.Line);
            Remedy mark = new(RemedyKind.MissingMark, column.Name, first);
            if (isWanted || good >= NearlyAll * (good + bad)) { throw NoDate(column, format, good, bad, first, line); }
            Note(column, $"dates but for '{first}' and the like in {Rows(bad)}, read as text", mark);
            return null;
        }

        string[] marks = [.. column.Texts.Marks, .. numbers.Select(number => number.Text)];
        if (marks.Length > 0)
        {
            Note(column, $"dates but for {Quoted(marks)} in {Rows(column.Texts.Marked.Count + (numbers.Length > 0 ? column.Numbers : 0))}, "
                + "taken for missing values", new Remedy(RemedyKind.ColumnType, column.Name, "text"));
        }

        return Weakly(column, reading with { Type = ColumnType.DateAs(format.Name), Missing = [.. reading.Missing, .. marks] });
    }

    private DataException NoDate(ColumnEvidence column, DateFormat format, long good, long bad, string first, int line) => new(
        string.Create(CultureInfo.InvariantCulture, $"'{first}' is not a date, but {good} other values of the column are ")
        + $"{(bad > 1 ? string.Create(CultureInfo.InvariantCulture, $"({bad} values are not)") : "(it is the only one that is not)")}. "
        + $"Expected dates written as {format.Name}. Correct the value.",
        _source, line, column.Name, first,
        [
            .. line == _firstRow ? [new(RemedyKind.Header)] : Array.Empty<Remedy>(), new(RemedyKind.MissingMark, column.Name, first),
            new(RemedyKind.ColumnType, column.Name, "text"), new(RemedyKind.DropColumn, column.Name),
        ]);

    private static string Quoted(string[] words) => string.Join(" and ", words.Select(word => $"'{word}'"));

    /// <summary>The column as numbers; null if it is text.</summary>
    private ColumnReading? Number(ColumnEvidence column, ColumnReading reading, bool isWanted)
    {
        bool isRefused = column.Multiplied.Count > 0 && column.Affix.Length == 1 && char.IsLetter(column.Affix[0]); // 12A, 7B: seats, not billions
        char mark = MarkOf(column, out Remedy[]? asked, out string? why);
        CellCount wrong = mark == '.' ? column.Commas : column.Points;
        bool isUnit = column.WithAffix.Count * 2 >= column.Numbers; // 12O among plain numbers is a mistake, not a unit
        long bad = column.Others.Count + column.OtherAffix.Count + wrong.Count + (isUnit ? 0 : column.WithAffix.Count),
            good = column.Numbers + column.Others.Count
            + column.OtherAffix.Count - bad;
        if (!isUnit) { reading = reading with { Affix = "" }; }
        string[] words = bad == column.Others.Count ? column.Words : [];
        if (bad > 0 && words.Length == 0 && !isWanted && (isRefused || good < NearlyAll * (good + bad)))
        {
            if (isUnit && column.OtherAffix.Count > 0 && column.Others.Count == 0)
            {
                Note(column, $"'{column.Affix}' and other units or currencies ('{column.OtherAffix.First}'): not numbers, read as text");
            }

            return null;
        }

        if (isRefused && !isWanted) { return null; }
        if (asked is not null)
        {
            CellCount either = column.EitherComma.Count > 0 ? column.EitherComma : column.EitherPoint;
            throw new DataException($"'{either.First}' can be read in two ways: {why}.", _source, either.Line, column.Name, either.First, asked);
        }

        if (bad > 0 && words.Length == 0 && !_rules.SkipBad)
        {
            throw Bad(column, reading with { DecimalMark = mark }, isUnit ? wrong : column.WithAffix, good, bad);
        }

        Say(column, mark, words);
        return Weakly(column, reading with { DecimalMark = mark, Missing = [.. reading.Missing, .. words] });
    }

    private DataException Bad(ColumnEvidence column, ColumnReading reading, CellCount wrong, long good, long bad)
    {
        CellCount first = ((CellCount[])[column.Others, column.OtherAffix, wrong]).Where(count => count.Count > 0).MinBy(count => count.Line)!;
        string others = bad > 1 ? $"({bad} values are not)" : "(it is the only one that is not)";
        return new(
            string.Create(CultureInfo.InvariantCulture, $"'{first.First}' is not a number, but {good} other values of the column are {others}. ")
            + $"Expected {reading.Expected}. Correct the value.",
            _source, first.Line, column.Name, first.First,
            [
                .. first.Line == _firstRow ? [new(RemedyKind.Header)] : Array.Empty<Remedy>(), new(RemedyKind.MissingMark, column.Name, first.First),
                new(RemedyKind.ColumnType, column.Name, "text"), new(RemedyKind.DropColumn, column.Name), new(RemedyKind.SkipBadRows),
            ]);
    }

    /// <summary>
    /// The decimal mark of a column: what most of its numbers can only have; else, where three digits stand behind every mark, what other numbers of the
    /// column, of the file and the delimiter say. What remains open is asked.
    /// </summary>
    private char MarkOf(ColumnEvidence column, out Remedy[]? asked, out string? why)
    {
        (asked, why) = (null, null);
        if (_rules.DecimalMark is { } given) { return given; }
        if (column.Points.Count != column.Commas.Count) { return column.Points.Count > column.Commas.Count ? '.' : ','; }
        if (column.EitherPoint.Count + column.EitherComma.Count == 0) { return FileMark; }
        bool isMixed = column.EitherPoint.Count > 0 && column.EitherComma.Count > 0;
        char written = column.EitherPoint.Count > 0 ? '.' : ',';
        if (!isMixed)
        {
            if (column.HasLongPlain) { return written; }
            if (_fileMark is { } mark) { return mark; }
            if (written == '.') { return '.'; }
            if (_delimiter == ',') { return '.'; }
        }

        string example = (column.EitherComma.Count > 0 ? column.EitherComma : column.EitherPoint).First;
        NumberText.TryBoth(Encoding.UTF8.GetBytes(example), out double withPoint, out double withComma, out _);
        asked = [new(RemedyKind.DecimalMark, Value: "."), new(RemedyKind.DecimalMark, Value: ","), new(RemedyKind.ColumnType, column.Name, "text")];
        why = $"{NumberText.Format(withPoint)} with a decimal point, {NumberText.Format(withComma)} with a decimal comma, and nothing in the file tells which";
        return '.';
    }

    private void Say(ColumnEvidence column, char mark, string[] words)
    {
        CellCount grouped = mark == '.' && column.EitherComma.Count > 0 ? column.EitherComma
            : mark == ',' && column.EitherPoint.Count > 0 ? column.EitherPoint : column.Grouped;
        if (grouped.Count > 0 && Value(grouped, mark) is { } value)
        {
            bool wasOpen = grouped != column.Grouped && column.Points.Count == column.Commas.Count;
            string by = mark == '.' && grouped.First.Contains(',', StringComparison.Ordinal) ? "commas"
                : mark == ',' && grouped.First.Contains('.', StringComparison.Ordinal) ? "points"
                : grouped.First.Contains('_', StringComparison.Ordinal) ? "underscores" : "blanks or apostrophes";
            Remedy[] other = wasOpen && _rules.DecimalMark is null ? [new(RemedyKind.DecimalMark, Value: mark == '.' ? "," : ".")] : [];
            Note(column, $"thousands separated by {by}, {grouped.First} is {value}", other);
        }
        else if (column.EitherPoint.Count + column.EitherComma.Count > 0 && column.Points.Count == column.Commas.Count && _fileMark is null)
        {
            CellCount either = column.EitherPoint.Count > 0 ? column.EitherPoint : column.EitherComma;
            Note(column, $"{either.First} is read as {Value(either, mark)}", new Remedy(RemedyKind.DecimalMark, Value: mark == '.' ? "," : "."));
        }

        if (column.WithAffix.Count > 0) { Note(column, $"numbers with '{column.Affix}', {column.WithAffix.First} is {Value(column.WithAffix, mark)}"); }
        if (column.Multiplied.Count > 0) { Note(column, $"{column.Multiplied.First} is {Value(column.Multiplied, mark)}"); }
        if (column.Bracketed.Count > 0) { Note(column, $"brackets are negative, {column.Bracketed.First} is {Value(column.Bracketed, mark)}"); }
        if (words.Length > 0)
        {
            Note(column, $"numbers but for {Quoted(words)} in {Rows(column.Others.Count)}, taken for missing values",
                new Remedy(RemedyKind.ColumnType, column.Name, "text"));
        }
    }

    private ColumnReading Weakly(ColumnEvidence column, ColumnReading reading)
    {
        if (column.Weak.Count > 0) { Note(column, $"'{column.Weak.First}' and the like mean a missing value in {Rows(column.Weak.Count)}"); }
        return reading;
    }

    private static DateFormat? DateOf(ColumnEvidence column)
    {
        bool isInstant = column.Name is { } name && s_instants.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase))
            || column.Name.Equals("ts", StringComparison.OrdinalIgnoreCase) || column.Name.EndsWith("_at", StringComparison.OrdinalIgnoreCase);
        return column.Dates.FirstOrDefault(format => format.Name == "yyyyMMdd" || !format.IsCompact || isInstant);
    }

    /// <summary>Ten-digit numbers are seconds since 1970 only if the name says so.</summary>
    private static readonly string[] s_instants = ["date", "time", "stamp", "unix", "epoch", "created", "updated"];

    private DateFormat DateAs(ColumnEvidence column, ColumnType wanted) =>
        column.Dates.FirstOrDefault(known => wanted.Format is null || known == wanted.Format) ?? throw NoDates(column, wanted);

    private DataException NoDates(ColumnEvidence column, ColumnType wanted)
    {
        CellCount other = column.Texts.Bad.Count > 0 ? column.Texts.Bad : column.Others;
        return new(
            $"The values are not all dates {(wanted.Format is null ? "in one known format" : $"written as {wanted.Name}")}"
            + $"{(other.Count > 0 ? $", for example '{other.First}'" : "")}.",
            _source, other.Count > 0 ? other.Line : null, column.Name, other.First,
            [new(RemedyKind.ColumnType, column.Name, "text"), new(RemedyKind.DropColumn, column.Name)]);
    }

    /// <summary>Where day and month can be exchanged in all values of a column, another column of dates decides; else it is said.</summary>
    private void OrderDates(ColumnReading[] readings)
    {
        bool IsOpen(int i) => readings[i].Type.Format?.Swapped is { } other && _columns[i].Dates.Contains(other) && !_rules.Types.ContainsKey(readings[i].Name);
        int[] dates = [.. Enumerable.Range(0, readings.Length).Where(i => readings[i].Type.Format is not null)];
        bool[] dayFirst = [.. dates.Where(i => readings[i].Type.Format!.Swapped is not null && !IsOpen(i)).Select(i =>
            readings[i].Type.Name[0] == 'd').Distinct()];
        foreach (int i in dates)
        {
            DateFormat format = readings[i].Type.Format!;
            if (IsOpen(i))
            {
                DateFormat other = format.Swapped!;
                if (dayFirst is [bool isDayFirst])
                {
                    if (format.Name[0] == 'd' != isDayFirst) { (format, other) = (other, format); }
                    readings[i] = readings[i] with { Type = ColumnType.DateAs(format.Name) };
                }

                Note(_columns[i], $"dates read as {format.Name}; all of them could be {other.Name} too, {_columns[i].Texts.Fitting.First} is "
                    + $"{format.Parse(_columns[i].Texts.Fitting.First):yyyy-MM-dd}", new Remedy(RemedyKind.ColumnType, readings[i].Name, other.Name));
            }

            if (format.HasShortYear) { Note(_columns[i], $"dates with two-digit years: {DateFormat.ShortYears}"); }
            if (format.IsCompact) { Note(_columns[i], $"dates written as {format.Name}", new Remedy(RemedyKind.ColumnType, readings[i].Name, "number")); }
        }
    }

    private void Note(ColumnEvidence column, string text, params Remedy[] remedies) => _notes.Add(new(column.Name, text, remedies));

    private static string? Value(CellCount count, char mark) =>
        NumberText.TryRead(Encoding.UTF8.GetBytes(count.First), mark, out double number, out _) ? NumberText.Format(number) : null;

    private static string Rows(long count) => string.Create(CultureInfo.InvariantCulture, $"{count} row{(count == 1 ? "" : "s")}");
}
