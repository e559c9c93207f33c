namespace Hebb.Datasets;

/// <summary>Several passes as one. Each has a number of its own, so that each is shuffled anew.</summary>
internal sealed class RepeatDataset<T>(Dataset<T> source, int? count) : Operation<T, T>(source)
{
    /// <summary>The numbers that lie between two passes over data that are repeated without end.</summary>
    private const long Apart = 1L << 32;

    public override long? Count => Source.Count * count;

    internal override IEnumerable<Element<T>> Pull(long pass, CancellationToken cancellation)
    {
        for (long i = 1; count is null || i <= count; i++)
        {
            bool any = false;
            foreach (Element<T> element in Source.Pull((pass - 1) * (count ?? Apart) + i, cancellation))
            {
                any = true;
                yield return element;
            }

            if (!any) { yield break; } // nothing, repeated without end, would never come to an end
        }
    }
}
