namespace Hebb.Learning.Kinds;

/// <summary>
/// Options or inputs that do not go together: the caller asked for something that makes no sense, whatever the data are. The tool ends with exit code 2.
/// </summary>
public sealed class UsageException : Exception
{
    /// <summary>An error without a message.</summary>
    public UsageException()
    {
    }

    /// <summary>An error.</summary>
    /// <param name="message">What was given, what was expected, what to do.</param>
    public UsageException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    /// <param name="message">What was given, what was expected, what to do.</param>
    /// <param name="innerException">The cause.</param>
    public UsageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
