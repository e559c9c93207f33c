using System.Text.Json;
using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>A column of numbers: filled in, then scaled.</summary>
/// <param name="name">The column.</param>
/// <param name="fill">What stands for a missing number.</param>
/// <param name="map">How numbers are scaled.</param>
/// <param name="limit">
/// How far scaled numbers go as they are: as far as the ordinary training values if the column had others far from them, ten times as far if all rows were
/// looked at. What lies beyond is brought nearer, to twice as far at most. Null for no limit.
/// </param>
/// <param name="hadFar">Whether the column had values far from all others: then no number is refused as too far.</param>
internal sealed class NumberFeature(string name, double fill, NumberMap map, double? limit = null, bool hadFar = false) : PipelineColumn(name)
{
    /// <summary>A deviation of so many quartile distances comes from few values: all others would look the same.</summary>
    private const double SkewedQuartiles = 20;

    public const string KindName = "number";

    public override string Kind => KindName;

    protected override IEnumerable<string> NamesOfValues => [Name];

    /// <summary>Three deviations to both sides of the mean, or all training values where they were ranked.</summary>
    public override InputField Input => new(Name, InputType.Number)
    {
        UsualRange = map.Ranks is { } ranks ? (ranks.Quantiles[0], ranks.Quantiles[^1]) : (map.Shift - (3 * map.Scale), map.Shift + (3 * map.Scale)),
        MayBeMissing = true,
        Typical = NumberColumn.Format(fill),
    };

    /// <summary>
    /// Learns from the training rows. Mean and deviation are those of the ordinary values, as if those far from all others were not there; numbers with so long
    /// a tail that the deviation says nothing about most of them become ranks.
    /// </summary>
    public static PipelineColumn Fit(Table table, string name, PipelineOptions options)
    {
        NumberColumn column = table.Number(name);
        FarValues? far = options.Far is { } known ? known.GetValueOrDefault(name) : FarValues.Of(column);
        if (far is not null) { column = column.Take([.. Enumerable.Range(0, column.Count).Where(row => !far.Contains(column[row]))]); }
        double[] sorted = column.Sorted();
        double quartiles = Percentile.Of(sorted, 0.75) - Percentile.Of(sorted, 0.25);
        (_, double variance, double scale) = StandardScaler.Moments(sorted);
        if (!double.IsFinite(variance))
        {
            throw TooLarge(table, name);
        }

        if (quartiles > 0 && scale > SkewedQuartiles * quartiles)
        {
            return new QuantileTransformer(output: QuantileOutput.Normal).Prepare(table, name, options);
        }

        NumberFeature scaled = (NumberFeature)new StandardScaler().Prepare(new Table(column), name, options);
        return far is not null ? scaled.Limited(sorted, 1, hasFar: true)
            : options.Far is not null ? scaled.Limited(sorted, FarValues.Gap, hasFar: false)
            : scaled;
    }

    public override PipelineColumn WithIndicator() => new NumberFeature(Name, fill, map, limit, hadFar) { HasIndicator = true };

    public override IEnumerable<PlainColumn> Plain(Table table, HandleUnknown handleUnknown) =>
        [Plain(table, handleUnknown, 0, (context, row) => context.NumberAt(row, fill))];

    public static NumberFeature Read(string name, JsonField json)
    {
        QuantileMap? ranks = json.Has("quantiles") ? new(json.Ascending("quantiles", 2), json.Boolean("normal")) : null;
        double? limit = json.Has("limit") ? json.Positive("limit") : null;
        return new(name, json.Number("fill"), new(json.Number("mean"), json.Positive("scale"), ranks), limit, json.Has("far") && json.Boolean("far"));
    }

    protected override void WriteRow(WriteContext context, int row, Span<float> features)
    {
        double number = context.NumberAt(row, fill);
        double scaled = map.Apply(double.IsNaN(number) ? fill : number), size = Math.Abs(scaled);

        // Beyond the limit: continuous and as steep there, and bounded, whatever is given.
        if (limit is { } most && size > most && (hadFar || size < float.MaxValue)) { scaled = Math.CopySign(most * (2 - (most / size)), scaled); }
        float value = (float)scaled;
        features[0] = float.IsFinite(value) ? value : throw context.Error(
            row, $"{context.Column.TextAt(row)} is too far from the training values (mean {NumberColumn.Format(map.Shift)}). Correct or remove it.");
    }

    protected override void WriteFields(Utf8JsonWriter json)
    {
        json.WriteNumber("fill", fill);
        json.WriteNumber("mean", map.Shift);
        json.WriteNumber("scale", map.Scale);
        if (limit is { } most) { json.WriteNumber("limit", most); }
        if (hadFar) { json.WriteBoolean("far", true); }
        if (map.Ranks is null) { return; }
        json.WriteBoolean("normal", map.Ranks.IsNormal);
        json.WriteStartArray("quantiles");
        foreach (double quantile in map.Ranks.Quantiles) { json.WriteNumberValue(quantile); }
        json.WriteEndArray();
    }

    /// <summary>An error that names the number that cannot be scaled together with the others.</summary>
    internal static DataException TooLarge(Table table, string name)
    {
        NumberColumn column = table.Number(name);
        int row = Enumerable.Range(0, column.Count).Where(i => !column.IsMissing(i)).MaxBy(i => Math.Abs(column[i]));
        return table.ErrorAt(row, name, column.TextAt(row), $"{column.TextAt(row)} is too large to be scaled together with the others. Correct or remove it.");
    }

    /// <summary>The same for a column whose ordinary values are these, in ascending order.</summary>
    private NumberFeature Limited(double[] ordinary, double times, bool hasFar)
    {
        double reach = times * Math.Max(Math.Abs(map.Apply(ordinary[0])), Math.Abs(map.Apply(ordinary[^1])));
        return reach > 0 ? new(Name, fill, map, reach, hasFar) : this;
    }
}
