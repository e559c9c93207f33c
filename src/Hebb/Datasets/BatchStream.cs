using Hebb.Ops;

namespace Hebb.Datasets;

/// <summary>Batches that are made while they are asked for.</summary>
internal sealed class BatchStream(IEnumerable<Batch> batches) : Dataset
{
    private Batch? _first;

    public override int? Rows => null;

    public override Batch Whole => throw Stream("see all rows at once");

    public override IEnumerable<Batch> Batches(int batchSize = 32, RandomKey? shuffle = null, bool dropRemainder = false) => batches;

    public override Dataset Take(params ReadOnlySpan<int> rows) => throw Stream("take rows by number");

    internal override Batch Peek() => _first ??= batches.FirstOrDefault() ?? throw new InvalidOperationException("The stream of batches is empty.");
}
