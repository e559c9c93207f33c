using Hebb.Ops;

namespace Hebb.Datasets;

/// <summary>One pass over a data set, and in which batches: what <see cref="Dataset.Read"/> is asked for.</summary>
public readonly record struct DataPass()
{
    /// <summary>
    /// The number of the pass, from 1. What differs from pass to pass, such as an order, depends on it alone, so that a resumed training sees what it
    /// would have seen. Range: 0 or more.
    /// </summary>
    public long Number { get; init => field = SettingRange.AtLeast(0L, value); } = 1;

    /// <summary>The rows of a batch. Data that come in batches have their own sizes. Range: 1 or more.</summary>
    public int BatchSize { get; init => field = SettingRange.AtLeast(1, value); } = 32;

    /// <summary>The random order of the rows in this pass; null for their own. Data that come in batches keep their order.</summary>
    public RandomKey? Shuffle { get; init; }

    /// <summary>Whether a smaller last batch is left out.</summary>
    public bool DropRemainder { get; init; }

    /// <summary>Ends the pass with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Whether a batch may be filled again once the next one is asked for, unless it has been handed out (<see cref="Batch.IsHandedOut"/>).</summary>
    internal bool ReusesBatches { get; init; }
}
