namespace Hebb.Data.Reading;

/// <summary>What a column is to be read as, when it is not to be found out from its values.</summary>
public sealed record ColumnType
{
    private ColumnType(string name) => Name = name;

    /// <summary>Text, even if it looks like numbers: postal codes, numbers of bills.</summary>
    public static ColumnType Text { get; } = new("text");

    /// <summary>Text that is one of some categories, however many there are.</summary>
    public static ColumnType Category { get; } = new("category");

    /// <summary>Numbers: any other value is an error.</summary>
    public static ColumnType Number { get; } = new("number");

    /// <summary>Dates in a format that is found out.</summary>
    public static ColumnType Date { get; } = new("date");

    /// <summary>Its name: text, category, number, date, or a format of dates.</summary>
    public string Name { get; }

    /// <summary>The format of the dates; null if it is found out, or if it is another type.</summary>
    internal DateFormat? Format { get; private init; }

    /// <summary>Whether it is a date, in whatever format.</summary>
    internal bool IsDate => Name == "date" || Format is not null;

    /// <summary>Dates in one format, where values fit two: <c>d/M/yyyy</c>.</summary>
    /// <param name="format">The format: <c>d/M/yyyy</c>, <c>M/d/yy</c>, <c>yyyyMMdd</c>, <c>Unix seconds</c>, ….</param>
    /// <exception cref="FormatException">It is not known.</exception>
    public static ColumnType DateAs(string format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return new(format)
        {
            Format = DateFormat.Named(format)
                ?? throw new FormatException($"'{format}' is not a known format of dates. Expected one of {string.Join(", ", DateFormat.Names)}."),
        };
    }

    /// <summary>Reads a type from its name.</summary>
    /// <param name="name">text, category, number, date, or a format of dates.</param>
    /// <exception cref="FormatException">There is no such type.</exception>
    public static ColumnType Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Find(name)
            ?? throw new FormatException($"There is no type '{name}'. Expected text, category, number, date, or a format of dates such as d/M/yyyy.");
    }

    /// <summary>A type by its name; null if there is none.</summary>
    internal static ColumnType? Find(string name) => name switch
    {
        "text" => Text,
        "category" => Category,
        "number" => Number,
        "date" => Date,
        _ => DateFormat.Named(name) is null ? null : DateAs(name),
    };

    /// <summary>Its name.</summary>
    public override string ToString() => Name;
}
