using System.Text.Json;
using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>An object of a JSON file together with its place in it, so that a damaged field is reported where it is.</summary>
public readonly struct JsonField
{
    private readonly JsonElement _element;
    private readonly string? _file;
    private readonly string _path, _writer;

    internal JsonField(JsonElement element, string? file, string path, string writer = "ColumnPipeline.Save") =>
        (_element, _file, _path, _writer) = (element, file, path, writer);

    /// <summary>A text.</summary>
    public string Text(string name, bool allowEmpty = false)
    {
        string text = TextOf(Get(name, JsonValueKind.String), name);
        return text.Length > 0 || allowEmpty ? text : throw Error($"'{name}' is empty, expected text.");
    }

    /// <summary>A finite number.</summary>
    public double Number(string name) =>
        Get(name, JsonValueKind.Number).TryGetDouble(out double number) && double.IsFinite(number)
            ? number
            : throw Error($"'{name}' is not a finite number.");

    /// <summary>A finite number greater than zero.</summary>
    public double Positive(string name) => Number(name) is > 0 and var number ? number : throw Error($"'{name}' is not greater than 0.");

    /// <summary>A whole number within bounds.</summary>
    public int Whole(string name, int least, int most) =>
        Number(name) is var number && number == Math.Floor(number) && number >= least && number <= most
            ? (int)number
            : throw Error($"'{name}' is {NumberColumn.Format(number)}, expected a whole number from {least} to {most}.");

    /// <summary>A list of finite numbers.</summary>
    public double[] Numbers(string name)
    {
        List<double> numbers = [];
        foreach (JsonElement item in Get(name, JsonValueKind.Array).EnumerateArray())
        {
            bool isNumber = item.ValueKind == JsonValueKind.Number && item.TryGetDouble(out double number) && double.IsFinite(number);
            numbers.Add(isNumber ? item.GetDouble() : throw Error($"'{name}' has an item that is not a finite number."));
        }

        return [.. numbers];
    }

    /// <summary>A list of finite numbers, none smaller than the one before.</summary>
    public double[] Ascending(string name, int least)
    {
        double[] numbers = new double[Get(name, JsonValueKind.Array).GetArrayLength()];
        int i = 0;
        foreach (JsonElement item in Get(name, JsonValueKind.Array).EnumerateArray())
        {
            bool isNumber = item.ValueKind == JsonValueKind.Number && item.TryGetDouble(out numbers[i]) && double.IsFinite(numbers[i]);
            if (!isNumber || (i > 0 && numbers[i] < numbers[i - 1])) { throw Error($"'{name}' has an item that is no number or less than the one before."); }
            i++;
        }

        return numbers.Length >= least ? numbers : throw Error($"'{name}' needs at least {least} numbers.");
    }

    /// <summary>Whether there is such a field: those added in later versions may be absent.</summary>
    public bool Has(string name) => _element.ValueKind == JsonValueKind.Object && _element.TryGetProperty(name, out _);

    /// <summary>True or false.</summary>
    public bool Boolean(string name) => Get(name, JsonValueKind.True, JsonValueKind.False).GetBoolean();

    /// <summary>One of the names of an enumeration, in any case.</summary>
    public T Choice<T>(string name)
        where T : struct, Enum
    {
        string text = Text(name);
        foreach (T choice in Enum.GetValues<T>())
        {
            if (string.Equals($"{choice}", text, StringComparison.OrdinalIgnoreCase))
            {
                return choice;
            }
        }

        throw Error($"'{name}' is '{text}', expected one of {string.Join(", ", Enum.GetNames<T>())}.");
    }

    /// <summary>An object.</summary>
    public JsonField Object(string name) => new(Get(name, JsonValueKind.Object), _file, Inside(name), _writer);

    /// <summary>A list of objects.</summary>
    public JsonField[] Items(string name)
    {
        JsonElement list = Get(name, JsonValueKind.Array);
        var items = new JsonField[list.GetArrayLength()];
        int i = 0;
        foreach (JsonElement item in list.EnumerateArray())
        {
            string place = $"{Inside(name)}[{i}]";
            items[i++] = item.ValueKind == JsonValueKind.Object
                ? new JsonField(item, _file, place, _writer)
                : throw Error($"'{name}' has an item that is not an object.");
        }

        return items;
    }

    /// <summary>A list of different texts, at least <paramref name="least"/> of them.</summary>
    public string[] DistinctTexts(string name, int least)
    {
        JsonElement list = Get(name, JsonValueKind.Array);
        var texts = new List<string>(list.GetArrayLength());
        foreach (JsonElement item in list.EnumerateArray())
        {
            texts.Add(item.ValueKind == JsonValueKind.String ? TextOf(item, name) : throw Error($"'{name}' has an item that is not text."));
        }

        return texts.Count >= least && texts.Distinct(StringComparer.Ordinal).Count() == texts.Count
            ? [.. texts]
            : throw Error($"'{name}' needs at least {least} different texts, each once.");
    }

    /// <summary>An error at this place.</summary>
    public DataException Error(string message) =>
        new($"{(_path.Length > 0 ? $"in {_path}: " : "")}{message} Expected a file written by {_writer}.", _file);

    /// <summary>JSON can spell half of a surrogate pair, which is no text.</summary>
    private string TextOf(JsonElement value, string name)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Error($"'{name}' is not valid text.");
        }
    }

    private string Inside(string name) => _path.Length > 0 ? $"{_path}.{name}" : name;

    private JsonElement Get(string name, params ReadOnlySpan<JsonValueKind> kinds)
    {
        if (_element.ValueKind != JsonValueKind.Object || !_element.TryGetProperty(name, out JsonElement value))
        {
            throw Error($"'{name}' is missing.");
        }

        return kinds.Contains(value.ValueKind) ? value : throw Error($"'{name}' is {value.ValueKind}, expected {kinds[0]}.");
    }
}
