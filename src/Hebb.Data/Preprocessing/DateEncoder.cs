using Hebb.Data.Reading;
using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>
/// Turns a column of dates into numbers: the year and the day counted on and on, both standardized, and month, day of the week and, where
/// times are given, hour as a point on a circle (sine and cosine), so that December lies beside January. Missing dates are zeros.
/// </summary>
/// <remarks>
/// Recognised are ISO dates (2024-05-31, 2024-05-31T17:45:00Z), 2024/05/31, 31.05.2024, 31/05/2024 and 05/31/2024, with two or four digits for the year and
/// with or without a time, 31 May 2024 and May 31, 2024, months (2024-05, May 2024), quarters (2024Q2), 20240531, and seconds or milliseconds since 1970. Where
/// slashes leave open which number is the month, it is the first. Times are taken as written, whatever their offset.
/// </remarks>
public sealed class DateEncoder : ColumnPreparation
{
    internal override ColumnKind Kind => ColumnKind.Date;

    internal override string Reason => "year, day, month, weekday and hour as numbers";

    internal override PipelineColumn Prepare(Table training, string name, PipelineOptions options)
    {
        Column column = training[name];
        DateFormat format = training.Reading?.Find(name)?.Type.Format ?? ColumnDates.FormatOf(column) ?? throw new DataException(
            $"The column does not hold dates in one format, for example '{FirstText(column)}'. Expected dates such as 2024-05-31 or 31.05.2024 17:45.",
            training.Source,
            column: name);
        return DateFeature.Fit(name, format, ColumnDates.In(column, format));
    }

    private static string? FirstText(Column column) => Enumerable.Range(0, column.Count).Select(column.TextAt).FirstOrDefault(text => text is not null);
}
