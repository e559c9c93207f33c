using System.Globalization;

namespace Hebb.Data.Csv;

/// <summary>Tells whether the first record holds names or already values.</summary>
internal static class HeaderSniffer
{
    private const int LongestName = 80;

    /// <summary>
    /// Names are not numbers, differ from each other, are short and do not come again as values of their column. A first field without
    /// a name is tolerated, as tools write it above a column of row numbers.
    /// </summary>
    public static bool HasHeader(IReadOnlyList<List<string>> rows, char decimalMark)
    {
        if (rows.Count == 0)
        {
            return false;
        }

        List<string> first = rows[0];
        bool LooksLikeName(string field, int position) =>
            field.Length <= LongestName && !IsNumber(field, decimalMark) && field != "?" && (field.Length > 0 || position is 0 || position == first.Count - 1);

        if (!first.Select(LooksLikeName).All(isName => isName) || first.All(field => field.Length == 0) || HasDuplicates(first))
        {
            return false;
        }

        bool Recurs(int position) => rows.Skip(1).Any(row => position < row.Count && row[position] == first[position] && first[position].Length > 0);
        bool NumbersBelow(int position) => rows.Skip(1).Any(row => position < row.Count && IsNumber(row[position], decimalMark));
        int[] positions = [.. Enumerable.Range(0, first.Count)];
        return positions.Any(NumbersBelow) || !positions.Any(Recurs);
    }

    // Twice the same name is an error worth showing, and only values repeat a lot: so a few duplicates still make a header.
    private static bool HasDuplicates(List<string> first) => first.Distinct(StringComparer.Ordinal).Count() * 2 <= first.Count && first.Count > 1;

    private static bool IsNumber(string field, char decimalMark) =>
        double.TryParse(decimalMark == ',' ? field.Replace(',', '.') : field, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
