using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Hebb.Data.Reading;

namespace Hebb.Data.Csv;

/// <summary>Finds the format of CSV from its beginning: delimiter, quotes, lines above the table, header.</summary>
internal static partial class CsvSniffer
{
    private const int MostRecords = 200;

    /// <summary>Below this share of records of the same length a delimiter may be a character of the text.</summary>
    private const double Agreement = 0.7;

    private static readonly char[] s_delimiters = [',', ';', '\t', '|'];
    private static readonly string[] s_comments = ["#", "//", "%"];

    /// <summary>The format of text that begins like this.</summary>
    /// <param name="sample">The beginning.</param>
    /// <param name="isWhole">Whether nothing follows it; otherwise its last line may be cut off.</param>
    /// <param name="encoding">The encoding of the file.</param>
    /// <param name="options">What is known.</param>
    /// <param name="names">Names of columns that a header has if there is one; empty if none are known.</param>
    public static CsvFormat Sniff(string sample, bool isWhole, Encoding encoding, CsvOptions options, IReadOnlyCollection<string> names)
    {
        int start = 0;
        while (start < sample.Length && sample[start] is '\r' or '\n') { start++; }
        sample = sample[start..];
        char? hint = Hint(sample);
        char delimiter = options.Delimiter ?? hint ?? Delimiter(sample, isWhole, options.LiteralQuotes ?? false);
        bool literal = options.LiteralQuotes ?? LiteralQuotes(sample, delimiter);
        List<string[]> records = Records(sample, delimiter, literal, isWhole);
        List<string> notes = [];
        int above = 0;
        if (hint is not null)
        {
            notes.Add($"first line 'sep={hint}' obeyed");
            above = 1;
        }

        (int skipped, string? comment) = Above(records, above, options.HasHeader, notes);
        string[][] table = [.. records.Skip(skipped).Where(record => !IsComment(record, comment))];
        int width = Columns(table);
        IEnumerable<string> wanted = options.NamedColumns.Concat(options.KnownNames);
        bool hasHeader = table.Length > 0 && (options.HasHeader ?? HeaderEvidence.IsHeader(table, width, names, wanted));
        bool lacksFirst = hasHeader && table.Length > 1 && width > 2 && table[0].Length == width - 1;
        char? seen = DecimalMark(table, hasHeader);
        int named = hasHeader ? Trimmed(table[0]) : 0;
        return new CsvFormat
        {
            Encoding = encoding,
            Delimiter = delimiter,
            LiteralQuotes = literal,
            DecimalMark = options.DecimalMark ?? seen ?? '.',
            SeenMark = seen,
            HasHeader = hasHeader,
            SkippedRecords = skipped,
            Width = Math.Max(width, named),
            LacksFirstName = lacksFirst,
            Comment = comment,
            Notes = notes,
        };
    }

    /// <summary>Excel's way to state the delimiter in the first line: <c>sep=;</c>.</summary>
    private static char? Hint(string sample) =>
        sample.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && sample.Length > 4 && (sample.Length == 5 || sample[5] is '\r' or '\n') ? sample[4]
            : null;

    /// <summary>
    /// The delimiter that cuts most records into the same number of fields. When several do (commas may be decimal marks, or part of text), the one wins
    /// whose fields contain none of the others, then the one that the first record agrees with, then the one with more fields.
    /// </summary>
    private static char Delimiter(string sample, bool isWhole, bool literal)
    {
        (char best, char single) = (',', ',');
        var bestScore = (Consistent: 0.0, Clean: 0.0, First: false, Fields: 0);
        double bestSingle = 0;
        foreach (char delimiter in s_delimiters)
        {
            List<string[]> records = [.. Records(sample, delimiter, literal, isWhole).Where(record => !s_comments.Any(mark => IsComment(record, mark)))];
            int fields = Width(records);
            if (records.Count == 0) { continue; }
            double consistent = records.Count(record => record.Length == fields) / (double)records.Count;
            if (fields < 2)
            {
                if (consistent > bestSingle) { (single, bestSingle) = (delimiter, consistent); }
                continue;
            }

            double clean = records.SelectMany(record => record).Average(field => IsClean(field) ? 1.0 : 0.0);
            var score = (Math.Round(consistent, 1), Math.Round(clean, 1), records[0].Length == fields, fields);
            if (score.CompareTo(bestScore) > 0) { (best, bestScore) = (delimiter, score); }
        }

        // Sentences with commas are one column, if the first line has one field and few others have the same number.
        bool isSingle = bestScore.Fields == 0 || (bestScore.Consistent < Agreement && !bestScore.First && bestSingle == 1);
        return isSingle ? single : best;
    }

    /// <summary>
    /// Whether quotes are ordinary characters: only in tab-separated text, where many tools never quote, and only when some field
    /// starts with a quote that does not enclose it.
    /// </summary>
    private static bool LiteralQuotes(string sample, char delimiter) =>
        delimiter == '\t' && sample.ReplaceLineEndings("\n").Split('\n').SelectMany(line => line.Split('\t'))
            .Any(field => field.StartsWith('"') && !Enclosed().IsMatch(field));

