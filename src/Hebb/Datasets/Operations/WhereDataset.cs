namespace Hebb.Datasets;

/// <summary>The elements that meet a condition.</summary>
internal sealed class WhereDataset<T>(Dataset<T> source, Func<T, bool> condition) : Operation<T, T>(source)
{
    internal override IEnumerable<Element<T>> Pull(long pass, CancellationToken cancellation)
    {
        long index = 0;
        foreach (Element<T> element in Source.Pull(pass, cancellation))
        {
            T value = element.Read();
            if (DatasetException.Guard("Where", index++, condition, value)) { yield return new(value); }
        }
    }
}
