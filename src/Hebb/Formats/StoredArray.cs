using System.Numerics;
using Hebb.Tensors;

namespace Hebb.Formats;

/// <summary>
/// An array in a file: a shape, an element type and elements that are decoded when they are asked for. What HDF5, npy, npz and
/// safetensors files hold and are made of.
/// </summary>
public sealed class StoredArray
{
    private readonly Func<ReadOnlyMemory<byte>>? _load;
    private readonly Func<string[]>? _loadText;

    /// <summary>Numbers whose little-endian bytes <paramref name="load"/> gives, decoding them only when asked.</summary>
    internal StoredArray(Shape shape, ElementType type, Func<ReadOnlyMemory<byte>> load)
    {
        (Shape, Type) = (shape, type);
        _load = load;
    }

    /// <summary>Text that <paramref name="load"/> decodes when asked.</summary>
    internal StoredArray(Shape shape, Func<string[]> load, int fixedLength = 0)
    {
        (Shape, Type, FixedLength) = (shape, ElementType.Text, fixedLength);
        _loadText = load;
    }

    /// <summary>The extents; <c>[]</c> for a single value.</summary>
    public Shape Shape { get; }

    /// <summary>The type of the elements as stored.</summary>
    public ElementType Type { get; }

    /// <summary>Bytes every text takes where all have the same room; 0 where each has its own length.</summary>
    internal int FixedLength { get; }

    /// <summary>An array of numbers or booleans; the memory is used as it is, not copied.</summary>
    /// <exception cref="ArgumentException">The shape needs another number of values.</exception>
    public static StoredArray Of<T>(Shape shape, ReadOnlyMemory<T> values) where T : unmanaged
    {
        ElementType type = Elements.Of<T>();
        CheckCount(shape, values.Length);
        return new(shape, type, () => new ByteView<T>(values).Memory);
    }

    /// <summary>An array of numbers or booleans; the array is used as it is, not copied.</summary>
    /// <exception cref="ArgumentException">The shape needs another number of values.</exception>
    public static StoredArray Of<T>(Shape shape, T[] values) where T : unmanaged => Of<T>(shape, values.AsMemory());

    /// <summary>A single number or boolean.</summary>
    public static StoredArray Of<T>(T value) where T : unmanaged => Of<T>([], new[] { value });

    /// <summary>An array of texts.</summary>
    /// <exception cref="ArgumentException">The shape needs another number of texts.</exception>
    public static StoredArray Of(Shape shape, string[] texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        CheckCount(shape, texts.Length);
        return new(shape, () => texts);
    }

    /// <summary>A single text.</summary>
    public static StoredArray Of(string text) => Of([], [text]);

    /// <summary>The elements as 32-bit floating point; wider numbers are rounded.</summary>
    /// <exception cref="FileFormatException">The elements are text, or the file is damaged.</exception>
    public float[] ReadFloats() => Read<float>();

    /// <summary>The elements as 64-bit floating point.</summary>
    /// <exception cref="FileFormatException">The elements are text, or the file is damaged.</exception>
    public double[] ReadDoubles() => Read<double>();

    /// <summary>The elements as 32-bit integers.</summary>
    /// <exception cref="FileFormatException">The elements are text, fractions or too large, or the file is damaged.</exception>
    public int[] ReadInts() => Read<int>();

    /// <summary>The elements as 64-bit integers.</summary>
    /// <exception cref="FileFormatException">The elements are text, fractions or too large, or the file is damaged.</exception>
    public long[] ReadLongs() => Read<long>();

    /// <summary>The elements as bytes.</summary>
    /// <exception cref="FileFormatException">The elements are text, fractions or not within 0 to 255, or the file is damaged.</exception>
    public byte[] ReadBytes() => Read<byte>();

    /// <summary>The elements as booleans.</summary>
    /// <exception cref="FileFormatException">The elements are something else, or the file is damaged.</exception>
    public bool[] ReadBools() => Type == ElementType.Bool
        ? Array.ConvertAll(Read<byte>(), value => value != 0)
        : throw new FileFormatException($"The array holds {Type}, but booleans are expected.");

    /// <summary>The elements as text; an empty list of anything is an empty list of texts, as Keras writes it.</summary>
    /// <exception cref="FileFormatException">The elements are numbers, or the file is damaged.</exception>
    public string[] ReadStrings() => _loadText is not null ? [.. _loadText()]
        : Shape.Contains(0) ? []
        : throw new FileFormatException($"The array holds {Type}, but text is expected.");

    /// <summary>The only element, as text.</summary>
    /// <exception cref="FileFormatException">There is not exactly one text, or the file is damaged.</exception>
    public string ReadString() => ReadStrings() is [string text]
        ? text
        : throw new FileFormatException($"The array has shape {Shape}, but a single text is expected.");

    /// <summary>Texts with the same room for each, as older files hold them; the room is that of the longest.</summary>
    internal static StoredArray OfFixed(Shape shape, string[] texts)
    {
        CheckCount(shape, texts.Length);
        int length = texts.Length == 0 ? 1 : Math.Max(1, texts.Max(System.Text.Encoding.UTF8.GetByteCount));
        return new(shape, () => texts, length);
    }

    /// <summary>The stored little-endian bytes of numbers.</summary>
    internal ReadOnlyMemory<byte> Bytes() => _load is not null
        ? _load()
        : throw new FileFormatException("The array holds text, but numbers are expected.");

    private T[] Read<T>() where T : unmanaged, INumber<T>
    {
        ReadOnlyMemory<byte> stored = Bytes();
        if (Elements.IsFloat(Type) && stored.Length > 0 && default(T) is not (float or double))
        {
            throw new FileFormatException($"The array holds {Type}, but whole numbers are expected.");
        }

        T[] values = new T[stored.Length / Elements.Size(Type)];
        try
        {
            Elements.Convert<T>(Type, stored.Span, values);
        }
        catch (OverflowException overflow)
        {
            throw new FileFormatException($"The array of {Type} holds a number that does not fit {typeof(T).Name}.", overflow);
        }

        return values;
    }

    private static void CheckCount(Shape shape, int count)
    {
        if (shape.Size != count)
        {
            throw new ArgumentException($"Shape {shape} needs {shape.Size} values, but {count} are given.", nameof(shape));
        }
    }
}
