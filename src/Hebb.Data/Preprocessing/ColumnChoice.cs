namespace Hebb.Data.Preprocessing;

/// <summary>What a schema decided about a column, and why.</summary>
/// <param name="Name">The column.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Reason">Why, in words for the user.</param>
public sealed record ColumnChoice(string Name, ColumnKind Kind, string Reason)
{
    /// <summary>Whether the column is a feature.</summary>
    public bool IsFeature => Kind is ColumnKind.Number or ColumnKind.Category or ColumnKind.Boolean or ColumnKind.Date or ColumnKind.Hashed;

    /// <summary>Whether the column is neither a feature nor the target.</summary>
    public bool IsDropped => !IsFeature && Kind != ColumnKind.Target;
}
