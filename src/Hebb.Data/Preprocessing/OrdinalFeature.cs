using System.Text.Json;

namespace Hebb.Data.Preprocessing;

/// <summary>A column of categories with an order: their numbers, standardized; an unknown one is 0, the mean.</summary>
internal sealed class OrdinalFeature : PipelineColumn
{
    public const string KindName = "ordinal";

    private readonly LabelEncoder _labels = new();
    private readonly string _fill;
    private readonly bool _numeric;
    private readonly double _mean, _scale;

    public OrdinalFeature(string name, string fill, string[] categories, bool numeric, double mean, double scale)
        : base(name)
    {
        (_fill, _numeric, _mean, _scale) = (fill, numeric, mean, scale);
        _labels.Use(categories);
    }

    public override string Kind => KindName;

    public override IReadOnlyList<string> Categories => _labels.Classes;

    protected override IEnumerable<string> NamesOfValues => [Name];

    public static OrdinalFeature Read(string name, JsonField json) => new(
        name, json.Text("fill", allowEmpty: true), json.DistinctTexts("categories", 1), json.Boolean("numeric"), json.Number("mean"), json.Positive("scale"));

    public override InputField Input => new(Name, InputType.Category) { Categories = Categories, MayBeMissing = true, Typical = _fill };

    public override PipelineColumn WithIndicator() => new OrdinalFeature(Name, _fill, [.. Categories], _numeric, _mean, _scale) { HasIndicator = true };

    protected override void WriteRow(WriteContext context, int row, Span<float> features)
    {
        string text = context.Column.TextAt(row) is { } given ? Canonical(given, _numeric) : _fill;
        if (_labels.Code(text) is { } code) { features[0] = (float)((code - _mean) / _scale); }
        else { context.Report(row, text, _labels.Expected()); }
    }

    protected override void WriteFields(Utf8JsonWriter json)
    {
        json.WriteString("fill", _fill);
        PipelineJson.WriteTexts(json, "categories", Categories);
        json.WriteBoolean("numeric", _numeric);
        json.WriteNumber("mean", _mean);
        json.WriteNumber("scale", _scale);
    }
}
