using System.Globalization;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;

namespace Hebb.Learning.Series;

/// <summary>When each row of a table was.</summary>
internal sealed class SeriesTimes
{
    private static readonly string[] s_clocks = [@"h\:mm", @"h\:mm\:ss", @"hh\:mm", @"hh\:mm\:ss", @"h\.mm", @"h\.mm\.ss", @"hh\.mm", @"hh\.mm\.ss"];

    private readonly long?[] _times;
    private readonly bool _areDates;

    private SeriesTimes(long?[] times, bool areDates) => (_times, _areDates) = (times, areDates);

    /// <summary>The times of a table; null if it has no column of dates or numbers by this name: its rows then come in their order.</summary>
    public static SeriesTimes? Of(Table table, string? time, string? clock)
    {
        if (time is null || table.Find(time) is not { } dates) { return null; }
        Column? clocks = clock is null ? null : table.Find(clock);
        if (ColumnDates.FormatOf(table, dates) is not { } format)
        {
            return dates is not NumberColumn numbers || (clock is not null && clocks is not NumberColumn) ? null
                : new([.. Enumerable.Range(0, table.Rows).Select(row => SeriesNumbers.Key(numbers, clocks as NumberColumn, row))], areDates: false);
        }

        return new([.. Enumerable.Range(0, table.Rows).Select(row => dates.TextAt(row) is not { } date ? null
            : clocks is null ? format.Parse(date)?.Ticks
            : ClockAt(clocks, row) is { } past ? (format.Parse(date) + past)?.Ticks
            : null)], areDates: true);
    }

    /// <summary>Whether all values of a column are times of day, such as 17:45.</summary>
    public static bool IsClock(Column column) =>
        column is TextColumn && column.MissingCount < column.Count
        && Enumerable.Range(0, column.Count).All(row => column.IsMissing(row) || ClockAt(column, row) is not null);

    /// <summary>How many of the rows have the time of one before them.</summary>
    public int Equal(IEnumerable<int> rows)
    {
        HashSet<long> seen = [];
        return rows.Count(row => _times[row] is { } time && !seen.Add(time));
    }

    /// <summary>Whether rows come in the order of time, or in the opposite one.</summary>
    public bool AreInOrder(int[] rows, bool newestFirst)
    {
        long? before = null;
        foreach (int row in rows)
        {
            if (_times[row] is not { } time) { continue; }
            if (newestFirst ? time > before : time < before) { return false; }
            before = time;
        }

        return true;
    }

    /// <summary>Rows from the oldest to the newest. Equal times keep the order of the file. Rows without a time stay where the others are in order
    /// already, and are left out otherwise.</summary>
    public int[] Sort(int[] rows) =>
        AreInOrder(rows, newestFirst: false) ? rows
        : AreInOrder(rows, newestFirst: true) ? [.. rows.Reverse()]
        : [.. rows.Where(row => _times[row] is not null).OrderBy(row => _times[row])];

    /// <summary>How many rows do not come at the usual distance from the one before, and that distance in words; null where all do.</summary>
    public (int Count, string Usual)? Irregular(IEnumerable<int[]> series)
    {
        if (!_areDates) { return null; }
        TimeSpan[] steps = [.. series.SelectMany(rows => rows.Zip(rows.Skip(1), (a, b) => _times[b] - _times[a])).OfType<long>().Select(TimeSpan.FromTicks)];
        if (steps.Length == 0) { return null; }
        TimeSpan usual = steps.GroupBy(step => step).MaxBy(group => group.Count())!.Key;

        // Months and years have no one length: a fifth more or less is the calendar.
        bool calendar = usual.TotalDays is >= 28 and <= 31 or >= 89 and <= 92 or >= 365 and <= 366;
        int count = steps.Count(step => calendar ? Math.Abs((step - usual).TotalDays) > 3 : step != usual);
        return count == 0 ? null : (count, Words(usual));
    }

    private static string Words(TimeSpan step)
    {
        (double count, string unit) = step.TotalDays >= 1 ? (step.TotalDays, "day") : step.TotalHours >= 1 ? (step.TotalHours, "hour")
            : step.TotalMinutes >= 1 ? (step.TotalMinutes, "minute") : (step.TotalSeconds, "second");
        return string.Create(CultureInfo.InvariantCulture, $"{count:0.##} {unit}{(count == 1 ? "" : "s")}");
    }

    private static TimeSpan? ClockAt(Column column, int row) =>
        TimeSpan.TryParseExact(column.TextAt(row), s_clocks, CultureInfo.InvariantCulture, out TimeSpan past) && past.TotalDays < 1 ? past : null;
}
