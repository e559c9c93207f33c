using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Reading;
using Hebb.Data.Tables;

namespace Hebb.Learning.Tables;

/// <summary>
/// Makes tables of objects. Values mean the same whatever the thread's culture and however the training file wrote them: a date is a date, a number a number,
/// and true is what the column calls yes.
/// </summary>
internal static class TypedRows
{
    /// <summary>The table of the columns that a pipeline needs.</summary>
    /// <param name="rows">The objects, of which none may be null.</param>
    /// <param name="pipeline">What the columns are.</param>
    /// <exception cref="DataException">A column has no property, a property is of another type, or an object is null.</exception>
    public static Table ToTable<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(IEnumerable<T> rows, ColumnPipeline pipeline)
    {
        IReadOnlyList<string> names = pipeline.ColumnNames;
        PropertyInfo[] properties = ColumnProperties.Match(typeof(T), names);
        object[] objects = [.. rows.Select((row, number) => (object?)row
            ?? throw new DataException(string.Create(CultureInfo.InvariantCulture, $"row {number} is null. Expected an object for every row.")))];
        return new Table(names.Select((name, i) => ColumnOf(name, properties[i], objects, pipeline)));
    }

    private static Column ColumnOf(string name, PropertyInfo property, object[] rows, ColumnPipeline pipeline)
    {
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        bool isDate = type == typeof(DateTime) || type == typeof(DateOnly) || type == typeof(DateTimeOffset), isNumber = IsNumber(type);
        if (!isDate && !isNumber && !type.IsEnum && type != typeof(bool) && type != typeof(string) && type != typeof(char) && type != typeof(Guid))
        {
            throw new DataException(
                $"the property '{property.Name}' of {ColumnProperties.Called(property.DeclaringType!)} is of type {ColumnProperties.Called(type)}. Expected a "
                + "number, bool, string, char, enum, DateTime, DateOnly, DateTimeOffset or Guid, nullable or not.", null, column: name);
        }

        object?[] values =
            [.. rows.Select(row => property.GetValue(row, BindingFlags.DoNotWrapExceptions, null, null, CultureInfo.InvariantCulture))];
        if (isDate) { return new DateColumn(name, [.. values.Select(DateOf)]); }
        if ((isNumber || type == typeof(bool)) && pipeline.Reading.Find(name) is { IsNumber: true })
        {
            CellReader cells = pipeline.Reading.For('.').CellsOf(name);
            return new NumberColumn(name, [.. values.Select(value => NumberOf(value, cells))]);
        }

        IReadOnlyList<string> categories = pipeline.CategoriesOf(name) ?? [];
        return new TextColumn(name, [.. values.Select(value => TextOf(value, name, categories)?.Trim() is { Length: > 0 } text ? text : null)]);
    }

    private static bool IsNumber(Type type) =>
        (!type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal)
        || type == typeof(Half) || type == typeof(nint) || type == typeof(nuint) || type == typeof(Int128) || type == typeof(UInt128);

    /// <summary>The day and time that are written, whatever the time zone, as in files.</summary>
    private static DateTime? DateOf(object? value) => value switch
    {
        DateOnly day => day.ToDateTime(TimeOnly.MinValue),
        DateTimeOffset date => date.DateTime,
        _ => (DateTime?)value,
    };

    /// <summary>A number by way of its shortest text, so that 0.1f is 0.1 and −999 is missing where it is in files.</summary>
    private static double NumberOf(object? value, CellReader cells)
    {
        if (value is null) { return double.NaN; }
        string text = value is bool flag ? (flag ? "1" : "0") : Invariant(value);
        return cells.Read(Encoding.UTF8.GetBytes(text), out _) == Cell.Missing ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);
    }

    private static string? TextOf(object? value, string column, IReadOnlyList<string> categories) => value switch
    {
        null or double.NaN or float.NaN => null,
        string text => text,
        bool flag => BooleanText(flag, column, categories),
        Enum name => CategoryLike(name.ToString(), categories),
        _ => Invariant(value),
    };

    /// <summary>The category that means it: yes, true, on, 1, ….</summary>
    private static string BooleanText(bool value, string column, IReadOnlyList<string> categories)
    {
        string text = value ? "true" : "false", digit = value ? "1" : "0";
        string[] same = [.. categories.Where(category => BooleanFeature.ValueOf(category) == value)];
        return same.Length == 1 ? same[0]
            : same.Length == 0 && categories.Contains(digit) ? digit
            : categories.Count == 0 ? text
            : throw new DataException(
                $"{text} is {(same.Length == 0 ? "none" : "more than one")} of the categories {string.Join(", ", categories)}. Use a string property.", null,
                column: column, value: text);
    }

    /// <summary>The category of this name, or the only one that differs by case and marks: MonthToMonth is month-to-month.</summary>
    private static string CategoryLike(string name, IReadOnlyList<string> categories) =>
        !categories.Contains(name) && categories.Where(category => ColumnProperties.AreAlike(name, category)).ToArray() is [var like] ? like : name;

    private static string Invariant(object value) =>
        value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value.ToString()!;
}
