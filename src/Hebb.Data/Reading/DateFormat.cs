using System.Globalization;
using System.Text.RegularExpressions;

namespace Hebb.Data.Reading;

/// <summary>A way to write dates.</summary>
internal sealed partial class DateFormat
{
    private const long UnixSecond = 1, UnixMillisecond = 1000;

    /// <summary>Two-digit years from here on belong to the last century.</summary>
    private const int Pivot = 50;

    private static readonly string[] s_times =
    [
        "", " H:mm", " H:mm:ss", " H:mm:ss.FFFFFFF", " H:mmK", " H:mm:ssK", " H:mm:ss.FFFFFFFK", " H:mm:ss zzz", " h:mm tt", " h:mm:ss tt",
        " H:mm:sszz", " H:mm:ss.FFFFFFFzz", " H:mm:ss 'GMT'", " H:mm:ss 'UTC'",
    ];

    private static readonly string[] s_basic = ["yyyyMMdd'T'HHmmssK", "yyyyMMdd'T'HHmmss.FFFFFFFK", "yyyyMMdd'T'HHmmK"];

    private static readonly DateTimeFormatInfo s_words = Words();
    private static readonly DateTimeFormatInfo s_german = Words("Januar Februar März April Mai Juni Juli August September Oktober November Dezember");
    private static readonly DateTimeFormatInfo s_french = Words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre");
    private static readonly DateTimeFormatInfo s_spanish =
        Words("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre");
    private static readonly DateTimeFormatInfo s_italian =
        Words("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre");

    /// <summary>All formats; of several that fit a column the first one counts.</summary>
    private static readonly DateFormat[] s_all =
    [
        new("yyyy-MM-dd", 'T'), new("yyyy/MM/dd"), new("yyyy.MM.dd"), new("d.M.yyyy"), new("M/d/yyyy"), new("d/M/yyyy"), new("d-M-yyyy"), new("M-d-yyyy"),
        new("d MMM yyyy"), new("d MMMM yyyy"), new("MMM d, yyyy"), new("MMMM d, yyyy"), new("d-MMM-yyyy"),
        new("M/d/yy"), new("d/M/yy"), new("d.M.yy"), new("d-M-yy"), new("M-d-yy"), new("d-MMM-yy"), new("d MMM yy"), new("ddMMMyyyy"), new("ddMMMyy"),
        new("ddd, d MMM yyyy"), new("MMM d yyyy"), new("MMMM d yyyy"),
        new("dddd, d MMMM yyyy"), new("dddd, MMMM d, yyyy"),
        new("dth MMMM yyyy", parse: text => Ordinal(text, "d MMMM yyyy", "d MMM yyyy")),
        new("MMMM dth, yyyy", parse: text => Ordinal(text, "MMMM d, yyyy", "MMM d, yyyy", "MMMM d yyyy", "MMM d yyyy")),
        new("d. MMMM yyyy (German)", parse: text => Local(text, "d. MMMM yyyy", s_german)),
        new("d MMMM yyyy (French)", parse: text => Local(text, "d MMMM yyyy", s_french)),
        new("d MMMM yyyy (Spanish)", parse: text => Local(text, "d 'de' MMMM 'de' yyyy", s_spanish)),
        new("d MMMM yyyy (Italian)", parse: text => Local(text, "d MMMM yyyy", s_italian)),
        new("yyyyMMddTHHmmss", parse: text => Exact(text, s_basic, s_words)),
        new("yyyyMMdd", parse: Compact, isCompact: true), new("yyyy-MM"), new("yyyy/MM"), new("M/yyyy"), new("MM-yyyy"), new("MM.yyyy"), new("MMM yyyy"),
        new("MMMM yyyy"), new("MMM-yyyy"), new("MMM-yy"), new("MMM yy"), new("yyyy MMM"), new("yyyy-MMM"),
        new("yyyy-Www", parse: Week), new("yyyyQq", parse: QuarterBehind), new("Qq yyyy", parse: QuarterBefore),
        new("Unix seconds", parse: text => Unix(text, UnixSecond), isCompact: true),
        new("Unix milliseconds", parse: text => Unix(text, UnixMillisecond), isCompact: true),
    ];

