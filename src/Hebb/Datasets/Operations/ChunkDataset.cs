namespace Hebb.Datasets;

/// <summary>Groups of elements that follow each other.</summary>
internal sealed class ChunkDataset<T>(Dataset<T> source, int size, bool dropRemainder) : Operation<T, IReadOnlyList<T>>(source)
{
    public override long? Count => Source.Count is { } count ? (dropRemainder ? count / size : (count + size - 1) / size) : null;

    internal override IEnumerable<Element<IReadOnlyList<T>>> Pull(long pass, CancellationToken cancellation)
    {
        List<Element<T>> group = [];
        foreach (Element<T> element in Source.Pull(pass, cancellation))
        {
            group.Add(element);
            if (group.Count < size) { continue; }
            yield return Together([.. group]);
            group.Clear();
        }

        if (group.Count > 0 && !dropRemainder) { yield return Together([.. group]); }
    }

    private static Element<IReadOnlyList<T>> Together(Element<T>[] elements) => new(() => Array.ConvertAll(elements, element => element.Read()));
}
