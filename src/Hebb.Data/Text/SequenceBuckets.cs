using System.Collections;
using Hebb.Datasets;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Data.Text;

/// <summary>Passes over sequences in batches of similar length.</summary>
internal sealed class SequenceBuckets(
    IReadOnlyList<int[]> sequences, IReadOnlyList<int> labels, IReadOnlyList<int> boundaries, int batchSize, long? seed) : IEnumerable<Batch>
{
    private int _pass = -1;

    public IEnumerator<Batch> GetEnumerator()
    {
        int pass = Interlocked.Increment(ref _pass);
        SplitMix64 random = SplitMix64.Of(seed ?? 0, pass);
        int[] order = [.. Enumerable.Range(0, sequences.Count)];
        if (seed is not null) { random.Shuffle(order); }
        (int Length, int[] Rows)[] batches =
        [
            .. order.GroupBy(row => boundaries.FirstOrDefault(boundary => sequences[row].Length <= boundary, boundaries[^1])).OrderBy(bucket => bucket.Key)
                .SelectMany(bucket => bucket.Chunk(batchSize).Select(rows => (bucket.Key, rows))),
        ];
        int[] turns = [.. Enumerable.Range(0, batches.Length)];
        if (seed is not null) { random.Shuffle(turns); }
        return turns.Select(turn => New(batches[turn].Length, batches[turn].Rows)).GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Batch New(int length, int[] rows) => new(
        Sequences.Pad([.. rows.Select(row => sequences[row])], new() { Length = length }),
        Tensor.Create([.. rows.Select(row => labels[row])], [rows.Length, 1]));
}
