namespace Hebb.Graphs;

/// <summary>A value became NaN or infinite. The message names the first op and the layer where it happened.</summary>
public sealed class NonFiniteException : ArithmeticException
{
    /// <summary>An error without a message.</summary>
    public NonFiniteException() { }

    /// <summary>An error with a message.</summary>
    public NonFiniteException(string message) : base(message) { }

    /// <summary>An error with a message and a cause.</summary>
    public NonFiniteException(string message, Exception innerException) : base(message, innerException) { }
}
