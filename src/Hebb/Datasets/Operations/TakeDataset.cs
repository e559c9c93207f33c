namespace Hebb.Datasets;

/// <summary>The first elements; the next one is not even pulled.</summary>
internal sealed class TakeDataset<T>(Dataset<T> source, long count) : Operation<T, T>(source)
{
    public override long? Count => Source.Count is { } all ? Math.Min(all, count) : null;

    internal override IEnumerable<Element<T>> Pull(long pass, CancellationToken cancellation)
    {
        if (count == 0) { yield break; }
        long taken = 0;
        foreach (Element<T> element in Source.Pull(pass, cancellation))
        {
            yield return element;
            if (++taken == count) { break; }
        }
    }
}
