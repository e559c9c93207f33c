namespace Hebb.Tuning;

/// <summary>One set of hyper-parameters on trial.</summary>
public sealed class Trial
{
    internal Trial(int number, int execution, HyperParameters values, CancellationToken cancellation) =>
        (Number, Execution, Values, Cancellation) = (number, execution, values, cancellation);

    /// <summary>The number of the trial, from 0.</summary>
    public int Number { get; }

    /// <summary>Which execution of the trial this is, from 0; see <see cref="Search.ExecutionsPerTrial"/>.</summary>
    public int Execution { get; }

    /// <summary>The hyper-parameters.</summary>
    public HyperParameters Values { get; }

    /// <summary>
    /// How many epochs the trial is to have behind it at the end; null where the search leaves that to you. Hyperband asks for more of the same trial
    /// later.
    /// </summary>
    public int? Epochs { get; internal set; }

    /// <summary>How many of these epochs were done when the trial was looked at last: training continues from there.</summary>
    public int EpochsDone { get; internal set; }

    /// <summary>What the trial wants to find again when it is continued: its model.</summary>
    public object? State { get; set; }

    /// <summary>Asks to stop. What a cancelled trial returns is not recorded.</summary>
    public CancellationToken Cancellation { get; }
}
