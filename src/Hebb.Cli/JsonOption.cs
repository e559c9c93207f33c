using System.CommandLine;

namespace Hebb.Cli;

/// <summary>The option <c>--json</c>, which every verb has: one object on the first stream and nothing else there.</summary>
internal static class JsonOption
{
    /// <summary>The option.</summary>
    public static Option<bool> Option { get; } = new("--json") { Description = "Print the result as one JSON object." };

    /// <summary>Whether it is given.</summary>
    public static bool IsGiven(ParseResult parsed) => parsed.GetValue(Option);
}
