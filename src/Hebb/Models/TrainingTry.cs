namespace Hebb.Models;

/// <summary>Where a search stands while one of its networks is trained: <see cref="TrainingProgress.Try"/>.</summary>
public sealed class TrainingTry
{
    /// <summary>Which network is trained, from 1.</summary>
    public int Number { get; init; }

    /// <summary>Which of the networks before is the best so far; 0 if there is none.</summary>
    public int Best { get; init; }

    /// <summary>What networks are compared by: <c>log_loss</c>, <c>rmse</c>.</summary>
    public string Measure { get; init; } = "";

    /// <summary>The measure of the best network so far; NaN if there is none.</summary>
    public double BestValue { get; init; } = double.NaN;

    /// <summary>How much of the time for the search is left.</summary>
    public TimeSpan Left { get; init; }
}
