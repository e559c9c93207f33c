using System.Globalization;
using System.Text.RegularExpressions;

namespace Hebb.Data;

/// <summary>Decides what a feature column is, and says why.</summary>
internal static partial class ColumnInspector
{
    /// <summary>With fewer rows, different values in every row are a coincidence rather than a sign of an identifier.</summary>
    private const int EnoughRows = 10;

    /// <summary>Longer values (on average) are sentences, not names.</summary>
    private const int SentenceLength = 25;

    /// <summary>The kind of a column, with the reason.</summary>
    public static ColumnChoice Inspect(Column column, SchemaOptions options)
    {
        int present = column.Count - column.MissingCount;
        if (present == 0)
        {
            return new ColumnChoice(column.Name, ColumnKind.Constant, "dropped: every value is missing");
        }

        (ColumnKind kind, string reason) = column is NumberColumn numbers ? Numbers(numbers, present) : Texts((TextColumn)column, present, options);
        string missing = column.MissingCount > 0 && kind is (ColumnKind.Number or ColumnKind.Category)
            ? string.Create(CultureInfo.InvariantCulture, $", {column.MissingCount} missing")
            : "";
        return new ColumnChoice(column.Name, kind, reason + missing);
    }

    private static (ColumnKind Kind, string Reason) Numbers(NumberColumn column, int present)
    {
        double[] values = [.. column.Values];
        var distinct = new HashSet<double>(values.Where(value => !double.IsNaN(value)));
        double low = distinct.Min(), high = distinct.Max();
        if (distinct.Count == 1)
        {
            return (ColumnKind.Constant, $"dropped: the only value is {NumberColumn.Format(low)}");
        }

        if (distinct.Count == present && column.MissingCount == 0 && values.All(value => value == Math.Floor(value)))
        {
            if (IdentifierName().IsMatch(column.Name))
            {
                return (ColumnKind.Identifier, "dropped: every value differs and the name is that of an identifier");
            }

            if (present >= EnoughRows && (high - low == present - 1 || IsMonotone(values)))
            {
                return (ColumnKind.Identifier, "dropped: every value differs and they count the rows, looks like a row number");
            }
        }

        return (ColumnKind.Number, $"number, {NumberColumn.Format(low)} to {NumberColumn.Format(high)}");
    }

    private static (ColumnKind Kind, string Reason) Texts(TextColumn column, int present, SchemaOptions options)
    {
        int distinct = 0;
        long length = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string? value in column.Values)
        {
            distinct += value is not null && seen.Add(value) ? 1 : 0;
            length += value?.Length ?? 0;
        }

        if (distinct == 1)
        {
            return (ColumnKind.Constant, $"dropped: the only value is '{seen.Single()}'");
        }

        string counts = string.Create(CultureInfo.InvariantCulture, $"{distinct} different values in {present} rows");
        if (length > (long)SentenceLength * present && distinct > present / 2)
        {
            return (ColumnKind.Text, $"dropped: free text, {counts}");
        }

        if (distinct == present && present >= EnoughRows)
        {
            return (ColumnKind.Identifier, "dropped: every value differs, looks like an identifier");
        }

        return distinct > options.MaxCategories || (distinct > present / 2 && present >= EnoughRows)
            ? (ColumnKind.Text, $"dropped: text with {counts}, too many for one column each")
            : (ColumnKind.Category, string.Create(CultureInfo.InvariantCulture, $"category, {distinct} values"));
    }

    private static bool IsMonotone(double[] values)
    {
        bool up = true, down = true;
        for (int i = 1; i < values.Length; i++)
        {
            up &= values[i] > values[i - 1];
            down &= values[i] < values[i - 1];
        }

        return up || down;
    }

    /// <summary>id, ID, CustomerId, customer_id, RowNumber, row_no, index, key, uuid; not "paid" or "width".</summary>
    [GeneratedRegex(
        @"^(?i:id|uuid|guid|key|index|idx|row|rowid|rownum|rowno|(row|record|line)[ _\-]?(number|num|nr|no|id|index)|unnamed.*|#)$"
        + @"|(?<=[a-z0-9])I[dD]$|(?i:[ _\-\.](id|uuid|guid|key|index))$|^(?i:id)[ _\-]|(?<=[a-z])(Key|Index|Number)$")]
    private static partial Regex IdentifierName();
}
