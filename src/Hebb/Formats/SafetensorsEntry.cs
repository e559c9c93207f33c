using System.Text.Json;
using Hebb.Tensors;

namespace Hebb.Formats;

/// <summary>What the header of a safetensors file says about one array.</summary>
internal readonly record struct SafetensorsEntry(string Name, ElementType Type, Shape Shape, long Length, long Start, long End)
{
    /// <summary>The most arrays of a file.</summary>
    public const int MaxArrays = 100_000;

    private const int MaxRank = 32;

    private static readonly (string Name, ElementType Type)[] s_types =
    [
        ("F16", ElementType.Float16), ("BF16", ElementType.BFloat16), ("F32", ElementType.Float32), ("F64", ElementType.Float64),
        ("I8", ElementType.Int8), ("I16", ElementType.Int16), ("I32", ElementType.Int32), ("I64", ElementType.Int64),
        ("U8", ElementType.UInt8), ("U16", ElementType.UInt16), ("U32", ElementType.UInt32), ("U64", ElementType.UInt64),
        ("BOOL", ElementType.Bool),
    ];

    /// <summary>The format's name of an element type.</summary>
    public static string TypeName(ElementType type) => Array.Find(s_types, pair => pair.Type == type).Name;

    /// <summary>Reads the header token by token, so that doubled names are seen and depth is bounded.</summary>
    public static List<SafetensorsEntry> ReadAll(ReadOnlySpan<byte> header, string file)
    {
        Utf8JsonReader json = new(header, new JsonReaderOptions { MaxDepth = 4 });
        List<SafetensorsEntry> entries = [];
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string name = json.GetString()!;
            json.Read();
            if (name == "__metadata__") { json.Skip(); }
            else { entries.Add(ReadOne(ref json, name, file)); }
            if (entries.Count > MaxArrays) { throw Safetensors.Error(file, $"more than {MaxArrays} arrays", "fewer"); }
        }

        return json.Read() ? throw Safetensors.Error(file, "more behind the header's object", "nothing") : entries;
    }

    private static SafetensorsEntry ReadOne(ref Utf8JsonReader json, string name, string file)
    {
        ElementType? type = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        if (json.TokenType != JsonTokenType.StartObject) { throw Safetensors.Error(file, $"no object for '{name}'", "dtype, shape and data_offsets"); }
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string key = json.GetString()!;
            json.Read();
            switch (key)
            {
                case "dtype" when type is null: type = ReadType(ref json, name, file); break;
                case "shape" when shape is null: shape = ReadNumbers(ref json, MaxRank, file); break;
                case "data_offsets" when offsets is null: offsets = ReadNumbers(ref json, 2, file); break;
                default: throw Safetensors.Error(file, $"the entry '{key}' of array '{name}'", "dtype, shape and data_offsets, once each");
            }
        }

        if (type is not { } known || shape is null || offsets is not [long start, long end])
        {
            throw Safetensors.Error(file, $"array '{name}' without all entries", "dtype, shape and two data_offsets");
        }

        long length = Elements.Size(known);
        foreach (long extent in shape)
        {
            if (extent > int.MaxValue || length > long.MaxValue / Math.Max(1, extent))
            {
                throw Safetensors.Error(file, $"array '{name}' with an extent of {extent}", "a shape that fits in memory");
            }

            length *= Math.Max(1, extent);
        }

        return new(name, known, Shape.Create([.. shape.Select(extent => (int)extent)]), shape.Contains(0) ? 0 : length, start, end);
    }

    private static ElementType ReadType(ref Utf8JsonReader json, string name, string file)
    {
        string? text = json.GetString();
        int index = Array.FindIndex(s_types, pair => pair.Name == text);
        return index >= 0
            ? s_types[index].Type
            : throw Safetensors.Error(file, $"array '{name}' of type {text}", "F16, BF16, F32, F64, I8 to I64, U8 to U64 or BOOL");
    }

    private static List<long> ReadNumbers(ref Utf8JsonReader json, int most, string file)
    {
        List<long> numbers = [];
        if (json.TokenType != JsonTokenType.StartArray) { throw Safetensors.Error(file, $"{json.TokenType}", "a list of numbers"); }
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            long number = json.GetInt64();
            if (number < 0 || numbers.Count == most)
            {
                throw Safetensors.Error(file, $"the number {number} at {numbers.Count}", $"at most {most} numbers, none negative");
            }

            numbers.Add(number);
        }

        return numbers;
    }
}
