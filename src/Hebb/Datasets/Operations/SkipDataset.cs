namespace Hebb.Datasets;

/// <summary>All but the first elements.</summary>
internal sealed class SkipDataset<T>(Dataset<T> source, long count) : Operation<T, T>(source)
{
    public override long? Count => Source.Count is { } all ? Math.Max(0, all - count) : null;

    internal override IEnumerable<Element<T>> Pull(long pass, CancellationToken cancellation)
    {
        long passed = 0;
        foreach (Element<T> element in Source.Pull(pass, cancellation))
        {
            if (passed++ >= count) { yield return element; }
        }
    }
}
