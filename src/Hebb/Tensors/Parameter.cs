using Hebb.Constraints;

namespace Hebb.Tensors;

/// <summary>A tensor that training changes in place: a weight, an optimizer's momentum, a running mean.</summary>
public sealed class Parameter
{
    /// <summary>A parameter that starts with these values.</summary>
    /// <param name="name">The name in errors, listings and files.</param>
    /// <param name="value">The starting value; its shape and element type stay for ever.</param>
    /// <param name="trainable">Whether gradients change it; running statistics and counters are not trainable.</param>
    public Parameter(string name, Tensor value, bool trainable = true)
    {
        Name = name;
        Shape = value.Shape;
        DType = value.DType;
        Trainable = trainable;
        Storage = new(value.Size * value.DType.Size);
        value.Evaluated().Span<byte>().CopyTo(Storage.Span<byte>());
    }

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
    public Constraint? Constraint { get; set; }

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
            Storage.Span<byte>().CopyTo(copy.Value!.Span<byte>());
            return copy;
        }
    }

    /// <summary>The memory that holds the value.</summary>
    internal Storage Storage { get; }

    /// <summary>Gives the parameter a new value: inside a <see cref="Graphs.Function"/> each time it runs, outside at once.</summary>
    /// <exception cref="ShapeException">Shape or element type differ.</exception>
    public void Assign(Tensor value)
    {
        if (value.Shape != Shape || value.DType != DType)
        {
            throw new ShapeException($"{Name} has shape {Shape} and type {DType}, but was assigned shape {value.Shape} and type {value.DType}.");
        }

        if (Trace.Current is { } trace) { trace.Assign(this, value); }
        else { value.Evaluated().Span<byte>().CopyTo(Storage.Span<byte>()); }
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

        values.CopyTo(Storage.Span<T>());
    }

    /// <summary>The elements in row-major order, as they are now.</summary>
    public T[] ToArray<T>() where T : unmanaged => DTypes.Of<T>() == DType
        ? Storage.Span<T>().ToArray()
        : throw new InvalidOperationException($"{Name} holds {DType}, not {typeof(T).Name}.");

    /// <summary>Name, shape and type.</summary>
    public override string ToString() => $"{Name} {Shape} {DType}{(Trainable ? "" : ", not trainable")}";
}
