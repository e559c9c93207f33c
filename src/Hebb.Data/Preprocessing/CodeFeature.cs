using System.Text.Json;
using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>
/// A column of categories as one whole number each, which counts on from column to column so that one embedding serves all: first what is unknown or rare, then
/// each category, then what is missing, if training rows lack it often enough to learn what that means.
/// </summary>
internal sealed class CodeFeature : PipelineColumn
{
    public const string KindName = "code";

    /// <summary>Rarer categories share the number of unknown ones, which is learned that way.</summary>
    public const int FewestRows = 2;

    private readonly LabelEncoder _labels = new();
    private readonly bool _numeric, _knowsMissing;

    /// <summary>Categories in sorted order, whether they are numbers (so that 1 and 1.0 are the same), and whether a missing value is a category.</summary>
    public CodeFeature(string name, string[] categories, bool numeric, bool knowsMissing)
        : base(name)
    {
        (_numeric, _knowsMissing) = (numeric, knowsMissing);
        _labels.Use(categories);
    }

    public override string Kind => KindName;

    public override IReadOnlyList<string> Categories => _labels.Classes;

    /// <summary>How many numbers the column takes.</summary>
    public int Codes => 1 + Categories.Count + (_knowsMissing ? 1 : 0);

    /// <summary>The number of an unknown category of this column; the layout of the pipeline says it.</summary>
    public int First { get; set; }

    protected override IEnumerable<string> NamesOfValues => [Name];

    public static CodeFeature Fit(Column column)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        for (int row = 0; row < column.Count; row++)
        {
            if (column.TextAt(row) is { } text) { counts[text] = counts.GetValueOrDefault(text) + 1; }
        }

        string[] known = [.. LabelEncoder.SortedValues(column).Where(category => counts[category] >= FewestRows)];
        return new(column.Name, known, column is NumberColumn, column.MissingCount >= FewestRows);
    }

    public static CodeFeature Read(string name, JsonField json) =>
        new(name, json.DistinctTexts("categories", 0), json.Boolean("numeric"), json.Boolean("missing"));

    public override InputField Input => new(Name, InputType.Category)
    {
        Categories = Categories,
        MayBeMissing = true,
        Typical = Categories.Count > 0 ? Categories[0] : "",
    };

    public override PipelineColumn WithIndicator() => this; // a missing value has a number of its own

    public override IEnumerable<PlainColumn> Plain(Table table, HandleUnknown handleUnknown) =>
        [Plain(table, handleUnknown, Codes, (context, row) => context.Column.IsMissing(row) ? double.NaN : CodeOf(context, row))];

    /// <summary>A missing value that is a category of its own is not filled in; unknown ones share a number.</summary>
    protected override ColumnReport Report(ColumnReport report) =>
        report with { Imputed = _knowsMissing ? 0 : report.Imputed, UnknownAs = "encoded as unknown" };

    protected override void WriteRow(WriteContext context, int row, Span<float> features) => features[0] = First + CodeOf(context, row);

    private int CodeOf(WriteContext context, int row)
    {
        if (context.Column.TextAt(row) is not { } given) { return _knowsMissing ? Codes - 1 : 0; }
        if (_labels.Code(Canonical(given, _numeric)) is { } known) { return known + 1; }
        context.Report(row, given, _labels.Expected());
        return 0;
    }

    protected override void WriteFields(Utf8JsonWriter json)
    {
        PipelineJson.WriteTexts(json, "categories", Categories);
        json.WriteBoolean("numeric", _numeric);
        json.WriteBoolean("missing", _knowsMissing);
    }
}
