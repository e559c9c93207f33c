using System.Globalization;
using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>A way to write dates.</summary>
internal sealed class DateFormat
{
    private static readonly string[] s_times =
        ["", " H:mm", " H:mm:ss", " H:mm:ss.FFFFFFF", " H:mmK", " H:mm:ssK", " H:mm:ss.FFFFFFFK", " h:mm tt", " h:mm:ss tt"];

    /// <summary>All formats; of several that fit a column the first one counts.</summary>
    private static readonly DateFormat[] s_all =
    [
        new("yyyy-MM-dd", 'T'), new("yyyy/MM/dd"), new("yyyy.MM.dd"), new("d.M.yyyy"), new("M/d/yyyy"), new("d/M/yyyy"), new("d-M-yyyy"),
        new("d MMM yyyy"), new("d MMMM yyyy"), new("MMM d, yyyy"), new("MMMM d, yyyy"), new("d-MMM-yyyy"),
    ];

    private readonly string[] _patterns;

    private DateFormat(string day, char? beforeTime = null)
    {
        Name = day;
        IEnumerable<string> spaced = s_times.Select(time => day + time);
        _patterns = [.. spaced, .. beforeTime is { } mark ? s_times.Skip(1).Select(time => $"{day}'{mark}'{time[1..]}") : []];
    }

    /// <summary>The pattern of the day, by which the format is known.</summary>
    public string Name { get; }

    /// <summary>The format of this name, or null.</summary>
    public static DateFormat? Named(string name) => s_all.FirstOrDefault(format => format.Name == name);

    /// <summary>The format in which all values of a column are written, or null.</summary>
    public static DateFormat? Of(Column column)
    {
        if (column is not TextColumn texts || column.MissingCount == column.Count) { return null; }
        List<DateFormat> candidates = [.. s_all];
        foreach (string? text in texts.Values)
        {
            if (text is not null && !Narrow(candidates, text)) { return null; }
        }

        return candidates[0];
    }

    /// <summary>All formats, to be narrowed down value by value.</summary>
    public static List<DateFormat> Candidates() => [.. s_all];

    /// <summary>Leaves those formats in which a value is written too; false if none is left.</summary>
    public static bool Narrow(List<DateFormat> candidates, string text)
    {
        // Most text is no date: a digit at one end decides that without any parsing.
        if (text.Length is < 8 or > 40 || !(char.IsAsciiDigit(text[0]) || char.IsAsciiDigit(text[^1]))) { candidates.Clear(); }
        else { candidates.RemoveAll(format => format.Parse(text) is null); }
        return candidates.Count > 0;
    }

    /// <summary>A date, or null.</summary>
    public DateTime? Parse(string text) =>
        DateTimeOffset.TryParseExact(text, _patterns, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? date.DateTime
            : null;

    /// <summary>The dates of a column; missing ones are left out.</summary>
    public IEnumerable<DateTime> All(Column column)
    {
        for (int row = 0; row < column.Count; row++)
        {
            if (column.TextAt(row) is { } text) { yield return Parse(text)!.Value; }
        }
    }
}
