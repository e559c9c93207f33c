namespace Hebb.Data.Reading;

/// <summary>How the cells of one column are read.</summary>
internal sealed record ColumnReading
{
    /// <summary>The column.</summary>
    public required string Name { get; init; }

    /// <summary>What it is: text, category, number or date.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>The decimal mark of numbers.</summary>
    public char DecimalMark { get; init; } = '.';

    /// <summary>The currency or unit that may stand at a number; empty for none.</summary>
    public string Affix { get; init; } = "";

    /// <summary>Words that mean "no value" here beside the usual marks.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Whether the cells become numbers.</summary>
    public bool IsNumber => Type == ColumnType.Number;

    /// <summary>Whether two readings give the same for every cell.</summary>
    public bool Equals(ColumnReading? other) =>
        other is not null && (Name, Type, DecimalMark, Affix) == (other.Name, other.Type, other.DecimalMark, other.Affix)
        && Missing.SequenceEqual(other.Missing, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Type, DecimalMark, Affix);

    /// <summary>What numbers look like, for errors.</summary>
    public string Expected => $"numbers with a decimal {(DecimalMark == ',' ? "comma" : "point")}{(Affix.Length > 0 ? $", with or without '{Affix}'" : "")}";
}
