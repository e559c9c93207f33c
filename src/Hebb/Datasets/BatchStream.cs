namespace Hebb.Datasets;

/// <summary>Batches that are made while they are asked for.</summary>
internal sealed class BatchStream(Dataset<Batch> batches) : Dataset
{
    private Batch? _first;
    private Begun? _begun;

    public override IEnumerable<Batch> Read(DataPass pass)
    {
        // The pass that Peek began goes on: a stream that cannot be begun again loses no batch.
        Begun? begun = Interlocked.Exchange(ref _begun, null);
        if (begun is not null && pass.Number != 1 && batches.DependsOnPass)
        {
            begun.Dispose();
            begun = null;
        }

        return begun is null ? batches.Read(pass.Number, pass.Cancellation) : GoOn(begun, pass.Cancellation);
    }

    internal override Batch Peek()
    {
        if (_first is not null) { return _first; }
        Begun begun = new(batches);
        if (!begun.Batches.MoveNext())
        {
            begun.Dispose();
            throw new InvalidOperationException("The stream of batches is empty.");
        }

        _begun = begun;
        return _first = begun.Batches.Current;
    }

    internal override long? BatchesOf(int batchSize, bool dropRemainder) => batches.Count;

    private static IEnumerable<Batch> GoOn(Begun begun, CancellationToken cancellation)
    {
        using (begun)
        using (cancellation.Register(begun.Stop.Cancel))
        {
            do { yield return begun.Batches.Current; } while (begun.Batches.MoveNext());
        }
    }

    /// <summary>A pass of which one batch has been read.</summary>
    private sealed class Begun : IDisposable
    {
        public Begun(Dataset<Batch> batches) => Batches = batches.Read(1, Stop.Token).GetEnumerator();

        public CancellationTokenSource Stop { get; } = new();

        public IEnumerator<Batch> Batches { get; }

        public void Dispose()
        {
            Batches.Dispose();
            Stop.Dispose();
        }
    }
}
