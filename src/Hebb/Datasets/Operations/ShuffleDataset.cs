using Hebb.Ops;

namespace Hebb.Datasets;

/// <summary>Elements in random order, drawn from a buffer.</summary>
internal sealed class ShuffleDataset<T>(Dataset<T> source, int buffer, long seed, bool eachPass) : Operation<T, T>(source)
{
    public override long? Count => Source.Count;

    internal override bool DependsOnPass => eachPass || Source.DependsOnPass;

    internal override IEnumerable<Element<T>> Pull(long pass, CancellationToken cancellation)
    {
        RandomKey key = RandomKey.FromSeed(seed).Child("shuffle").Child(eachPass ? pass : 1);
        List<Element<T>> held = [];
        long draws = 0;
        foreach (Element<T> element in Source.Pull(pass, cancellation))
        {
            if (held.Count < buffer)
            {
                held.Add(element);
                continue;
            }

            int drawn = Permutation.Draw(key, draws++, held.Count);
            yield return held[drawn];
            held[drawn] = element;
        }

        while (held.Count > 0)
        {
            int drawn = Permutation.Draw(key, draws++, held.Count);
            yield return held[drawn];
            held[drawn] = held[^1];
            held.RemoveAt(held.Count - 1);
        }
    }
}
