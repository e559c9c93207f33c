using Hebb.Data;
using Hebb.Data.Tables;
using static System.FormattableString;

namespace Hebb.Learning.Series;

/// <summary>The windows of a training: each series is divided by the time of what is predicted, and a row without a value is not predicted.</summary>
/// <param name="Rows">The series that are long enough.</param>
/// <param name="TooShort">The names of the others.</param>
internal sealed record SeriesParts(SeriesRows Rows, IReadOnlyList<string> TooShort)
{
    /// <summary>The series and first row of each window that is trained on.</summary>
    public List<(int Segment, int Row)> Train { get; } = [];

    /// <summary>Those that decide when to stop; what they see may lie before.</summary>
    public List<(int Segment, int Row)> Validation { get; } = [];

    /// <summary>Those held out.</summary>
    public List<(int Segment, int Row)> HeldOut { get; } = [];

    /// <summary>Divides series.</summary>
    /// <exception cref="DataException">None is long enough, or a part has no value to predict.</exception>
    public static SeriesParts Of(SeriesRows rows, string target, SeriesTrainerOptions options)
    {
        int reach = options.Window + options.Horizon;
        SeriesSegment[] usable = [.. rows.Segments.Where(segment => HasWindow(rows, segment, target, options))];
        if (usable.Length == 0)
        {
            int longest = rows.Segments.Max(segment => segment.Count);
            (_, int train, int test) = Borders(longest, options);
            throw new DataException(
                train >= reach
                    ? $"The training rows have no value in '{target}' after a whole window, so there is nothing to learn."
                    : Invariant($"A window of {options.Window} rows and a horizon of {options.Horizon} need {reach} training rows, but of {longest} rows")
                        + Invariant($"{(rows.Segments.Count > 1 ? " of the longest series" : "")} {train} are for training ")
                        + Invariant($"({test - train} for validation, {longest - test} held out). ")
                        + "Take a shorter window or horizon, smaller parts, or a longer series.",
                rows.Table.Source);
        }

        SeriesParts parts = new(rows with { Segments = usable }, [.. rows.Segments.Except(usable).Select(segment => $"'{segment.Name}'")]);
        Column truth = rows.Table[target];
        for (int number = 0; number < usable.Length; number++)
        {
            SeriesSegment segment = usable[number];
            (int lead, int train, int test) = Borders(segment.Count, options);
            for (int start = 0; start + lead < segment.Count; start++)
            {
                int predicted = start + lead;
                if (truth.IsMissing(segment.First + predicted)) { continue; }
                (predicted < train ? parts.Train : predicted < test ? parts.Validation : parts.HeldOut).Add((number, segment.First + start));
            }
        }

        // Each series ends with a value, so there is one to hold out.
        return parts.Validation.Count > 0 ? parts : throw new DataException(
            $"The validation rows have no value in '{target}', so there is nothing to predict. Take a larger share of the rows for validation, "
            + "or leave out the rows without a value.",
            rows.Table.Source,
            column: target);
    }

    private static (int Lead, int Train, int Test) Borders(int rows, SeriesTrainerOptions options)
    {
        int test = rows - (int)Math.Ceiling(rows * options.HeldOutShare);
        return (options.Window + options.Horizon - 1, test - (int)Math.Ceiling(test * options.ValidationShare), test);
    }

    private static bool HasWindow(SeriesRows rows, SeriesSegment segment, string target, SeriesTrainerOptions options)
    {
        (int lead, int train, _) = Borders(segment.Count, options);
        Column truth = rows.Table[target];
        return Enumerable.Range(lead, Math.Max(0, train - lead)).Any(row => !truth.IsMissing(segment.First + row));
    }
}
