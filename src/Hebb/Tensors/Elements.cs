namespace Hebb.Tensors;

/// <summary>A tensor's elements in row-major order, as <see cref="Op.Evaluate"/> sees them.</summary>
internal readonly unsafe struct Elements(byte* start, Shape shape, DType type)
{
    /// <summary>The extents.</summary>
    public Shape Shape { get; } = shape;

    /// <summary>The type of the elements.</summary>
    public DType DType { get; } = type;

    /// <summary>The elements of type <typeparamref name="T"/>, which must be the type they have.</summary>
    public Span<T> As<T>() where T : unmanaged => new(start, checked((int)Shape.Size));

    /// <summary>The elements as bytes, for ops that only move them.</summary>
    public Span<byte> Bytes => new(start, checked((int)(Shape.Size * DType.Size)));

    /// <summary>For each axis, how many elements lie between two neighbors along it.</summary>
    public long[] Strides
    {
        get
        {
            long[] strides = new long[Shape.Rank];
            long stride = 1;
            for (int axis = Shape.Rank - 1; axis >= 0; axis--)
            {
                strides[axis] = stride;
                stride *= Shape[axis];
            }

            return strides;
        }
    }
}
