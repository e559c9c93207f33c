using System.Runtime.InteropServices;

namespace Hebb.Tensors;

/// <summary>A tensor that training changes in place: a weight, an optimizer's momentum, a running mean.</summary>
public sealed class Parameter
{
    /// <summary>A parameter that starts with these values, on the device in use.</summary>
    /// <param name="name">The name in errors, listings and files.</param>
    /// <param name="value">The starting value; its shape and element type stay forever.</param>
    /// <param name="trainable">Whether gradients change it; running statistics and counters are not trainable.</param>
    public Parameter(string name, Tensor value, bool trainable = true) : this(name, value, trainable, Devices.Current) { }

    private Parameter(string name, Tensor value, bool trainable, IDevice? device)
    {
        Name = name;
        Shape = value.Shape;
        DType = value.DType;
        Trainable = trainable;
        Device = device;
        Buffer = device?.Allocate(Shape, DType) ?? new Storage(value.Size * value.DType.Size);
        Buffer.Write(value.Evaluated().Span<byte>());
    }

    /// <summary>A number that the host sets before each step: it stays with the host, and a device fetches all such numbers at once.</summary>
    internal static Parameter HostScalar(string name) => new(name, Tensor.Scalar(0), trainable: false, device: null);

    /// <summary>The name in errors, listings and files.</summary>
    public string Name { get; internal set; }

    /// <summary>The name within its layer, without the layer's: <c>kernel</c>.</summary>
    internal string ShortName => Name[(Name.LastIndexOf('/') + 1)..];

    /// <summary>The extents.</summary>
    public Shape Shape { get; }

    /// <summary>The type of the elements.</summary>
    public DType DType { get; }

    /// <summary>The number of elements.</summary>
    public long Size => Shape.Size;

    /// <summary>Whether gradients change it.</summary>
    public bool Trainable { get; set; }

    /// <summary>What the value must satisfy after each step of an optimizer; null for nothing.</summary>
    public IConstraint? Constraint { get; set; }

    /// <summary>
    /// The value: inside a <see cref="Graphs.Function"/> what it is at this point of the code (assignments included), outside a
    /// snapshot that later changes leave alone.
    /// </summary>
    public Tensor Value
    {
        get
        {
            if (Trace.Current is { } trace) { return trace.Value(this); }
            Tensor copy = Tensor.Uninitialized(Shape, DType);
            Buffer.Read(copy.Value!.Span<byte>());
            return copy;
        }
    }

    /// <summary>The device that computes with the parameter; null for a number that stays with the host.</summary>
    internal IDevice? Device { get; }

    /// <summary>The memory that holds the value.</summary>
    internal DeviceBuffer Buffer { get; }

    /// <summary>Gives the parameter a new value: inside a <see cref="Graphs.Function"/> each time it runs, outside at once.</summary>
    /// <exception cref="ShapeException">Shape or element type differ.</exception>
    /// <exception cref="InvalidOperationException">Inside a function: the host sets the parameter before each step.</exception>
    public void Assign(Tensor value)
    {
        if (value.Shape != Shape || value.DType != DType)
        {
            throw new ShapeException($"{Name} has shape {Shape} and type {DType}, but was assigned shape {value.Shape} and type {value.DType}.");
        }

        if (Trace.Current is { } trace)
        {
            if (Device is null)
            {
                throw new InvalidOperationException($"{Name} is set by the host before each step: a Function can read it, but not assign it.");
            }

            trace.Assign(this, value);
        }
        else { Buffer.Write(value.Evaluated().Span<byte>()); }
    }

    /// <summary>Makes the value satisfy its constraint.</summary>
    internal void Constrain()
    {
        if (Constraint is { } constraint) { Assign(constraint.Apply(Value)); }
    }

    /// <summary>Gives the parameter new values at once.</summary>
    /// <exception cref="ArgumentException">The number of values or their type differ.</exception>
    public void SetValues<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        if (DTypes.Of<T>() != DType || values.Length != Size)
        {
            throw new ArgumentException($"{Name} has {Size} elements of {DType}, but was given {values.Length} of {typeof(T).Name}.", nameof(values));
        }

        Buffer.Write(MemoryMarshal.AsBytes(values));
    }

    /// <summary>The elements in row-major order, as they are now.</summary>
    public T[] ToArray<T>() where T : unmanaged
    {
        T[] values = new T[Size];
        CopyTo<T>(values);
        return values;
    }

    /// <summary>Copies the elements, as they are now, in row-major order.</summary>
    /// <param name="values">Room for exactly as many.</param>
    internal void CopyTo<T>(Span<T> values) where T : unmanaged
    {
        if (DTypes.Of<T>() != DType) { throw new InvalidOperationException($"{Name} holds {DType}, not {typeof(T).Name}."); }
        Buffer.Read(MemoryMarshal.AsBytes(values));
    }

    /// <summary>The elements as bytes, whatever their type.</summary>
    internal byte[] ToBytes()
    {
        byte[] bytes = new byte[Buffer.Bytes];
        Buffer.Read(bytes);
        return bytes;
    }

    /// <summary>Name, shape and type.</summary>
    public override string ToString() => $"{Name} {Shape} {DType}{(Trainable ? "" : ", not trainable")}";
}
