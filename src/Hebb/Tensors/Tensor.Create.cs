using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hebb.Tensors;

public sealed partial class Tensor
{
    /// <summary>A tensor of these values in row-major order.</summary>
    /// <typeparam name="T">float, double, int, long or bool.</typeparam>
    /// <exception cref="ArgumentException">The number of values does not fit the shape.</exception>
    public static Tensor Create<T>(ReadOnlySpan<T> values, Shape shape) where T : unmanaged
    {
        if (values.Length != shape.Size)
        {
            throw new ArgumentException($"A tensor of shape {shape} has {shape.Size} elements, but {values.Length} values were given.", nameof(values));
        }

        Tensor tensor = Uninitialized(shape, DTypes.Of<T>());
        values.CopyTo(tensor.Value!.Span<T>());
        return tensor;
    }

    /// <inheritdoc cref="Create{T}(ReadOnlySpan{T}, Shape)"/>
    public static Tensor Create<T>(T[] values, Shape shape) where T : unmanaged => Create<T>(values.AsSpan(), shape);

    /// <summary>A tensor of one axis.</summary>
    public static Tensor Create<T>(params T[] values) where T : unmanaged => Create<T>(values.AsSpan(), [values.Length]);

    /// <summary>A tensor of two axes: rows and columns.</summary>
    public static Tensor Create<T>(T[,] values) where T : unmanaged =>
        Create<T>(
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(values)), values.Length),
            [values.GetLength(0), values.GetLength(1)]);

    /// <summary>A single number.</summary>
    public static Tensor Scalar(double value, DType type = DType.Float32) => Full([], value, type);

    /// <summary>A number written in an expression (the 2 of 2 · x): nobody takes gradients with respect to it, so x + 0 may become x.</summary>
    internal static Tensor Literal(double value, DType type)
    {
        Tensor tensor = Scalar(value, type);
        tensor.IsLiteral = true;
        return tensor;
    }

    /// <summary>A tensor of zeros.</summary>
    public static Tensor Zeros(Shape shape, DType type = DType.Float32) => Uninitialized(shape, type);

    /// <summary>A tensor of ones.</summary>
    public static Tensor Ones(Shape shape, DType type = DType.Float32) => Full(shape, 1, type);

    /// <summary>A tensor with the same value everywhere.</summary>
    /// <exception cref="ArgumentException">The value is not one of the element type (1.5 as an integer, say).</exception>
    public static Tensor Full(Shape shape, double value, DType type = DType.Float32)
    {
        Tensor tensor = Uninitialized(shape, type);
        Storage storage = tensor.Value!;
        switch (type)
        {
            case DType.Float32: storage.Span<float>().Fill((float)value); break;
            case DType.Float64: storage.Span<double>().Fill(value); break;
            case DType.Int32: storage.Span<int>().Fill((int)Whole(value, type)); break;
            case DType.Int64: storage.Span<long>().Fill((long)Whole(value, type)); break;
            case DType.Bool: storage.Span<bool>().Fill(value != 0); break;
            default: throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown element type.");
        }

        return tensor;
    }

    /// <summary>The numbers 0, 1, … <paramref name="count"/> − 1.</summary>
    public static Tensor Range(int count, DType type = DType.Float32)
    {
        Tensor tensor = Uninitialized([count], type);
        for (int i = 0; i < count; i++)
        {
            switch (type)
            {
                case DType.Float32: tensor.Value!.Span<float>()[i] = i; break;
                case DType.Float64: tensor.Value!.Span<double>()[i] = i; break;
                case DType.Int32: tensor.Value!.Span<int>()[i] = i; break;
                case DType.Int64: tensor.Value!.Span<long>()[i] = i; break;
                default: throw new ArgumentException($"A range consists of numbers, not of {type}.", nameof(type));
            }
        }

        return tensor;
    }

    /// <summary>A tensor of zeros that its maker fills before anybody else sees it.</summary>
    internal static Tensor Uninitialized(Shape shape, DType type) => new(new Storage(shape.Size * type.Size), shape, type);

    private static double Whole(double value, DType type) => Math.Floor(value) == value
        ? value
        : throw new ArgumentException($"{value} is not a value of {type}. Cast the tensor to a floating-point type first.", nameof(value));
}