    private readonly string[] _patterns = [];
    private readonly Func<string, DateTime?>? _parse;

    private DateFormat(string day, char? beforeTime = null)
    {
        Name = day;
        string[] times = day.Contains('d', StringComparison.Ordinal) ? s_times : [""];
        IEnumerable<string> spaced = times.Select(time => day + time);
        _patterns = [.. spaced, .. beforeTime is { } mark ? s_times.Skip(1).Select(time => $"{day}'{mark}'{time[1..]}") : []];
    }

    private DateFormat(string name, Func<string, DateTime?> parse, bool isCompact = false) => (Name, _parse, IsCompact) = (name, parse, isCompact);

    /// <summary>The pattern of the day, by which the format is known.</summary>
    public string Name { get; }

    /// <summary>Whether the dates are digits only, and so numbers too.</summary>
    public bool IsCompact { get; }

    private bool IsUnix => Name.StartsWith("Unix", StringComparison.Ordinal);

    /// <summary>Whether years have two digits.</summary>
    public bool HasShortYear => Name.EndsWith("yy", StringComparison.Ordinal) && !Name.EndsWith("yyyy", StringComparison.Ordinal);

    /// <summary>What two-digit years mean, in words.</summary>
    public static string ShortYears =>
        string.Create(CultureInfo.InvariantCulture, $"years 00 to {Pivot - 1} are 2000 to 20{Pivot - 1}, 50 to 99 are 19{Pivot} to 1999");

    /// <summary>The format with month and day the other way round, or null.</summary>
    public DateFormat? Swapped => Name[0] is 'M' && Name.Length > 3 && Name[2] == 'd' ? Named($"d{Name[1]}M{Name[3..]}")
        : Name[0] is 'd' && Name.Length > 3 && Name[2] == 'M' && Name[1] != '.' && Name[3] == Name[1] ? Named($"M{Name[1]}d{Name[3..]}") : null;

    /// <summary>The names of all formats.</summary>
    public static IEnumerable<string> Names => s_all.Select(format => format.Name);

    /// <summary>The format of this name, or null.</summary>
    public static DateFormat? Named(string name) => s_all.FirstOrDefault(format => format.Name == name);

    /// <summary>All formats that are not numbers too, to be narrowed down value by value.</summary>
    public static List<DateFormat> Candidates() => [.. s_all.Where(format => !format.IsCompact)];

    /// <summary>Those that are numbers too, to be narrowed down value by value.</summary>
    public static List<DateFormat> CompactCandidates() => [.. s_all.Where(format => format.IsCompact)];

    /// <summary>Leaves those formats in which a value is written too; false if none is left.</summary>
    public static bool Narrow(List<DateFormat> candidates, string text)
    {
        if (!MayBe(text)) { candidates.Clear(); }
        else { candidates.RemoveAll(format => format.Parse(text) is null); }
        return candidates.Count > 0;
    }

    /// <summary>Most text is no date: a digit at one end decides that without any parsing.</summary>
    public static bool MayBe(string text) =>
        text.Length is >= 5 and <= 40 && (char.IsAsciiDigit(text[0]) || char.IsAsciiDigit(text[^1]) || text[^1] is 'Z' or 'M' or 'm' or 'T' or 'C');

    /// <summary>A date, or null.</summary>
    public DateTime? Parse(string text) => _parse is not null ? _parse(text) : Exact(text, _patterns, s_words);

