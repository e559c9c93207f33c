namespace Hebb.Datasets;

/// <summary>A function of every element.</summary>
internal sealed class MapDataset<TSource, T>(Dataset<TSource> source, Func<TSource, T> map, string name) : Operation<TSource, T>(source)
{
    public override long? Count => Source.Count;

    internal override IEnumerable<Element<T>> Pull(long pass, CancellationToken cancellation)
    {
        long index = 0;
        foreach (Element<TSource> element in Source.Pull(pass, cancellation)) { yield return Mapped(element, index++); }
    }

    private Element<T> Mapped(Element<TSource> element, long index) => new(() => DatasetException.Guard(name, index, map, element.Read()));
}
