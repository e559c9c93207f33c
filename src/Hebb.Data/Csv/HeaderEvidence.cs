using System.Globalization;
using System.Text;
using Hebb.Data.Reading;

namespace Hebb.Data.Csv;

/// <summary>Tells whether the first record holds names or already values.</summary>
internal static class HeaderEvidence
{
    private const int LongestName = 500;

    /// <summary>Fewer rows say nothing about whether a value comes again.</summary>
    private const int EnoughRows = 3;

    /// <summary>
    /// Each column gives evidence: text above numbers or dates is a name, and so is a date above numbers; a number above numbers is a value, unless it is a
    /// year, month or day in digits above other numbers; where a column has few different values, a first one that comes again is a value, and one that never
    /// does is a name.
    /// </summary>
    /// <param name="table">The first records.</param>
    /// <param name="width">The number of columns.</param>
    /// <param name="names">Names of columns that a header has if there is one; empty if none are known.</param>
    /// <param name="wanted">Names of columns that a user has said: a first record with one of them holds names.</param>
    public static bool IsHeader(string[][] table, int width, IReadOnlyCollection<string> names, IEnumerable<string> wanted)
    {
        string[] first = table[0];
        if (first.Intersect(wanted, StringComparer.Ordinal).Any()) { return true; }
        if (names.Count > 0)
        {
            int known = first.Count(names.Contains);
            if (known * 2 >= Math.Min(names.Count, first.Length)) { return true; }
            if (names.All(name => name.Length > 1 && name[0] == 'c' && int.TryParse(name.AsSpan(1), out _))) { return false; }
        }

        if (first.All(field => field.Length == 0) || first.Any(field => field.Length > LongestName)) { return false; }
        string[][] below = table[1..];
        string[][] columns = [.. Enumerable.Range(0, Math.Min(width, first.Length)).Select(i => Values(below, i))];
        if (IsSequence(first, below) || IsCounted(first, below, columns)) { return true; }
        int evidence = columns.Index().Sum(column => Of(first[column.Index], column.Item));

        // Without any evidence, lines of different words are names above texts.
        bool areNames = !first.Any(field => IsValue(field) && AffixOf(field).Length == 0) && first.Distinct(StringComparer.Ordinal).Count() * 2 > first.Length;
        return evidence > 0 || (evidence == 0 && areNames);
    }

    /// <summary>Whether a record has a number or a date.</summary>
    public static bool IsValues(string[] record) => record.Any(IsValue);

    private static int Of(string first, string[] values)
    {
        if (first.Length == 0) { return 0; }
        bool areValues = values.Length > 0 && values.Count(IsValue) >= 0.8 * values.Length;

        // "2019 sales" is a number of sales only if others are.
        string affix = AffixOf(first);
        bool isValue = IsValue(first) && (affix.Length == 0 || values.Any(value => NumberParts.AreSame(AffixOf(value), affix)));
        if (areValues && !isValue) { return MissingMarks.IsWeak(Bytes(first)) ? 0 : 2; }
        if (areValues && IsDate(first) && values.Count(IsDate) < 0.5 * values.Length) { return 2; }
        if (areValues) { return IsTime(first) && values.Count(IsTime) < 0.5 * values.Length ? 0 : -2; }
        if (isValue) { return IsTime(first) ? 0 : -1; }
        if (values.Contains(first, StringComparer.Ordinal)) { return -1; }
        return values.Length >= EnoughRows && values.Distinct(StringComparer.Ordinal).Count() * 2 <= values.Length ? 1 : 0;
    }

    /// <summary>Years as names (2019, 2020, 2021), or numbers counted from 0 or 1, above rows that are nothing of the kind.</summary>
    private static bool IsSequence(string[] first, string[][] below)
    {
        if (!CountUp(first)) { return false; }
        bool areYears = first.Length >= 3 && IsYear(first[0]), areCounted = first.Length >= 4 && first[0] is "0" or "1";
        return (areYears || areCounted) && !below.Any(CountUp) && !(areYears && below.SelectMany(row => row).Count(IsYear) * 2 > below.Sum(row => row.Length));
    }

    /// <summary>
    /// Numbers counted from 0 or 1 as names, as pandas writes them, beside names of other columns: text above numbers, or text that does not come again
    /// below; or nothing, above an index.
    /// </summary>
    private static bool IsCounted(string[] first, string[][] below, string[][] columns)
    {
        int at = Array.FindIndex(first, field => field is "0" or "1"), end = at + 1;
        if (at < 0 || below.Length < EnoughRows) { return false; }
        while (end < first.Length && first[end] == (first[at][0] - '0' + end - at).ToString(CultureInfo.InvariantCulture)) { end++; }
        bool isIndexed = first[0].Length == 0 && columns[0].Length == below.Length && columns[0].Distinct(StringComparer.Ordinal).Count() == below.Length;
        bool isCounted = isIndexed && columns[0][..EnoughRows] is ["0", "1", "2"];
        if (end - at < (isCounted ? 1 : isIndexed ? 2 : 3) || end - at == first.Length) { return false; }
        return columns.Index().All(column => column.Index >= at && column.Index < end
            || (isIndexed && column.Index == 0) || IsName(first[column.Index], column.Item));
    }

    private static bool IsName(string first, string[] values) =>
        first.Length > 0 && !IsValue(first) && !MissingMarks.IsWeak(Bytes(first))
        && values.Length >= EnoughRows && !values.Contains(first, StringComparer.Ordinal);

    /// <summary>What stands in a column, without marks that mean "no value".</summary>
    private static string[] Values(string[][] rows, int column) =>
        [.. rows.Where(row => column < row.Length && row[column].Length > 0 && !MissingMarks.IsWeak(Bytes(row[column]))).Select(row => row[column])];

    private static bool CountUp(string[] row)
    {
        int start = 0;
        return row.Length > 2 && int.TryParse(row[0], NumberStyles.None, CultureInfo.InvariantCulture, out start)
            && row.Index().All(field => field.Item == (start + field.Index).ToString(CultureInfo.InvariantCulture));
    }

    private static string AffixOf(string text) => NumberText.TryBoth(Bytes(text), out _, out _, out NumberShape shape) ? shape.Affix : "";

    private static bool IsYear(string text) =>
        text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year is > 1800 and < 2200;

    /// <summary>A year, month or day in digits: 2020, 202001, 20200131.</summary>
    private static bool IsTime(string text) => IsYear(text)
        || (text.Length is 6 or 8 && IsYear(text[..4]) && DateFormat.Named("yyyyMMdd")!.Parse(text.Length == 6 ? text + "01" : text) is not null);

    private static bool IsNumber(string text) => NumberText.TryBoth(Bytes(text), out _, out _, out _);

    private static bool IsDate(string text) => !IsNumber(text) && DateFormat.Narrow(DateFormat.Candidates(), text);

    private static bool IsValue(string text) => text.Length > 0 && (IsNumber(text) || IsDate(text));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
