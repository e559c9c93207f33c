using System.Text.RegularExpressions;

namespace Hebb.Data.Csv;

/// <summary>Finds the delimiter, the use of quotes and the decimal mark from the first lines of a file.</summary>
internal static partial class CsvSniffer
{
    private static readonly char[] s_delimiters = [',', ';', '\t', '|'];

    /// <summary>Excel's way to state the delimiter in the first line: <c>sep=;</c>.</summary>
    public static char? Hint(IReadOnlyList<string> lines) =>
        lines.Count > 0 && lines[0].Length == 5 && lines[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase) ? lines[0][4] : null;

    /// <summary>
    /// The delimiter that cuts most lines into the same number of fields. When several do (commas may be decimal marks, or part of text),
    /// the one wins whose fields contain none of the others, then the one with more fields.
    /// </summary>
    public static char Delimiter(IReadOnlyList<string> lines)
    {
        char best = ',';
        var bestScore = (Consistent: 0.0, Clean: 0.0, Fields: 0);
        foreach (char delimiter in s_delimiters)
        {
            List<string>[] rows = [.. lines.Select(line => Fields(line, delimiter, literalQuotes: false))];
            int fields = rows.Length == 0 ? 0 : rows.GroupBy(row => row.Count).MaxBy(group => (group.Count(), group.Key))!.Key;
            if (fields < 2)
            {
                continue;
            }

            double consistent = rows.Count(row => row.Count == fields) / (double)rows.Length;
            double clean = rows.SelectMany(row => row).Average(field => IsClean(field) ? 1.0 : 0.0);
            var score = (Math.Round(consistent, 1), Math.Round(clean, 2), fields);
            if (score.CompareTo(bestScore) > 0)
            {
                (best, bestScore) = (delimiter, score);
            }
        }

        return best;
    }

    /// <summary>
    /// Whether quotes are ordinary characters: only in tab-separated text, where many tools never quote, and only when some field
    /// starts with a quote that does not enclose it.
    /// </summary>
    public static bool LiteralQuotes(IReadOnlyList<string> lines, char delimiter) =>
        delimiter == '\t' && lines.SelectMany(line => line.Split('\t')).Any(field => field.StartsWith('"') && !Enclosed().IsMatch(field));

    /// <summary>A comma when more values look like 1,5 than like 1.5.</summary>
    public static char DecimalMark(IReadOnlyList<string> lines, char delimiter, bool literalQuotes)
    {
        int commas = 0, points = 0;
        foreach (string field in lines.SelectMany(line => Fields(line, delimiter, literalQuotes)))
        {
            commas += WithComma().IsMatch(field) ? 1 : 0;
            points += WithPoint().IsMatch(field) ? 1 : 0;
        }

        return commas > points ? ',' : '.';
    }

    /// <summary>The fields of one line, without quotes and outer spaces. Good enough for sniffing; the file itself is read by
    /// <see cref="CsvRowReader"/>.</summary>
    public static List<string> Fields(string line, char delimiter, bool literalQuotes)
    {
        var fields = new List<string>();
        int start = 0;
        bool enclosed = false, quoted = false;
        for (int i = 0; i <= line.Length; i++)
        {
            if (i == line.Length || (line[i] == delimiter && !quoted))
            {
                string field = line[start..i].Trim();
                bool isQuoted = !literalQuotes && field.Length >= 2 && field[0] == '"' && field[^1] == '"';
                fields.Add(isQuoted ? field[1..^1].Replace("\"\"", "\"").Trim() : field);
                (start, enclosed) = (i + 1, false);
            }
            else if (line[i] == '"' && !literalQuotes && (enclosed || line.AsSpan(start, i - start).Trim().IsEmpty))
            {
                (enclosed, quoted) = (true, !quoted);
            }
        }

        return fields;
    }

    private static bool IsClean(string field) => field.IndexOfAny(s_delimiters) < 0 || WithComma().IsMatch(field);

    [GeneratedRegex("^\"([^\"]|\"\")*\"$")]
    private static partial Regex Enclosed();

    [GeneratedRegex(@"^[+-]?\d+,\d+([eE][+-]?\d+)?$")]
    private static partial Regex WithComma();

    [GeneratedRegex(@"^[+-]?\d*\.\d+([eE][+-]?\d+)?$")]
    private static partial Regex WithPoint();
}
