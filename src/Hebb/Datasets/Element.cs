namespace Hebb.Datasets;

/// <summary>An element of a pass: a value, or the work that makes it. Who reads the value does the work, once.</summary>
internal readonly struct Element<T>
{
    private readonly T _value;
    private readonly Func<T>? _work;

    /// <summary>A value that is there.</summary>
    public Element(T value) => (_value, _work) = (value, null);

    /// <summary>A value that is made when it is read.</summary>
    public Element(Func<T> work) => (_value, _work) = (default!, work);

    /// <summary>The value.</summary>
    public T Read() => _work is null ? _value : _work();
}
