using System.CommandLine;
using Hebb.Learning.Kinds;

namespace Hebb.Cli;

/// <summary>The option <c>--threads</c>, which every verb has that computes for long.</summary>
internal static class ThreadsOption
{
    /// <summary>The option.</summary>
    public static Option<int?> Option { get; } =
        Flags.Of(LearningOption.Count("threads", "The number of threads. Results do not depend on it. Default: one per processor."));

    /// <summary>Uses as many threads as the command line says, if it does.</summary>
    public static void Apply(ParseResult parsed)
    {
        if (parsed.GetValue(Option) is { } threads) { Compute.Threads = threads; }
    }
}
