using System.Globalization;
using Hebb.Tensors;

namespace Hebb.Formats.NumPy;

/// <summary>The header of an npy file: a Python dictionary of three entries, read as a literal and never evaluated.</summary>
internal readonly record struct NpyHeader(string Type, bool Fortran, Shape Shape)
{
    private const int MaxRank = 64;

    /// <summary>Reads a header.</summary>
    public static NpyHeader Parse(string text, string name)
    {
        NpyLiteral literal = new(text, name);
        string? type = null;
        bool? fortran = null;
        Shape? shape = null;
        literal.Take('{');
        while (!literal.TryTake('}'))
        {
            string key = literal.Text();
            literal.Take(':');
            switch (key)
            {
                case "descr" when type is null: type = literal.Text(); break;
                case "fortran_order" when fortran is null: fortran = literal.Truth(); break;
                case "shape" when shape is null: shape = ReadShape(literal, name); break;
                default: throw Npy.Error(name, $"the entry '{key}' in the header", "descr, fortran_order and shape, once each");
            }

            if (!literal.TryTake(','))
            {
                literal.Take('}');
                break;
            }
        }

        literal.End();
        return type is not null && fortran is { } order && shape is { } extents
            ? new(type, order, extents)
            : throw Npy.Error(name, $"the header {text.Trim()}", "the entries descr, fortran_order and shape");
    }

    /// <summary>The name NumPy gives to an element type.</summary>
    public static string Descr(ElementType type) => type switch
    {
        ElementType.Bool => "|b1",
        ElementType.Int8 => "|i1",
        ElementType.UInt8 => "|u1",
        ElementType.BFloat16 => throw new ArgumentException("NumPy has no bfloat16; convert the array to 32-bit floating point."),
        _ => "<" + (Elements.IsFloat(type) ? 'f' : type >= ElementType.UInt8 ? 'u' : 'i') + Elements.Size(type).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The array over the data behind the header, which must all be there.</summary>
    public StoredArray Array(ByteSource data, string name)
    {
        string descr = Type;
        if (descr.Length < 3 || !int.TryParse(descr.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            throw Refused(name);
        }

        char kind = descr[1];
        bool big = descr[0] == '>';
        if (descr[0] is not ('<' or '>' or '|' or '=')) { throw Refused(name); }
        ElementType type = (kind, number) switch
        {
            ('f', 2) => ElementType.Float16,
            ('f', 4) => ElementType.Float32,
            ('f', 8) => ElementType.Float64,
            ('i', 1) => ElementType.Int8,
            ('i', 2) => ElementType.Int16,
            ('i', 4) => ElementType.Int32,
            ('i', 8) => ElementType.Int64,
            ('u', 1) => ElementType.UInt8,
            ('u', 2) => ElementType.UInt16,
            ('u', 4) => ElementType.UInt32,
            ('u', 8) => ElementType.UInt64,
            ('b', 1) => ElementType.Bool,
            ('U' or 'S', _) => ElementType.Text,
            _ => throw Refused(name),
        };
        long size = kind == 'U' ? 4L * number : number;
        long count = Shape.Contains(0) ? 0 : Shape.Size;
        if (count > 0 && size > data.Length / count)
        {
            throw Npy.Error(name, $"{data.Length} bytes of data", $"{count} elements of {size} bytes, as the header says");
        }

        // Texts without room take no bytes, so their number must be held against the file in another way.
        if (size == 0 && count > data.Length + 1L) { throw Npy.Error(name, $"{count} empty texts", "no more than the file has bytes"); }

        Shape shape = Shape;
        long length = count * size;
        if (length > System.Array.MaxLength || count > System.Array.MaxLength) { throw Npy.Error(name, $"an array of {length} bytes", "less than 2 GiB"); }
        Func<ReadOnlyMemory<byte>> load = Fortran && shape.Rank > 1
            ? () => FromColumns(data.Read(0, (int)length).Span, shape, (int)size)
            : () => data.Read(0, (int)length);
        if (type == ElementType.Text) { return new(shape, () => NpyText.Decode(load().Span, (int)size, (int)count, kind == 'U', big, name)); }
        return big ? new(shape, type, () => Elements.Reverse(load().Span, (int)size)) : new(shape, type, load);
    }

    private FileFormatException Refused(string name) => Type.Contains('O', StringComparison.Ordinal)
        ? Npy.Error(name, $"Python objects ('{Type}')", "numbers, booleans or text; objects would run code and are never read")
        : Npy.Error(name, $"elements of type '{Type}'", "'<f4', '<f8', '<i4', '|b1', '<U8' and the like");

    private static Shape ReadShape(NpyLiteral literal, string name)
    {
        List<int> extents = [];
        long product = 1;
        literal.Take('(');
        while (!literal.TryTake(')'))
        {
            long extent = literal.Number();
            if (extent > int.MaxValue || product > long.MaxValue / Math.Max(1, extent) || extents.Count == MaxRank)
            {
                throw Npy.Error(name, $"an extent of {extent} on axis {extents.Count}", "a shape that fits in memory");
            }

            product *= Math.Max(1, extent);
            extents.Add((int)extent);
            if (!literal.TryTake(','))
            {
                literal.Take(')');
                break;
            }
        }

        return Shape.Create([.. extents]);
    }

    private static byte[] FromColumns(ReadOnlySpan<byte> columns, Shape shape, int size)
    {
        byte[] rows = new byte[columns.Length];
        int[] index = new int[shape.Rank];
        for (int at = 0; at < rows.Length; at += size)
        {
            long from = 0;
            for (int axis = shape.Rank - 1; axis >= 0; axis--) { from = (from * shape[axis]) + index[axis]; }
            columns.Slice((int)(from * size), size).CopyTo(rows.AsSpan(at));
            for (int axis = shape.Rank - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--) { index[axis] = 0; }
        }

        return rows;
    }
}
