using System.Globalization;

namespace Hebb.Tensors;

public sealed partial class Tensor
{
    /// <summary>The elements in row-major order, without copying.</summary>
    /// <typeparam name="T">The type the elements have.</typeparam>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not the type of the elements.</exception>
    public ReadOnlySpan<T> AsSpan<T>() where T : unmanaged => DTypes.Of<T>() == DType
        ? Evaluated().Span<T>()
        : throw new InvalidOperationException($"The tensor holds {DType}, not {typeof(T).Name}: read it as what it is, or Cast it first.");

    /// <summary>The elements in row-major order.</summary>
    /// <inheritdoc cref="AsSpan{T}"/>
    public T[] ToArray<T>() where T : unmanaged => AsSpan<T>().ToArray();

    /// <summary>The elements in row-major order, whatever their type, as double (booleans as 0 and 1).</summary>
    public double[] ToDoubles()
    {
        double[] values = new double[Size];
        for (int i = 0; i < values.Length; i++) { values[i] = Element(i); }
        return values;
    }

    /// <summary>The one element of a tensor of size 1.</summary>
    /// <exception cref="InvalidOperationException">The tensor has more or fewer elements.</exception>
    public double Item() => Size == 1
        ? Element(0)
        : throw new InvalidOperationException($"Item() reads a tensor of one element, but this one has shape {Shape}.");

    /// <summary>Shape, type and elements, as nested brackets; long axes are shortened.</summary>
    public override string ToString()
    {
        string kind = $"Tensor {Shape} {DType}";
        return Value is null && Trace.Current is not null ? $"{kind}, computed by {Op.Name} when the function runs" : $"{kind} {TensorText.Of(this)}";
    }

    /// <summary>An element by its row-major position, as double.</summary>
    internal double Element(int index) => DType switch
    {
        DType.Float32 => AsSpan<float>()[index],
        DType.Float64 => AsSpan<double>()[index],
        DType.Int32 => AsSpan<int>()[index],
        DType.Int64 => AsSpan<long>()[index],
        _ => AsSpan<bool>()[index] ? 1 : 0,
    };

    /// <summary>An element as text: short, but exact for integers.</summary>
    internal string ElementText(int index) => DType switch
    {
        DType.Float32 => AsSpan<float>()[index].ToString("G6", CultureInfo.InvariantCulture),
        DType.Float64 => AsSpan<double>()[index].ToString("G6", CultureInfo.InvariantCulture),
        DType.Int32 => AsSpan<int>()[index].ToString(CultureInfo.InvariantCulture),
        DType.Int64 => AsSpan<long>()[index].ToString(CultureInfo.InvariantCulture),
        _ => AsSpan<bool>()[index] ? "true" : "false",
    };
}
