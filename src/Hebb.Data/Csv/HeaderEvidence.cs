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
    /// Each column gives evidence: text above numbers or dates is a name; a number above numbers is a value, unless it is a year above other numbers; where a
    /// column has few different values, a first one that comes again is a value, and one that never does is a name.
    /// </summary>
    public static bool IsHeader(string[][] table, int width, IReadOnlyCollection<string> names)
    {
        string[] first = table[0];
        if (names.Count > 0)
        {
            int known = first.Count(names.Contains);
            if (known * 2 >= Math.Min(names.Count, first.Length)) { return true; }
            if (names.All(name => name.Length > 1 && name[0] == 'c' && int.TryParse(name.AsSpan(1), out _))) { return false; }
        }

        if (first.All(field => field.Length == 0) || first.Any(field => field.Length > LongestName)) { return false; }
        string[][] below = table[1..];
        if (IsSequence(first, below)) { return true; }
        int evidence = 0;
        for (int i = 0; i < Math.Min(width, first.Length); i++)
        {
            string[] values = [.. below.Where(row => i < row.Length && row[i].Length > 0 && !MissingMarks.IsWeak(Bytes(row[i]))).Select(row => row[i])];
            evidence += Of(first[i], values);
        }

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
        if (areValues) { return IsYear(first) && values.Count(IsYear) < 0.5 * values.Length ? 0 : -2; }
        if (isValue) { return IsYear(first) ? 0 : -1; }
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

    private static bool CountUp(string[] row)
    {
        int start = 0;
        return row.Length > 2 && int.TryParse(row[0], NumberStyles.None, CultureInfo.InvariantCulture, out start)
            && row.Index().All(field => field.Item == (start + field.Index).ToString(CultureInfo.InvariantCulture));
    }

    private static string AffixOf(string text) => NumberText.TryBoth(Bytes(text), out _, out _, out NumberShape shape) ? shape.Affix : "";

    private static bool IsYear(string text) =>
        text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year is > 1800 and < 2200;

    private static bool IsValue(string text) =>
        text.Length > 0 && (NumberText.TryBoth(Bytes(text), out _, out _, out _) || DateFormat.Narrow(DateFormat.Candidates(), text));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
