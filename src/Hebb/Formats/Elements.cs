using System.Numerics;
using System.Runtime.InteropServices;

namespace Hebb.Formats;

/// <summary>Numbers as they lie in files, little-endian, and their conversion to the types that programs ask for.</summary>
internal static class Elements
{
    /// <summary>Bytes an element takes; text has no fixed size.</summary>
    public static int Size(ElementType type) => type switch
    {
        ElementType.Bool or ElementType.Int8 or ElementType.UInt8 => 1,
        ElementType.Float16 or ElementType.BFloat16 or ElementType.Int16 or ElementType.UInt16 => 2,
        ElementType.Float32 or ElementType.Int32 or ElementType.UInt32 => 4,
        ElementType.Float64 or ElementType.Int64 or ElementType.UInt64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Only numbers and booleans have a fixed size."),
    };

    /// <summary>Whether the type is a floating-point one.</summary>
    public static bool IsFloat(ElementType type) =>
        type is ElementType.Float16 or ElementType.BFloat16 or ElementType.Float32 or ElementType.Float64;

    /// <summary>The element type that holds values of <typeparamref name="T"/>.</summary>
    /// <exception cref="NotSupportedException">No file holds values of this type.</exception>
    public static ElementType Of<T>() where T : unmanaged => default(T) switch
    {
        Half => ElementType.Float16,
        float => ElementType.Float32,
        double => ElementType.Float64,
        sbyte => ElementType.Int8,
        short => ElementType.Int16,
        int => ElementType.Int32,
        long => ElementType.Int64,
        byte => ElementType.UInt8,
        ushort => ElementType.UInt16,
        uint => ElementType.UInt32,
        ulong => ElementType.UInt64,
        bool => ElementType.Bool,
        _ => throw new NotSupportedException($"Files hold numbers and booleans, not {typeof(T).Name}."),
    };

    /// <summary>Converts stored elements. Integers that do not fit raise <see cref="OverflowException"/>; floating point rounds.</summary>
    public static void Convert<T>(ElementType type, ReadOnlySpan<byte> stored, Span<T> values) where T : unmanaged, INumber<T>
    {
        switch (type)
        {
            case ElementType.Float16: Convert<Half, T>(stored, values); break;
            case ElementType.BFloat16: ConvertBFloat16(stored, values); break;
            case ElementType.Float32: Convert<float, T>(stored, values); break;
            case ElementType.Float64: Convert<double, T>(stored, values); break;
            case ElementType.Int8: Convert<sbyte, T>(stored, values); break;
            case ElementType.Int16: Convert<short, T>(stored, values); break;
            case ElementType.Int32: Convert<int, T>(stored, values); break;
            case ElementType.Int64: Convert<long, T>(stored, values); break;
            case ElementType.UInt8: Convert<byte, T>(stored, values); break;
            case ElementType.UInt16: Convert<ushort, T>(stored, values); break;
            case ElementType.UInt32: Convert<uint, T>(stored, values); break;
            case ElementType.UInt64: Convert<ulong, T>(stored, values); break;
            case ElementType.Bool:
                for (int i = 0; i < values.Length; i++) { values[i] = stored[i] == 0 ? T.Zero : T.One; }
                break;
            default: throw new ArgumentOutOfRangeException(nameof(type), type, "Text does not convert to numbers.");
        }
    }

    /// <summary>A copy with the bytes of every element reversed: from big-endian to little-endian.</summary>
    public static byte[] Reverse(ReadOnlySpan<byte> stored, int size)
    {
        byte[] reversed = stored.ToArray();
        for (int i = 0; i + size <= reversed.Length; i += size) { reversed.AsSpan(i, size).Reverse(); }
        return reversed;
    }

    private static void Convert<TFrom, T>(ReadOnlySpan<byte> stored, Span<T> values)
        where TFrom : unmanaged, INumber<TFrom>
        where T : unmanaged, INumber<T>
    {
        if (typeof(TFrom) == typeof(T))
        {
            stored.CopyTo(MemoryMarshal.AsBytes(values));
            return;
        }

        ReadOnlySpan<TFrom> from = MemoryMarshal.Cast<byte, TFrom>(stored);
        for (int i = 0; i < values.Length; i++) { values[i] = T.CreateChecked(from[i]); }
    }

    private static void ConvertBFloat16<T>(ReadOnlySpan<byte> stored, Span<T> values) where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<ushort> from = MemoryMarshal.Cast<byte, ushort>(stored);
        for (int i = 0; i < values.Length; i++) { values[i] = T.CreateChecked(BitConverter.Int32BitsToSingle(from[i] << 16)); }
    }
}
