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
        if (type is DType.Int32 or DType.Int64 && Math.Floor(value) != value)
        {
            throw new ArgumentException($"{value} is not a value of {type}. Cast the tensor to a floating-point type first.", nameof(value));
        }

        return Written(shape, type, storage =>
        {
            switch (type)
            {
                case DType.Float32: storage.Span<float>().Fill((float)value); break;
                case DType.Float64: storage.Span<double>().Fill(value); break;
                case DType.Int32: storage.Span<int>().Fill((int)value); break;
                case DType.Int64: storage.Span<long>().Fill((long)value); break;
                default: storage.Span<bool>().Fill(value != 0); break;
            }
        });
    }

    /// <summary>The numbers 0, 1, … <paramref name="count"/> − 1.</summary>
    public static Tensor Range(int count, DType type = DType.Float32) => type == DType.Bool
        ? throw new ArgumentException($"A range consists of numbers, not of {type}.", nameof(type))
        : Written([count], type, storage =>
        {
            for (int i = 0; i < count; i++)
            {
                switch (type)
                {
                    case DType.Float32: storage.Span<float>()[i] = i; break;
                    case DType.Float64: storage.Span<double>()[i] = i; break;
                    case DType.Int32: storage.Span<int>()[i] = i; break;
                    default: storage.Span<long>()[i] = i; break;
                }
            }
        });

    /// <summary>A constant that a rule writes: now, or, where only shapes are asked for, when somebody reads it. A model that is loaded may hold
    /// large ones.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="type">Its element type.</param>
    /// <param name="write">Writes all elements; it may be called by any thread, and more than once.</param>
    internal static Tensor Written(Shape shape, DType type, Action<Storage> write)
    {
        Storage Fill()
        {
            Storage storage = new(Sizes.Times(shape.Size, type.Size));
            write(storage);
            return storage;
        }

        return Trace.Current is { IsSymbolic: true } ? new(Fill, shape, type) : new(Fill(), shape, type);
    }

    /// <summary>A tensor of zeros that its maker fills before anybody else sees it.</summary>
    internal static Tensor Uninitialized(Shape shape, DType type) => new(new Storage(Sizes.Times(shape.Size, type.Size)), shape, type);
}
