using System.Globalization;
using Hebb.Models;

namespace Hebb.Cli;

/// <summary>Where a search within a time budget stands, in words.</summary>
internal static class TrainingTries
{
    /// <summary>Which network is trained and how good the best one is so far, to begin a line with; empty for a training by itself.</summary>
    public static string Before(TrainingProgress progress) => progress.Try is not { } search ? ""
        : string.Create(CultureInfo.InvariantCulture, $"network {search.Number}{(search.Best == 0 ? "" : Best(search))}  ");

    private static string Best(TrainingTry search) =>
        string.Create(CultureInfo.InvariantCulture, $" (best: {search.Best}, {search.Measure} {search.BestValue:G4})");
}
