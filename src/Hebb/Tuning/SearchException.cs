namespace Hebb.Tuning;

/// <summary>The search itself cannot be carried out, whatever the trial: an objective that no model measures, say.</summary>
public sealed class SearchException : Exception
{
    /// <summary>An exception without details.</summary>
    public SearchException() { }

    /// <summary>An exception with a message.</summary>
    public SearchException(string message) : base(message) { }

    /// <summary>An exception with a message and what caused it.</summary>
    public SearchException(string message, Exception innerException) : base(message, innerException) { }
}
