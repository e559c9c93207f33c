namespace Hebb.Tuning;

/// <summary>A set of hyper-parameters that a search tries, perhaps several times with more epochs.</summary>
/// <param name="number">The number of the trial, from 0.</param>
/// <param name="choose">Which value a hyper-parameter gets.</param>
internal sealed class Candidate(int number, Func<HyperParameter, object> choose)
{
    /// <summary>The number of the trial, from 0.</summary>
    public int Number => number;

    /// <summary>Which value a hyper-parameter gets.</summary>
    public Func<HyperParameter, object> Choose => choose;

    /// <summary>The executions with their models; null if they are not in memory.</summary>
    public Trial[]? Trials { get; set; }

    /// <summary>After how many epochs it was looked at so far.</summary>
    public List<int?> Rungs { get; } = [];
}
