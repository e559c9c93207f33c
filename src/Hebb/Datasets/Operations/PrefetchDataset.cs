namespace Hebb.Datasets;

/// <summary>Elements that are read ahead by threads of their own. A browser has none: there elements are read when they are asked for.</summary>
internal sealed class PrefetchDataset<T>(Dataset<T> source, int ahead, int readers) : Operation<T, T>(source)
{
    public override long? Count => Source.Count;

    internal override IEnumerable<Element<T>> Pull(long pass, CancellationToken cancellation) =>
        OperatingSystem.IsBrowser() ? Source.Pull(pass, cancellation) : ReadAhead(pass, cancellation);

    private IEnumerable<Element<T>> ReadAhead(long pass, CancellationToken cancellation)
    {
        using ReadAhead<T> reading = new(Source.Pull(pass, cancellation), ahead, readers, cancellation);
        while (reading.TryNext(out T? value)) { yield return new(value); }
    }
}
