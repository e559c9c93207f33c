using System.Globalization;

namespace Hebb.Tuning;

/// <summary>What a trial came to.</summary>
public sealed record TrialResult
{
    /// <summary>The number of the trial, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>The hyper-parameters that were asked for, in order.</summary>
    public required IReadOnlyDictionary<string, object> Parameters { get; init; }

    /// <summary>The objective, the mean over the executions; NaN if the trial failed.</summary>
    public required double Value { get; init; }

    /// <summary>The objective in each execution.</summary>
    public IReadOnlyList<double> Executions { get; init; } = [];

    /// <summary>Why the trial failed; null if it did not.</summary>
    public string? Error { get; init; }

    /// <summary>Whether the trial threw, or its objective was not a finite number. A failed trial is never the best.</summary>
    public bool Failed => Error is not null;

    /// <summary>How many epochs the trial had behind it; null where the search did not say how many.</summary>
    public int? Epochs { get; init; }

    /// <summary>How long it took.</summary>
    public double Seconds { get; init; }

    /// <summary>Where a grid was: for each value that was asked for its place and the number of places.</summary>
    internal IReadOnlyList<(int Index, int Count)> Path { get; init; } = [];

    /// <summary>The hyper-parameters, to build with again.</summary>
    /// <param name="seed">The seed of random numbers.</param>
    public HyperParameters ToHyperParameters(long seed = 0) => new(Parameters, seed);

    /// <summary>The trial on one line, counted from 1.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"trial {Number + 1}{(Epochs is { } epochs ? $" after {epochs} epochs" : "")}: {(Failed ? $"failed: {Error}" : $"{Value:G6}")} "
        + $"({string.Join(", ", Parameters.Select(p => $"{p.Key} {HyperParameter.Brief(p.Value)}"))})");
}
