using Hebb.Ops;

namespace Hebb.Datasets;

/// <summary>Batches that are made while they are asked for.</summary>
internal sealed class BatchStream(IEnumerable<Batch> batches) : Dataset
{
    private Batch? _first;
    private IEnumerator<Batch>? _begun;

    public override int? Rows => null;

    public override Batch Whole => throw Stream("see all rows at once");

    public override IEnumerable<Batch> Batches(int batchSize = 32, RandomKey? shuffle = null, bool dropRemainder = false)
    {
        // The pass that Peek began goes on: a stream that cannot be begun again loses no batch.
        using IEnumerator<Batch>? begun = Interlocked.Exchange(ref _begun, null);
        if (begun is not null) { yield return begun.Current; }
        using IEnumerator<Batch> pass = begun ?? batches.GetEnumerator();
        while (pass.MoveNext()) { yield return pass.Current; }
    }

    public override Dataset Take(params ReadOnlySpan<int> rows) => throw Stream("take rows by number");

    internal override Batch Peek()
    {
        if (_first is not null) { return _first; }
        IEnumerator<Batch> pass = batches.GetEnumerator();
        if (!pass.MoveNext()) { throw new InvalidOperationException("The stream of batches is empty."); }
        _begun = pass;
        return _first = pass.Current;
    }
}