    /// <summary>The mark that some numbers of the first rows must have.</summary>
    private static char? DecimalMark(string[][] table, bool hasHeader)
    {
        FileDecimalMark evidence = new();
        foreach (string field in table.Skip(hasHeader ? 1 : 0).SelectMany(record => record)) { evidence.Add(Encoding.UTF8.GetBytes(field)); }
        return evidence.Mark;
    }

    /// <summary>Records above the table: comments, and titles, which have fewer fields.</summary>
    private static (int Count, string? Comment) Above(List<string[]> records, int first, bool? hasHeader, List<string> notes)
    {
        int at = first, width = Columns([.. records.Skip(first)]);
        string? comment = null;
        while (at < records.Count && s_comments.FirstOrDefault(mark => records[at][0].StartsWith(mark, StringComparison.Ordinal)) is { } mark)
        {
            // "#id,name" above "1,x" is the line of names; "# made in 2020, in Rome" is none.
            bool isNames = records[at].Length == width && (width > 1 || hasHeader != false)
                && (at + 1 == records.Count || HeaderEvidence.IsValues(records[at + 1]))
                && (width > 1 || records[at][0].Length > mark.Length && records[at][0][mark.Length] != ' ');
            if (isNames) { break; }
            (comment, at) = (mark, at + 1);
        }

        if (at > first) { notes.Add(Said(at - first, "comment", $"left out: lines that begin with '{comment}'")); }
        int titles = at;
        while (at + 1 < records.Count && width > 1 && Trimmed(records[at]) is var used
            && (records[at].Length < width - 1 || (width == 2 && records[at].Length < 2)
            || (width > 2 && records[at].Length == width && used < 2 && !HeaderEvidence.IsValues(records[at]))))
        {
            at++;
        }

        if (at > titles) { notes.Add(Said(at - titles, "line", "above the table left out")); }
        return (at, comment);
    }

    private static string Said(int count, string what, string rest) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")} {rest}");

    private static bool IsComment(string[] record, string? mark) => mark is not null && record[0].StartsWith(mark, StringComparison.Ordinal);

    /// <summary>The number of fields up to the last that is not empty.</summary>
    private static int Trimmed(string[] record) => Array.FindLastIndex(record, field => field.Length > 0) + 1;

    /// <summary>
    /// The number of columns. Rows that all end with the same delimiters behind the fields of the line above them have no more columns than that line; where
    /// something stands in their last field, the line lacks a name.
    /// </summary>
    private static int Columns(string[][] records)
    {
        int width = Width(records), rows = Array.FindIndex(records, record => record.Length == width);
        int above = rows > 0 ? records[rows - 1].Length : width;
        return above < width && records.Where(record => record.Length == width).All(record => Trimmed(record) <= above) ? above : width;
    }

    private static int Width(IReadOnlyCollection<string[]> records) =>
        records.Count == 0 ? 0 : records.GroupBy(record => record.Length).MaxBy(group => (group.Count(), group.Key))!.Key;

    /// <summary>The first records, cut into fields without quotes and outer spaces. Good enough for sniffing; the file itself is read by
    /// <see cref="CsvRowReader"/>.</summary>
    private static List<string[]> Records(string sample, char delimiter, bool literalQuotes, bool isWhole)
    {
        List<string[]> records = [];
        List<string> fields = [];
        int start = 0;
        bool enclosed = false, quoted = false;
        for (int i = 0; i <= sample.Length && records.Count < MostRecords; i++)
        {
            bool isEnd = i == sample.Length, isBreak = isEnd || (!quoted && sample[i] is '\n' or '\r');
            if (isEnd && !isWhole && records.Count > 0) { break; }
            if (isBreak || (!quoted && sample[i] == delimiter))
            {
                if (isBreak && fields.Count == 0 && sample.AsSpan(start, i - start).Trim().IsEmpty)
                {
                    start = i + 1;
                    continue;
                }

                string field = sample[start..i].Trim();
                bool isQuoted = !literalQuotes && field.Length >= 2 && field[0] == '"' && field[^1] == '"';
                fields.Add(isQuoted ? field[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal).Trim() : field);
                (start, enclosed) = (i + 1, false);
                if (!isBreak) { continue; }
                records.Add([.. fields]);
                fields.Clear();
            }
            else if (sample[i] == '"' && !literalQuotes && (enclosed || sample.AsSpan(start, i - start).Trim().IsEmpty))
            {
                (enclosed, quoted) = (true, !quoted);
            }
        }

        return records;
    }

    private static bool IsClean(string field) => field.IndexOfAny(s_delimiters) < 0 || WithComma().IsMatch(field);

    [GeneratedRegex("^\"([^\"]|\"\")*\"$")]
    private static partial Regex Enclosed();

    [GeneratedRegex(@"^[+-]?\d+,\d+([eE][+-]?\d+)?$")]
    private static partial Regex WithComma();
}
