using System.Globalization;
using System.Text;

namespace Hebb.Data;

/// <summary>Data that cannot be used as it is: the message says what was found and where, what was expected and what to do.</summary>
public sealed class DataException : FormatException
{
    private readonly string? _problem;

    /// <summary>An error without a message.</summary>
    public DataException()
    {
    }

    /// <summary>An error about the data as a whole.</summary>
    /// <param name="message">What was given, what was expected, what to do.</param>
    public DataException(string message)
        : base(message)
    {
    }

    /// <summary>An error about the data as a whole, with its cause.</summary>
    /// <param name="message">What was given, what was expected, what to do.</param>
    /// <param name="innerException">The cause.</param>
    public DataException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error at a place in a file. The message is preceded by the place.</summary>
    /// <param name="message">What was given, what was expected, what to do.</param>
    /// <param name="file">The file's name, or null.</param>
    /// <param name="line">The line, counted from 1, or null.</param>
    /// <param name="column">The column's name, or null.</param>
    /// <param name="value">The value in question, or null.</param>
    public DataException(string message, string? file, int? line = null, string? column = null, string? value = null)
        : base(Place(file, line, column) + message)
    {
        File = file;
        Line = line;
        Column = column;
        Value = value;
    }

    /// <summary>An error at a place in a file, with what helps.</summary>
    /// <param name="message">What was given, what was expected.</param>
    /// <param name="file">The file's name, or null.</param>
    /// <param name="line">The line, counted from 1, or null.</param>
    /// <param name="column">The column's name, or null.</param>
    /// <param name="value">The value in question, or null.</param>
    /// <param name="remedies">What helps; <see cref="Exception.Message"/> says it in the words of C#.</param>
    public DataException(string message, string? file, int? line, string? column, string? value, IReadOnlyList<Remedy> remedies)
        : base(Place(file, line, column) + message + Remedy.Sentence(remedies, remedy => remedy.ToString()))
    {
        (File, Line, Column, Value, Remedies) = (file, line, column, value, remedies);
        _problem = Place(file, line, column) + message;
    }

    /// <summary>An error with its cause and with what helps.</summary>
    internal DataException(string message, Exception innerException, IReadOnlyList<Remedy> remedies)
        : base(message + Remedy.Sentence(remedies, remedy => remedy.ToString()), innerException) => (_problem, Remedies) = (message, remedies);

    /// <summary>The error that a column does not exist.</summary>
    internal static DataException NoColumn(string name, IEnumerable<string> names, string? source = null, string purpose = "") =>
        new($"There is no column '{name}'{purpose}. {Suggest.Sentence(name, [.. names], "columns")}", source) { Column = name };

    /// <summary>The file's name, when known.</summary>
    public string? File { get; }

    /// <summary>The line in the file, counted from 1 and including the header, when known.</summary>
    public int? Line { get; }

    /// <summary>The column's name, when the error is about one.</summary>
    public string? Column { get; private init; }

    /// <summary>The value in question, when the error is about one.</summary>
    public string? Value { get; }

    /// <summary>What helps; empty if the message says all.</summary>
    public IReadOnlyList<Remedy> Remedies { get; } = [];

    /// <summary>The message with what helps in the words of a face, such as the options of a tool.</summary>
    /// <param name="words">How each remedy is said.</param>
    public string MessageWith(Func<Remedy, string> words) => _problem is null ? Message : _problem + Remedy.Sentence(Remedies, words);

    private static string Place(string? file, int? line, string? column)
    {
        var place = new StringBuilder();
        void Add(string? part)
        {
            if (part is not null)
            {
                place.Append(place.Length > 0 ? ", " : "").Append(part);
            }
        }

        Add(file);
        Add(line is { } number ? "line " + number.ToString(CultureInfo.InvariantCulture) : null);
        Add(column is null ? null : $"column '{column}'");
        return place.Length == 0 ? "" : place.Append(": ").ToString();
    }
}
