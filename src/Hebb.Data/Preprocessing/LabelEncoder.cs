using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>
/// Numbers classes from 0 in sorted order, as scikit-learn's <c>LabelEncoder</c> does: texts by their characters (capitals first), numbers by value.
/// </summary>
public sealed class LabelEncoder
{
    private Dictionary<string, int> _codes = [];
    private string[] _classes = [];

    /// <summary>The classes, sorted; a class's position is its code. Empty before <see cref="Fit"/>.</summary>
    public IReadOnlyList<string> Classes => _classes;

    /// <summary>Learns the classes of a column.</summary>
    /// <param name="column">The labels; none may be missing.</param>
    public LabelEncoder Fit(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (column.MissingCount > 0)
        {
            throw new DataException(
                $"{column.MissingCount} of {column.Count} labels are missing.",
                null, null, column.Name, null, [new(RemedyKind.DropMissingRows, column.Name)]);
        }

        return Use([.. SortedValues(column)]);
    }

    /// <summary>The code of every label.</summary>
    /// <param name="column">The labels; an unknown or missing one is an error.</param>
    public int[] Transform(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        int[] codes = new int[column.Count];
        for (int row = 0; row < codes.Length; row++)
        {
            string? label = column.TextAt(row);
            codes[row] = Code(label) ?? throw new DataException(
                $"row {row}: {(label is null ? "the label is missing" : $"'{label}' is not one of the classes")}. {Expected()}",
                null,
                column: column.Name,
                value: label);
        }

        return codes;
    }

    /// <summary>The labels of codes.</summary>
    /// <param name="codes">Codes from 0 to the number of classes − 1.</param>
    public string[] InverseTransform(params ReadOnlySpan<int> codes)
    {
        string[] labels = new string[codes.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = (uint)codes[i] < (uint)_classes.Length
                ? _classes[codes[i]]
                : throw new ArgumentOutOfRangeException(nameof(codes), codes[i], $"There is no class with this code. {Expected()}");
        }

        return labels;
    }

    /// <summary>The code of a label, or null when it is unknown or missing.</summary>
    internal int? Code(string? label) => label is not null && _codes.TryGetValue(label, out int code) ? code : null;

    /// <summary>What was expected, for error messages.</summary>
    internal string Expected() =>
        _classes.Length == 0
            ? "The encoder knows no classes yet: call Fit first."
            : $"Expected one of the {_classes.Length} classes {string.Join(", ", _classes.Take(20))}{(_classes.Length > 20 ? ", …" : "")}.";

    /// <summary>Takes classes that are already sorted.</summary>
    internal LabelEncoder Use(string[] classes)
    {
        var codes = new Dictionary<string, int>(classes.Length, StringComparer.Ordinal);
        for (int i = 0; i < classes.Length; i++)
        {
            codes.Add(classes[i], i);
        }

        (_classes, _codes) = (classes, codes);
        return this;
    }

    /// <summary>The distinct values of a column, sorted, as text; missing values left out.</summary>
    internal static IEnumerable<string> SortedValues(Column column) => column switch
    {
        NumberColumn numbers => numbers.Values.ToArray().Where(value => !double.IsNaN(value)).Distinct().Order().Select(NumberColumn.Format),
        TextColumn texts => texts.Values.ToArray().Where(value => value is not null).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)!,
        _ => throw new ArgumentException("Expected a column of numbers or of text.", nameof(column)),
    };
}
