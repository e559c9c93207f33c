using System.Text.Json;
using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>A column of numbers: filled in, then scaled.</summary>
internal sealed class NumberFeature(string name, double fill, NumberMap map) : PipelineColumn(name)
{
    public const string KindName = "number";

    public override string Kind => KindName;

    protected override IEnumerable<string> ValueNames => [Name];

    /// <summary>Three deviations to both sides of the mean, or all training values where they were ranked.</summary>
    public override InputField Input => new(Name, InputType.Number)
    {
        UsualRange = map.Ranks is { } ranks ? (ranks.Quantiles[0], ranks.Quantiles[^1]) : (map.Shift - (3 * map.Scale), map.Shift + (3 * map.Scale)),
        MayBeMissing = true,
        Typical = NumberColumn.Format(fill),
    };

    public override PipelineColumn WithIndicator() => new NumberFeature(Name, fill, map) { HasIndicator = true };

    public static NumberFeature Read(string name, JsonField json)
    {
        QuantileMap? ranks = json.Has("quantiles") ? new(json.Ascending("quantiles", 2), json.Boolean("normal")) : null;
        return new(name, json.Number("fill"), new(json.Number("mean"), json.Positive("scale"), ranks));
    }

    protected override void WriteRow(WriteContext context, int row, Span<float> features)
    {
        double number = context.NumberAt(row, fill);
        float value = (float)map.Apply(double.IsNaN(number) ? fill : number);
        features[0] = float.IsFinite(value) ? value : throw context.Error(
            row, $"{context.Column.TextAt(row)} is too far from the training values (mean {NumberColumn.Format(map.Shift)}). Correct or remove it.");
    }

    protected override void WriteFields(Utf8JsonWriter json)
    {
        json.WriteNumber("fill", fill);
        json.WriteNumber("mean", map.Shift);
        json.WriteNumber("scale", map.Scale);
        if (map.Ranks is null) { return; }
        json.WriteBoolean("normal", map.Ranks.IsNormal);
        json.WriteStartArray("quantiles");
        foreach (double quantile in map.Ranks.Quantiles) { json.WriteNumberValue(quantile); }
        json.WriteEndArray();
    }
}
