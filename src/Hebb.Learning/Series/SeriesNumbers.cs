using Hebb.Data.Tables;

namespace Hebb.Learning.Series;

/// <summary>Whole numbers that say when a row was where there are no dates: a counter without gaps, a year, a period such as 202406, or a year beside a
/// month, a quarter, a week, or a day of it.</summary>
internal static class SeriesNumbers
{
    /// <summary>In fewer rows any numbers may follow each other by chance.</summary>
    private const int FewestRows = 10;

    /// <summary>In rows that are mixed, years are told from other numbers by this share of them, of those between the first and the last.</summary>
    private const double Dense = 0.5;

    private const int FirstYear = 1000, LastYear = 2999, LongestYear = 366;

    /// <summary>What a column counts down to: it falls while time goes on.</summary>
    private static readonly string[] s_countdowns = ["remaining", "left", "countdown", "until", "before", "to", "ttl", "rul"];

    /// <summary>The columns that order the rows; null if there are none, or if one says that rows come in its order.</summary>
    /// <param name="columns">The columns that may.</param>
    /// <param name="series">The rows of each series as they stand in the file.</param>
    public static (string Time, string? Part)? Find(IReadOnlyList<Column> columns, IReadOnlyList<int[]> series)
    {
        if (series.Any(rows => rows.Length < FewestRows)) { return null; }
        NumberColumn[] whole = [.. columns.OfType<NumberColumn>().Where(IsWhole)];
        NumberColumn[] years = [.. whole.Where(column => IsWithin(column, FirstYear, LastYear))];
        (string Time, string? Part, bool InOrder)[] found =
        [
            .. whole.Where(column => Tells(column, null, series)).Select(column => Order(column, null)),
            .. years.SelectMany(year => whole.Where(part => part != year && IsWithin(part, 1, LongestYear) && Tells(year, part, series))
                .Select(part => Order(year, part))),
        ];
        return found.Length == 0 || found.Any(order => order.InOrder) ? null : (found[0].Time, found[0].Part);

        (string Time, string? Part, bool InOrder) Order(NumberColumn time, NumberColumn? part) =>
            (time.Name, part?.Name, series.All(rows => Steps(time, part, rows).All(step => step > 0)));
    }

    /// <summary>A column that falls from row to row although rows are taken as they come; null if there is none.</summary>
    public static string? Falling(IReadOnlyList<Column> columns, SeriesRows rows) => columns.OfType<NumberColumn>().FirstOrDefault(column =>
        rows.Segments.All(segment => segment.Count >= FewestRows && column[segment.First] > column[segment.End - 1])
        && (rows.IsCounter(column) || (IsWhole(column) && IsWithin(column, FirstYear, LastYear)
            && rows.Segments.All(segment => Enumerable.Range(segment.First + 1, segment.Count - 1).All(row => column[row] <= column[row - 1])))))?.Name;

    /// <summary>A number that is larger the later a row was; null if there is none.</summary>
    public static long? Key(NumberColumn time, NumberColumn? part, int row)
    {
        double value = (time[row] * (LastYear + 1)) + (part is null ? 0 : part[row]);
        return double.IsNaN(value) || Math.Abs(value) > long.MaxValue / 2 ? null : (long)Math.Round(value);
    }

    private static bool Tells(NumberColumn time, NumberColumn? part, IReadOnlyList<int[]> series)
    {
        bool isPeriod = part is null && IsPeriod(time), isYear = part is not null || IsWithin(time, FirstYear, LastYear);
        bool isCountdown = time.Name.Split(' ', '_', '-', '.').Intersect(s_countdowns, StringComparer.OrdinalIgnoreCase).Any();
        return !isCountdown && series.All(rows =>
        {
            double[] keys = [.. rows.Select(row => (double)Key(time, part, row)!).Order()];
            if (keys.Zip(keys.Skip(1)).Any(pair => pair.First == pair.Second)) { return false; }
            bool falls = Steps(time, part, rows).All(step => step < 0);
            return isPeriod || part is not null ? falls || keys.Length >= Dense * Periods(time, part, rows)
                : (isYear && (falls || keys.Length > Dense * (rows.Max(row => time[row]) - rows.Min(row => time[row]))))
                    || keys.Zip(keys.Skip(1), (a, b) => b - a).Distinct().Count() == 1;
        });
    }

    /// <summary>How many months, quarters, weeks or days lie between the first year and the last.</summary>
    private static double Periods(NumberColumn time, NumberColumn? part, int[] rows)
    {
        (double[] years, double most) = part is null
            ? (rows.Select(row => Math.Floor(time[row] / 100)).ToArray(), rows.Max(row => time[row] % 100))
            : (rows.Select(row => time[row]).ToArray(), rows.Max(row => part[row]));
        return (years.Max() - years.Min() + 1) * most;
    }

    private static IEnumerable<long> Steps(NumberColumn time, NumberColumn? part, int[] rows) =>
        rows.Zip(rows.Skip(1), (a, b) => Key(time, part, b)!.Value - Key(time, part, a)!.Value);

    private static bool IsWhole(NumberColumn column) =>
        column.Values.ToArray().All(value => value == Math.Floor(value) && Math.Abs(value) < 1e12);

    private static bool IsWithin(NumberColumn column, double low, double high) => column.Values.ToArray().All(value => value >= low && value <= high);

    private static bool IsPeriod(NumberColumn column) =>
        IsWithin(column, FirstYear * 100, (LastYear * 100) + 12) && column.Values.ToArray().All(value => value % 100 is >= 1 and <= 12);
}
