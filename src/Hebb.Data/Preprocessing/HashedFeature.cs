using System.Text.Json;
using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>A column of text with many values: 1 or −1 in one of a few features.</summary>
internal sealed class HashedFeature(string name, int columns, bool numeric) : PipelineColumn(name)
{
    public const string KindName = "hashed";

    /// <summary>More columns than this in a file are a mistake.</summary>
    private const int MostColumns = 1 << 20;

    public override string Kind => KindName;

    protected override IEnumerable<string> NamesOfValues => Enumerable.Range(0, columns).Select(column => HashingEncoder.NameOf(Name, column));

    public static HashedFeature Read(string name, JsonField json) => new(name, json.Whole("columns", 1, MostColumns), json.Boolean("numeric"));

    public override InputField Input => new(Name, InputType.Text) { MayBeMissing = true };

    public override PipelineColumn WithIndicator() => new HashedFeature(Name, columns, numeric) { HasIndicator = true };

    /// <summary>A category for each column and sign.</summary>
    public override IEnumerable<PlainColumn> Plain(Table table, HandleUnknown handleUnknown) =>
        [Plain(table, handleUnknown, 2 * columns, (context, row) =>
        {
            if (context.Column.TextAt(row) is not { } text) { return double.NaN; }
            (int column, int sign) = HashingEncoder.Place(Canonical(text, numeric), columns);
            return (2 * column) + (sign > 0 ? 1 : 0);
        })];

    protected override void WriteRow(WriteContext context, int row, Span<float> features)
    {
        if (context.Column.TextAt(row) is { } text)
        {
            (int column, int sign) = HashingEncoder.Place(Canonical(text, numeric), columns);
            features[column] = sign;
        }
    }

    protected override void WriteFields(Utf8JsonWriter json)
    {
        json.WriteNumber("columns", columns);
        json.WriteBoolean("numeric", numeric);
    }
}
