using System.Text.Json;
using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>A column of categories: filled in, then one indicator for each.</summary>
internal sealed class CategoryFeature : PipelineColumn
{
    public const string KindName = "category";

    private readonly LabelEncoder _labels = new();
    private readonly string _fill;
    private readonly bool _numeric, _dropFirst;

    /// <summary>Categories in sorted order, and whether they are numbers (so that 1 and 1.0 are the same), and whether the first has no indicator.</summary>
    public CategoryFeature(string name, string fill, string[] categories, bool numeric, bool dropFirst)
        : base(name)
    {
        (_fill, _numeric, _dropFirst) = (fill, numeric, dropFirst);
        _labels.Use(categories);
    }

    public override string Kind => KindName;

    public override IReadOnlyList<string> Categories => _labels.Classes;

    protected override IEnumerable<string> NamesOfValues => Categories.Skip(_dropFirst ? 1 : 0).Select(category => $"{Name}_{category}");

    public static CategoryFeature Fit(Column column, PipelineOptions options)
    {
        string[] categories = [.. LabelEncoder.SortedValues(Fill(options.CategoryImputer, column, out string fill))];
        return new(column.Name, fill, categories, column is NumberColumn, options.DropsFirst(categories.Length));
    }

    public static CategoryFeature Read(string name, JsonField json) => new(
        name, json.Text("fill", allowEmpty: true), json.DistinctTexts("categories", 1), json.Boolean("numeric"), json.Boolean("drop_first"));

    public override InputField Input => new(Name, InputType.Category) { Categories = Categories, MayBeMissing = true, Typical = _fill };

    public override PipelineColumn WithIndicator() => new CategoryFeature(Name, _fill, [.. Categories], _numeric, _dropFirst) { HasIndicator = true };

    public override IEnumerable<PlainColumn> Plain(Table table, HandleUnknown handleUnknown) =>
        [Plain(table, handleUnknown, Categories.Count, (context, row) =>
            (context.Column.TextAt(row) is { } text ? CodeOf(context, row, text) : null) ?? double.NaN)];

    /// <summary>The code of a category; null, and reported, for an unknown one.</summary>
    private int? CodeOf(WriteContext context, int row, string text)
    {
        text = Canonical(text, _numeric);
        int? code = _labels.Code(text);
        if (code is null) { context.Report(row, text, _labels.Expected()); }
        return code;
    }

    protected override void WriteRow(WriteContext context, int row, Span<float> features)
    {
        if (CodeOf(context, row, context.Column.TextAt(row) ?? _fill) is not { } code) { return; }
        if (!_dropFirst) { features[code] = 1; }
        else if (code > 0) { features[code - 1] = 1; }
    }

    protected override void WriteFields(Utf8JsonWriter json)
    {
        json.WriteString("fill", _fill);
        PipelineJson.WriteTexts(json, "categories", Categories);
        json.WriteBoolean("numeric", _numeric);
        json.WriteBoolean("drop_first", _dropFirst);
    }
}
