using Hebb.Ops;

namespace Hebb.Datasets;

/// <summary>The rows of a data set in batches.</summary>
internal sealed class RowBatches(Dataset rows, int size, long? shuffleSeed, bool dropRemainder) : Dataset<Batch>
{
    public override long? Count => rows.BatchesOf(size, dropRemainder);

    protected override IEnumerable<Batch> Elements(long pass, CancellationToken cancellation) => rows.Read(new()
    {
        Number = pass,
        BatchSize = size,
        Shuffle = shuffleSeed is { } seed ? ShuffleOf(seed, pass) : null,
        DropRemainder = dropRemainder,
        Cancellation = cancellation,
    });

    /// <summary>The order of the rows in a pass, as models draw it from their seed.</summary>
    internal static RandomKey ShuffleOf(long seed, long pass) => RandomKey.FromSeed(seed).Child("shuffle").Child(pass);
}
