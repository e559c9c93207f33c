namespace Hebb.Datasets;

/// <summary>Pairs of elements.</summary>
internal sealed class ZipDataset<T, TOther>(Dataset<T> source, Dataset<TOther> other) : Operation<T, (T First, TOther Second)>(source)
{
    public override long? Count => Source.Count is { } first && other.Count is { } second ? Math.Min(first, second) : null;

    internal override bool DependsOnPass => Source.DependsOnPass || other.DependsOnPass;

    internal override IEnumerable<Element<(T First, TOther Second)>> Pull(long pass, CancellationToken cancellation)
    {
        using IEnumerator<Element<TOther>> seconds = other.Pull(pass, cancellation).GetEnumerator();
        foreach (Element<T> first in Source.Pull(pass, cancellation))
        {
            if (!seconds.MoveNext()) { break; }
            Element<TOther> second = seconds.Current;
            yield return new(() => (first.Read(), second.Read()));
        }
    }
}
