using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Serialization;
using Hebb.Data;

namespace Hebb.Learning.Tables;

/// <summary>
/// Which property of a type holds each column. Names are compared exactly first and then by their letters and digits only, without regard to case; a name
/// given by <see cref="JsonPropertyNameAttribute"/> comes before the property's own.
/// </summary>
internal static class ColumnProperties
{
    /// <summary>The ways to compare, the surest first.</summary>
    private static readonly Func<PropertyInfo, string, bool>[] s_ways =
    [
        (property, column) => JsonNameOf(property) == column,
        (property, column) => property.Name == column,
        (property, column) => JsonNameOf(property) is { } name && AreAlike(name, column),
        (property, column) => AreAlike(property.Name, column),
    ];

    /// <summary>The property of each column; those that hold no column are left out.</summary>
    /// <exception cref="DataException">A column has no property, or more than one.</exception>
    public static PropertyInfo[] Match([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type, IReadOnlyList<string> columns)
    {
        // A property that hides one of its base class comes first.
        PropertyInfo[] properties = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetGetMethod() is not null && property.GetIndexParameters().Length == 0).DistinctBy(property => property.Name)];
        Dictionary<string, PropertyInfo> found = new(StringComparer.Ordinal);
        foreach (Func<PropertyInfo, string, bool> isSame in s_ways)
        {
            PropertyInfo[] free = [.. properties.Except(found.Values)];
            foreach (string column in columns.Where(column => !found.ContainsKey(column)).ToArray())
            {
                PropertyInfo[] same = [.. free.Where(property => isSame(property, column))];
                if (same.Length > 1)
                {
                    throw new DataException(
                        $"{Called(type)} has {same.Length} properties for it: {Names(same)}. {Attribute(column)} on one of them.", null, column: column);
                }

                if (same.Length == 0) { continue; }
                if (found.FirstOrDefault(pair => pair.Value == same[0]).Key is { } other)
                {
                    throw new DataException(
                        $"the property '{same[0].Name}' of {Called(type)} fits the column '{other}' as well. {Attribute(column)} on the one that holds it.",
                        null, column: column);
                }

                found.Add(column, same[0]);
            }
        }

        string[] missing = [.. columns.Where(column => !found.ContainsKey(column))];
        return missing.Length == 0 ? [.. columns.Select(column => found[column])] : throw Missing(type, missing, [.. properties.Except(found.Values)]);
    }

    /// <summary>What a type is called in errors.</summary>
    public static string Called(Type type) => type.Name[0] == '<' ? "the anonymous type" : type.Name.Split('`')[0];

    /// <summary>Whether two names have the same letters and digits; case does not count.</summary>
    public static bool AreAlike(string name, string column) =>
        Plain(name) is { Length: > 0 } plain && plain.Equals(Plain(column), StringComparison.OrdinalIgnoreCase);

    private static DataException Missing(Type type, string[] missing, PropertyInfo[] free)
    {
        string what = missing.Length == 1 ? "no property for it." : $"no property for {missing.Length} columns: {string.Join(", ", missing)}.";
        string others = free.Length == 0 ? "No property is left over."
            : Suggest.Sentence(missing[0], [.. free.Select(property => property.Name)], "other properties");
        return new DataException(
            $"{Called(type)} has {what} {others} Add a property, null where there is no value, or put [JsonPropertyName(\"{missing[0]}\")] on the one that "
            + "holds it.", null, column: missing[0]);
    }

    private static string? JsonNameOf(PropertyInfo property) => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name;

    private static string Names(PropertyInfo[] properties) => string.Join(", ", properties.Select(property => property.Name));

    private static string Attribute(string column) => $"Put [JsonPropertyName(\"{column}\")]";


    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit));
}
