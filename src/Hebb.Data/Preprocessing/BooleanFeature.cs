using System.Text.Json;
using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>A column of yes and no: one feature, 1 for yes and −1 for no; what is neither is 0.</summary>
internal sealed class BooleanFeature(string name, bool fill) : PipelineColumn(name)
{
    public const string KindName = "boolean";

    private static readonly string[] s_yes = ["yes", "true", "y", "t", "on"], s_no = ["no", "false", "n", "f", "off"];

    public override string Kind => KindName;

    public override IReadOnlyList<string> Categories => ["no", "yes"];

    protected override IEnumerable<string> NamesOfValues => [Name];

    /// <summary>True for yes, false for no, null for anything else; case does not count.</summary>
    public static bool? ValueOf(string text) =>
        s_yes.Contains(text, StringComparer.OrdinalIgnoreCase) ? true : s_no.Contains(text, StringComparer.OrdinalIgnoreCase) ? false : null;

    public static BooleanFeature Fit(Column column, PipelineOptions options)
    {
        Fill(options.CategoryImputer, column, out string fill);
        return new(
            column.Name,
            ValueOf(fill)
                ?? throw new DataException(
                    $"'{fill}' is neither yes nor no. Expected one of them in every row.",
                    null, null, column.Name, fill, [new(RemedyKind.ColumnType, column.Name, "category")]));
    }

    public static BooleanFeature Read(string name, JsonField json) => new(name, json.Boolean("fill"));

    public override InputField Input => new(Name, InputType.Boolean) { Categories = Categories, MayBeMissing = true, Typical = fill ? "yes" : "no" };

    public override PipelineColumn WithIndicator() => new BooleanFeature(Name, fill) { HasIndicator = true };

    protected override void WriteRow(WriteContext context, int row, Span<float> features)
    {
        string? text = context.Column.TextAt(row);
        bool? value = text is null ? fill : ValueOf(text);
        if (value is null) { context.Report(row, text!, "Expected yes or no."); }
        features[0] = value switch { true => 1, false => -1, null => 0 };
    }

    protected override void WriteFields(Utf8JsonWriter json) => json.WriteBoolean("fill", fill);
}
