using System.Text.Json.Nodes;
using Hebb.Formats;

namespace Hebb.Configuration;

/// <summary>The settings of one thing in a file: JSON whose values are asked for by key and checked. Errors name the file, the thing and the key.</summary>
/// <param name="Json">The settings.</param>
/// <param name="Source">Where they stand.</param>
internal sealed record ConfigNode(JsonObject Json, ConfigSource Source)
{
    /// <summary>Whether a setting is there and not null.</summary>
    public bool Has(string key) => Json[key] is not null;

    /// <summary>A whole number.</summary>
    /// <exception cref="FileFormatException">It is missing and there is no default, or is something else.</exception>
    public int Int(string key, int? missing = null) => IntOrNull(key) ?? missing ?? throw Missing(key);

    /// <summary>A whole number that may be missing; Python writes some as 5.0.</summary>
    public int? IntOrNull(string key) => Value<int>(key, "a whole number", value =>
        value.TryGetValue(out double number) && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (int)number : null);

    /// <summary>A whole number of up to 64 bits that may be missing.</summary>
    public long? LongOrNull(string key) => Value<long>(key, "a whole number", value => value.TryGetValue(out long number) ? number : null);

    /// <summary>A number.</summary>
    /// <exception cref="FileFormatException">It is missing and there is no default, or is something else.</exception>
    public double Number(string key, double? missing = null) => NumberOrNull(key) ?? missing ?? throw Missing(key);

    /// <summary>A number that may be missing.</summary>
    public double? NumberOrNull(string key) => Value(key, "a number", Finite);

    /// <summary>A boolean.</summary>
    /// <exception cref="FileFormatException">It is missing and there is no default, or is something else.</exception>
    public bool Flag(string key, bool? missing = null) =>
        Value<bool>(key, "true or false", value => value.TryGetValue(out bool flag) ? flag : null) ?? missing ?? throw Missing(key);

    /// <summary>A text.</summary>
    /// <exception cref="FileFormatException">It is missing and there is no default, or is something else.</exception>
    public string Text(string key, string? missing = null) => TextOrNull(key) ?? missing ?? throw Missing(key);

    /// <summary>A text that may be missing.</summary>
    public string? TextOrNull(string key) => Json[key] is { } node
        ? node is JsonValue value && value.TryGetValue(out string? text) ? text : throw Wrong(key, "a text")
        : null;

    /// <summary>Whole numbers; a single one counts as a list, a missing one as none.</summary>
    public int[] Ints(string key) =>
        Json[key] is JsonValue ? [Int(key)] : List<int>(key, "whole numbers", value => value.TryGetValue(out int number) ? number : null);

    /// <summary>Whole numbers of up to 64 bits; none where they are missing.</summary>
    public long[] Longs(string key) => List<long>(key, "a list of whole numbers", value => value.TryGetValue(out long number) ? number : null);

    /// <summary>Numbers; a single one counts as a list, a missing one as none.</summary>
    public double[] Numbers(string key) => Json[key] is JsonValue ? [Number(key)] : List(key, "numbers", Finite);

    /// <summary>Texts; none where they are missing.</summary>
    public string[] Texts(string key) => Json[key] switch
    {
        null => [],
        JsonArray list => [.. list.Select(node => node is JsonValue value && value.TryGetValue(out string? text) ? text : throw Wrong(key, "a list of texts"))],
        _ => throw Wrong(key, "a list of texts"),
    };

    /// <summary>Extents of which some are not known; null where they are missing.</summary>
    public int?[]? Extents(string key) => Json[key] switch
    {
        null => null,
        JsonArray list => [.. list.Select(
            node => node is null ? (int?)null : node is JsonValue value && value.TryGetValue(out int n) ? n : throw Wrong(key, "extents or null"))],
        _ => [Int(key)],
    };

    /// <summary>Which of some texts a setting is; the first where it is missing. Case does not matter.</summary>
    /// <exception cref="FileFormatException">It is none of them.</exception>
    public int OneOf(string key, IReadOnlyList<string?> choices)
    {
        if (TextOrNull(key) is not { } text) { return 0; }
        int index = choices.ToList().FindIndex(choice => string.Equals(choice, text, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? index : throw Wrong(key, string.Join(" or ", choices.OfType<string>()));
    }

    /// <summary>Refuses settings that would change results and are not supported: all but null and false.</summary>
    /// <exception cref="FileFormatException">One of them is set.</exception>
    public void Refuse(params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys)
        {
            if (Json[key] is { } node && !(node is JsonValue value && value.TryGetValue(out bool flag) && !flag))
            {
                throw Source.Error(
                    $"found {key} = {ConfigSource.Short(node)}; this setting is not supported and would change the results. Save the model without it.");
            }
        }
    }

    /// <summary>The error for a setting that is not what was expected.</summary>
    public FileFormatException Wrong(string key, string expected) =>
        Json[key] is { } node ? Source.Error($"found {key} = {ConfigSource.Short(node)}; expected {expected}.") : Missing(key);

    private FileFormatException Missing(string key) => Source.Error($"the setting {key} is missing.");

    private static double? Finite(JsonValue value) => value.TryGetValue(out double number) && double.IsFinite(number) ? number : null;

    private T? Value<T>(string key, string expected, Func<JsonValue, T?> read) where T : struct =>
        Json[key] is { } node ? (node is JsonValue value ? read(value) : null) ?? throw Wrong(key, expected) : null;

    private T[] List<T>(string key, string expected, Func<JsonValue, T?> read) where T : struct => Json[key] switch
    {
        null => [],
        JsonArray list => [.. list.Select(node => (node is JsonValue value ? read(value) : null) ?? throw Wrong(key, expected))],
        _ => throw Wrong(key, expected),
    };
}
