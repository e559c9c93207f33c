namespace Hebb.Tensors;

/// <summary>Shapes or element types do not fit together. The message names the layer at work, what was given and what was expected.</summary>
public sealed class ShapeException : ArgumentException
{
    /// <summary>An error without a message.</summary>
    public ShapeException() { }

    /// <summary>An error in the layer now at work.</summary>
    public ShapeException(string message) : base(Scope.Current is { } layer ? $"{layer}: {message}" : message) { }

    /// <summary>An error in the layer now at work, caused by another.</summary>
    public ShapeException(string message, Exception innerException)
        : base(Scope.Current is { } layer ? $"{layer}: {message}" : message, innerException) { }
}
