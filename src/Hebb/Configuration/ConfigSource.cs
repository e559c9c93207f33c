using System.Text.Json.Nodes;
using Hebb.Formats;

namespace Hebb.Configuration;

/// <summary>Where a piece of configuration comes from: what errors name, and which Keras wrote it.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Where">The layer or other part, for errors.</param>
/// <param name="KerasMajor">The first number of the version of Keras; 3 where it is not known.</param>
internal sealed record ConfigSource(string File, string Where, int KerasMajor = 3)
{
    private const int LongestQuote = 80;

    /// <summary>Whether settings come from a file; if not, they are the defaults of ours where those are others than Keras'.</summary>
    public bool IsFile => File.Length > 0;

    /// <summary>The source of a part of this one.</summary>
    public ConfigSource At(string where) => this with { Where = where };

    /// <summary>An error that names file and part.</summary>
    public FileFormatException Error(string message, Exception? cause = null)
    {
        string text = Where.Length == 0 ? $"{File}: {message}" : $"{File}: {Where}: {message}";
        return cause is null ? new(text) : new(text, cause);
    }

    /// <summary>A piece of JSON, short enough for an error.</summary>
    public static string Short(JsonNode? node)
    {
        string text = ConfigJson.Text(node);
        return text.Length <= LongestQuote ? text : text[..LongestQuote] + "…";
    }
}
