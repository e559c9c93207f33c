namespace Hebb.Datasets;

/// <summary>A function given to a data set has failed. <see cref="Exception.InnerException"/> says how.</summary>
public sealed class DatasetException : Exception
{
    /// <summary>A failure at an element.</summary>
    /// <param name="operation">The operation: <c>"Map"</c>.</param>
    /// <param name="index">The position of the element among those that reach the operation in this pass, from 0.</param>
    /// <param name="cause">What the function threw.</param>
    public DatasetException(string operation, long index, Exception cause)
        : base($"{operation} failed at element {index} (counted from 0): {cause?.Message}", cause) => (Operation, Index) = (operation, index);

    /// <summary>The operation whose function failed: <c>"Map"</c>.</summary>
    public string Operation { get; }

    /// <summary>The position of the element among those that reach the operation in this pass, from 0.</summary>
    public long Index { get; }

    /// <summary>Applies a function; what it throws says at which element. Cancellation, and failures of an earlier operation, stay what they are.</summary>
    internal static TResult Guard<T, TResult>(string operation, long index, Func<T, TResult> function, T value)
    {
        try
        {
            return function(value);
        }
        catch (Exception cause) when (cause is not (OperationCanceledException or DatasetException))
        {
            throw new DatasetException(operation, index, cause);
        }
    }
}