    /// <summary>The date that is read when a date is written in this format: its first day where the format names weeks, months or quarters only.</summary>
    public DateTime Floor(DateTime date) =>
        _parse == Week ? ISOWeek.ToDateTime(ISOWeek.GetYear(date), ISOWeek.GetWeekOfYear(date), DayOfWeek.Monday)
        : Name.Contains('d', StringComparison.Ordinal) || IsUnix ? date
        : new DateTime(date.Year, Name.Contains('Q', StringComparison.Ordinal) ? date.Month - ((date.Month - 1) % 3) : date.Month, 1);

    private static DateTime? Exact(string text, string[] patterns, DateTimeFormatInfo words) =>
        DateTimeOffset.TryParseExact(text, patterns, words, DateTimeStyles.AssumeUniversal, out DateTimeOffset date) ? date.DateTime : null;

    /// <summary>A date with the month in words of another language, with or without a time.</summary>
    private static DateTime? Local(string text, string day, DateTimeFormatInfo words) => Exact(text, [day, day + " H:mm", day + " H:mm:ss"], words);

    /// <summary>A date whose day is counted in words, 20th, in one of these formats.</summary>
    private static DateTime? Ordinal(string text, params string[] names)
    {
        string plain = Ordinals().Replace(text, "", 1);
        return plain.Length == text.Length ? null : names.Select(name => Named(name)!.Parse(plain)).FirstOrDefault(date => date is not null);
    }

    /// <summary>The Monday of a week as ISO 8601 counts them: 2017-W51, 2017W51.</summary>
    private static DateTime? Week(string text)
    {
        if (text.Length is not (7 or 8) || text[^3] != 'W' || (text.Length == 8 && text[4] != '-')
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out int year)
            || !int.TryParse(text.AsSpan(text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out int week))
        {
            return null;
        }

        return year is > 0 and < 9999 && week >= 1 && week <= ISOWeek.GetWeeksInYear(year) ? ISOWeek.ToDateTime(year, week, DayOfWeek.Monday) : null;
    }

    private static DateTimeFormatInfo Words(string months)
    {
        DateTimeFormatInfo words = Words();
        string[] names = [.. months.Split(' '), ""];
        (words.MonthNames, words.MonthGenitiveNames) = (names, names);
        return words;
    }

    private static DateTimeFormatInfo Words()
    {
        DateTimeFormatInfo words = (DateTimeFormatInfo)CultureInfo.InvariantCulture.DateTimeFormat.Clone();
        words.Calendar = new GregorianCalendar { TwoDigitYearMax = 2000 + Pivot - 1 };
        return words;
    }

    /// <summary>Other years are other numbers.</summary>
    private static DateTime? Compact(string text) =>
        DateTime.TryParseExact(text, "yyyyMMdd", s_words, DateTimeStyles.None, out DateTime date) && date.Year is >= 1800 and < 2200 ? date : null;

    private static DateTime? QuarterBehind(string text) =>
        text.Length is 6 or 7 && text[^2] is 'Q' or 'q' && (text.Length == 6 || text[4] is '-' or ' ') ? Quarter(text.AsSpan(0, 4), text[^1]) : null;

    private static DateTime? QuarterBefore(string text) =>
        text.Length is 6 or 7 && text[0] is 'Q' or 'q' && (text.Length == 6 || text[2] is '-' or ' ' or '/') ? Quarter(text.AsSpan(text.Length - 4), text[1])
            : null;

    private static DateTime? Quarter(ReadOnlySpan<char> year, char quarter) =>
        quarter is >= '1' and <= '4' && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1
            ? new DateTime(number, (3 * (quarter - '1')) + 1, 1) : null;

    /// <summary>Seconds or milliseconds since 1970, of the years 1973 to 2100: smaller numbers may be anything.</summary>
    private static DateTime? Unix(string text, long unit) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= 100_000_000 * unit && number < 4_102_444_800 * unit
            ? DateTime.UnixEpoch.AddMilliseconds((double)number * UnixMillisecond / unit) : null;

    [GeneratedRegex(@"(?<=\b\d\d?)(st|nd|rd|th)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Ordinals();
}
