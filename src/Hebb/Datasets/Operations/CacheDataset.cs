namespace Hebb.Datasets;

/// <summary>
/// Elements that are read once and kept: those of the source's first pass, whichever pass is asked for, so that a training that goes on in a later one
/// finds the same. A pass that is left
/// early keeps nothing: a cache is never a part of the data.
/// </summary>
internal sealed class CacheDataset<T>(Dataset<T> source) : Operation<T, T>(source)
{
    private volatile Cell[]? _kept;

    public override long? Count => _kept?.Length ?? Source.Count;

    internal override bool DependsOnPass => false;

    internal override IEnumerable<Element<T>> Pull(long pass, CancellationToken cancellation)
    {
        if (_kept is { } kept)
        {
            foreach (Cell cell in kept)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return new(cell.Read);
            }

            yield break;
        }

        // Who reads an element first makes it, be it in a later pass.
        List<Cell> cells = [];
        foreach (Element<T> element in Source.Pull(1, cancellation))
        {
            Cell cell = new(element);
            cells.Add(cell);
            yield return new(cell.Read);
        }

        _kept ??= [.. cells];
    }

    private sealed class Cell(Element<T> element)
    {
        private readonly Lock _reading = new();
        private Element<T> _element = element;
        private bool _isRead;

        public T Read()
        {
            lock (_reading)
            {
                if (!_isRead) { (_element, _isRead) = (new(_element.Read()), true); }
                return _element.Read();
            }
        }
    }
}
