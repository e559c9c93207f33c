using System.Text.Json;
using Hebb.Data.Reading;
using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>A column of dates: year and position in time, standardized; month, day of the week and time of day on circles.</summary>
internal sealed class DateFeature(string name, string format, bool hasTime, NumberMap years, NumberMap days) : PipelineColumn(name)
{
    public const string KindName = "date";

    private readonly DateFormat _format = DateFormat.Named(format)!;

    public override string Kind => KindName;

    /// <summary>Whether the training rows had times of day.</summary>
    public bool HasTime => hasTime;

    protected override IEnumerable<string> NamesOfValues
    {
        get
        {
            string[] parts =
                ["year", "days", "month_sin", "month_cos", "weekday_sin", "weekday_cos", .. hasTime ? ["hour_sin", "hour_cos"] : Array.Empty<string>()];
            return parts.Select(part => $"{Name}_{part}");
        }
    }

    /// <summary>Learns from the dates of the training rows.</summary>
    public static DateFeature Fit(string name, DateFormat format, IEnumerable<DateTime> dates)
    {
        RunningMoments years = new(), days = new();
        bool hasTime = false;
        foreach (DateTime date in dates)
        {
            hasTime |= date.TimeOfDay != TimeSpan.Zero;
            years.Add(date.Year);
            days.Add(DaysOf(date));
        }

        return new(name, format.Name, hasTime, years.Map, days.Map);
    }

    /// <summary>Days as a number, with the time as a part.</summary>
    private static double DaysOf(DateTime date) => (double)date.Ticks / TimeSpan.TicksPerDay;

    public static DateFeature Read(string name, JsonField json)
    {
        string format = json.Text("format");
        if (DateFormat.Named(format) is null) { throw json.Error($"'format' is '{format}', which is not a known format of dates. Fit the pipeline again."); }
        NumberMap years = new(json.Number("year_mean"), json.Positive("year_scale")), days = new(json.Number("days_mean"), json.Positive("days_scale"));
        return new(name, format, json.Boolean("time"), years, days);
    }

    public override InputField Input => new(Name, InputType.Date) { MayBeMissing = true, Form = format };

    public override PipelineColumn WithIndicator() => new DateFeature(Name, format, hasTime, years, days) { HasIndicator = true };

    /// <summary>The year of a date with the part of it that is over, to draw dates on an axis: 2024-07-01 is 2024.497.</summary>
    /// <exception cref="DataException">It is not a date like those of the training rows.</exception>
    public double YearOf(string text)
    {
        DateTime date = _format.Parse(text) ?? throw new DataException($"'{text}' is not a date written as {format}.", null, column: Name, value: text);
        return date.Year + ((date.DayOfYear - 1 + date.TimeOfDay.TotalDays) / (DateTime.IsLeapYear(date.Year) ? 366 : 365));
    }

    protected override void WriteRow(WriteContext context, int row, Span<float> features)
    {
        if (DateAt(context, row) is not { } date) { return; }
        features[0] = (float)years.Apply(date.Year);
        features[1] = (float)days.Apply(DaysOf(date));
        Circle((date.Month - 1) / 12.0, features[2..]);
        Circle((int)date.DayOfWeek / 7.0, features[4..]);
        if (hasTime) { Circle(date.TimeOfDay / TimeSpan.FromDays(1), features[6..]); }
    }

    private DateTime? DateAt(WriteContext context, int row) => context.Column is DateColumn dates ? dates[row] is { } given ? _format.Floor(given) : null
        : context.Column.TextAt(row) is not { } text ? null
        : _format.Parse(text) ?? throw context.Error(
            row, $"'{text}' is not a date like those of the training rows. Expected a date written as {format}, with or without a time.");

    protected override void WriteFields(Utf8JsonWriter json)
    {
        json.WriteString("format", format);
        json.WriteBoolean("time", hasTime);
        json.WriteNumber("year_mean", years.Shift);
        json.WriteNumber("year_scale", years.Scale);
        json.WriteNumber("days_mean", days.Shift);
        json.WriteNumber("days_scale", days.Scale);
    }

    private static void Circle(double turn, Span<float> features) =>
        (features[0], features[1]) = ((float)Math.Sin(2 * Math.PI * turn), (float)Math.Cos(2 * Math.PI * turn));
}
