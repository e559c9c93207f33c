namespace Hebb.Formats;

/// <summary>The type of the elements of an array in a file; wider than what tensors hold, because files hold more.</summary>
public enum ElementType : byte
{
    /// <summary>16-bit IEEE 754 floating point.</summary>
    Float16,

    /// <summary>The upper half of a 32-bit floating-point number.</summary>
    BFloat16,

    /// <summary>32-bit IEEE 754 floating point.</summary>
    Float32,

    /// <summary>64-bit IEEE 754 floating point.</summary>
    Float64,

    /// <summary>8-bit signed integer.</summary>
    Int8,

    /// <summary>16-bit signed integer.</summary>
    Int16,

    /// <summary>32-bit signed integer.</summary>
    Int32,

    /// <summary>64-bit signed integer.</summary>
    Int64,

    /// <summary>8-bit unsigned integer.</summary>
    UInt8,

    /// <summary>16-bit unsigned integer.</summary>
    UInt16,

    /// <summary>32-bit unsigned integer.</summary>
    UInt32,

    /// <summary>64-bit unsigned integer.</summary>
    UInt64,

    /// <summary>Truth value, one byte an element.</summary>
    Bool,

    /// <summary>Text.</summary>
    Text,
}
