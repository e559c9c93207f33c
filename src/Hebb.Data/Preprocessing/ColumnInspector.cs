using System.Globalization;
using System.Text.RegularExpressions;
using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>Decides what a feature column is, and says why.</summary>
internal static partial class ColumnInspector
{
    /// <summary>With fewer rows, different values in every row are a coincidence rather than a sign of an identifier.</summary>
    private const int EnoughRows = 10;

    /// <summary>Longer values (on average) are sentences, not names.</summary>
    private const int SentenceLength = 25;

    /// <summary>More categories than this must come so often on average, or they would be learned by heart, where so many are taken at all.</summary>
    private const int ManyCategories = 50, RowsOfMany = 4;

    /// <summary>A text is hashed only if its values come so often on average; rarer ones would be memorized.</summary>
    private const int EnoughRepeats = 10;

    /// <summary>The kind of a column, with the reason.</summary>
    public static ColumnChoice Inspect(ColumnFacts column, SchemaOptions options)
    {
        if (column.Present == 0)
        {
            return new ColumnChoice(column.Name, ColumnKind.Constant, "dropped: every value is missing");
        }

        (ColumnKind kind, string reason) = column.IsNumber ? Numbers(column) : Texts(column, options);
        var choice = new ColumnChoice(column.Name, kind, reason);
        return column.Missing > 0 && choice.IsFeature
            ? choice with { Reason = string.Create(CultureInfo.InvariantCulture, $"{reason}, {column.Missing} missing") }
            : choice;
    }

    /// <summary>Whether a column is named as an identifier is.</summary>
    public static bool IsNamedAsIdentifier(string name) => IdentifierName().IsMatch(name);

    private static (ColumnKind Kind, string Reason) Numbers(ColumnFacts column)
    {
        if (column.Only is { } only)
        {
            return (ColumnKind.Constant, $"dropped: the only value is {only}");
        }

        if (column.Distinct == column.Counted && column.Missing == 0 && column.AllWhole)
        {
            if (IsNamedAsIdentifier(column.Name))
            {
                return (ColumnKind.Identifier, "dropped: every value differs and the name is that of an identifier");
            }

            if (column.Present >= EnoughRows && (column.High - column.Low == column.Present - 1 || column.Monotone))
            {
                return (ColumnKind.Identifier, "dropped: every value differs and they count the rows, looks like a row number");
            }
        }

        return (ColumnKind.Number, $"number, {NumberColumn.Format(column.Low)} to {NumberColumn.Format(column.High)}");
    }

    private static (ColumnKind Kind, string Reason) Texts(ColumnFacts column, SchemaOptions options)
    {
        if (column.Only is { } only)
        {
            return (ColumnKind.Constant, $"dropped: the only value is '{only}'");
        }

        if (column.Dates is { } dates)
        {
            return (ColumnKind.Date, $"date, written as {dates.Name}");
        }

        if (column.IsCategory)
        {
            return (ColumnKind.Category, string.Create(CultureInfo.InvariantCulture, $"category, chosen by you, {column.Distinct} values"));
        }

        if (column.YesNo)
        {
            return (ColumnKind.Boolean, "yes or no, becomes 1 or −1");
        }

        bool allDiffer = column.Distinct == column.Counted, mostDiffer = column.Distinct > column.Counted / 2;
        string counts = string.Create(CultureInfo.InvariantCulture, $"{column.Distinct} different values in {column.Counted} rows");
        if (column.Length > SentenceLength * column.Present && mostDiffer)
        {
            return (ColumnKind.Text, $"dropped: free text, {counts}");
        }

        if (allDiffer && column.Present >= EnoughRows)
        {
            return (ColumnKind.Identifier, "dropped: every value differs, looks like an identifier");
        }

        bool isRare = column.Distinct > ManyCategories && column.Distinct * RowsOfMany > column.Counted;
        if (column.Distinct <= options.MaxCategories && !isRare && !(mostDiffer && column.Present >= EnoughRows))
        {
            return (ColumnKind.Category, string.Create(CultureInfo.InvariantCulture, $"category, {column.Distinct} values"));
        }

        return column.Distinct * EnoughRepeats <= column.Counted
            ? (ColumnKind.Hashed, $"text with {counts}, hashed into {HashingEncoder.UsualColumns} columns")
            : (ColumnKind.Text, $"dropped: text with {counts}, too many for one column each and too rare to be hashed");
    }

    /// <summary>id, ID, CustomerId, customer_id, RowNumber, row_no, index, key, uuid; not "paid" or "width".</summary>
    [GeneratedRegex(
        @"^(?i:id|uuid|guid|key|index|idx|row|rowid|rownum|rowno|(row|record|line)[ _\-]?(number|num|nr|no|id|index)|unnamed.*|#)$"
        + @"|(?<=[a-z0-9])I[dD]$|(?i:[ _\-\.](id|uuid|guid|key|index))$|^(?i:id)[ _\-]|(?<=[a-z])(Key|Index|Number)$")]
    private static partial Regex IdentifierName();
}
