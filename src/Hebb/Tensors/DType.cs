namespace Hebb.Tensors;

/// <summary>The type of a tensor's elements.</summary>
public enum DType : byte
{
    /// <summary>32-bit IEEE 754 floating point: what networks train in.</summary>
    Float32,

    /// <summary>64-bit IEEE 754 floating point: what gradients are checked in.</summary>
    Float64,

    /// <summary>32-bit signed integer: labels and indices.</summary>
    Int32,

    /// <summary>64-bit signed integer: counters.</summary>
    Int64,

    /// <summary>Truth value, one byte an element: masks.</summary>
    Bool,
}

/// <summary>Facts about element types.</summary>
public static class DTypes
{
    extension(DType type)
    {
        /// <summary>Bytes an element takes.</summary>
        public int Size => type switch
        {
            DType.Float32 or DType.Int32 => 4,
            DType.Float64 or DType.Int64 => 8,
            DType.Bool => 1,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown element type."),
        };

        /// <summary>Whether the type is a floating-point one, so that gradients flow through it.</summary>
        public bool IsFloat => type is DType.Float32 or DType.Float64;
    }

    /// <summary>The <see cref="DType"/> that holds values of <typeparamref name="T"/>.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is none of float, double, int, long and bool.</exception>
    public static DType Of<T>() where T : unmanaged
    {
        if (typeof(T) == typeof(float)) { return DType.Float32; }
        if (typeof(T) == typeof(double)) { return DType.Float64; }
        if (typeof(T) == typeof(int)) { return DType.Int32; }
        if (typeof(T) == typeof(long)) { return DType.Int64; }
        if (typeof(T) == typeof(bool)) { return DType.Bool; }
        throw new NotSupportedException($"Tensors hold float, double, int, long or bool, not {typeof(T).Name}.");
    }
}
